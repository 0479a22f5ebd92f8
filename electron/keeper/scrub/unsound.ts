import { keepError, reportOf, say, type ErrorReport } from '../../../shared/index.ts';
import type { Shelf, StoredBackup } from '../shelves.ts';

/** The backups of a folder that would not restore: found damaged, or gone although their sidecars are there. Newest first. */
export function unsoundOf({ stored }: Pick<Shelf, 'stored'>): readonly StoredBackup[] {
  return stored.filter(({ state }) => state === 'damaged' || state === 'missing');
}

/** The same as a person reads it. @returns undefined where all are sound, and where the folder cannot be looked at */
export function storedProblem(shelf: Shelf): ErrorReport | undefined {
  const unsound = unsoundOf(shelf);
  const [newest] = unsound;
  if (shelf.problem !== undefined || newest === undefined) return undefined;
  return {
    ...reportOf(keepError('archive/damaged', { detail: '' })),
    message: say('keeper.unsound', { count: unsound.length, file: newest.file, state: newest.state }),
    hint: say('keeper.unsound.hint'),
  };
}
