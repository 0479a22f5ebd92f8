import { say } from '../../../shared/index.ts';
import type { VerifiedBackup } from '../commit.ts';
import type { VaultContext } from '../context.ts';
import { readBack } from '../hash-file.ts';
import { placeNew, replaceWith } from '../place.ts';
import { tryToRemove } from '../remove-file.ts';
import { replaceSidecar, writeNewSidecar } from '../write-sidecar.ts';
import { openStage } from '../stage.ts';
import { syncFolder } from '../sync-folder.ts';
import { readIntoStage } from './read-source.ts';
import type { CopyOutcome } from './types.ts';
import { whatStands, type Standing } from './what-stands.ts';
import { inside } from '../../platform/path-segment.ts';

type Clear = Extract<Standing, { state: 'clear' }>;

/**
 * Makes the same backup stand in another folder: archive, then sidecar, durably, each read back and compared. Nothing that
 * is not certainly ours is replaced. What was begun and cut off is taken up where it stands.
 */
export async function carryOver(source: VerifiedBackup, folder: string, context: VaultContext): Promise<CopyOutcome> {
  const standing = await whatStands(folder, source, context);
  if (standing.state === 'taken') return { state: 'left', reason: standing.reason };
  const isThere = standing.archive === 'keep' && standing.sidecar === 'keep';
  if (standing.archive !== 'keep') {
    const reason = await copyArchive(source, folder, standing, context);
    if (reason !== undefined) return { state: 'left', reason };
  }
  if (standing.sidecar !== 'keep') await copySidecar(source, folder, standing, context);
  return { state: isThere ? 'there' : 'copied' };
}

/** @returns why the archive was not copied, a fragment of a sentence */
async function copyArchive(
  source: VerifiedBackup,
  folder: string,
  { archive }: Clear,
  context: VaultContext,
): Promise<string | undefined> {
  const stage = await openStage(folder, context);
  try {
    const reason = await readIntoStage(source, stage, context);
    if (reason !== undefined) return reason;
    const staged = await stage.finish();
    const final = inside(folder, source.file);
    if (archive === 'replace') await replaceWith(staged.path, final, context);
    else if (!(await placeNew(staged.path, final, context))) return say('copies.left.taken');
    try {
      await syncFolder(folder, context);
      await readBack(final, staged, context);
    } catch (thrown) {
      await tryToRemove(final, context);
      throw thrown;
    }
    return undefined;
  } finally {
    await stage.discard();
  }
}

async function copySidecar(
  source: VerifiedBackup,
  folder: string,
  { archive, sidecar }: Clear,
  context: VaultContext,
): Promise<void> {
  try {
    if (sidecar === 'create' && (await writeNewSidecar(folder, source.sidecar, context))) return;
    await replaceSidecar(folder, source.sidecar, context);
  } catch (thrown) {
    // An archive that nothing speaks of counts as nothing; what lay there before stays.
    if (archive === 'create') await tryToRemove(inside(folder, source.file), context);
    throw thrown;
  }
}
