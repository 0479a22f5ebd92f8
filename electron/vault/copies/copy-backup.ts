import path from 'node:path';
import { say } from '../../../shared/index.ts';
import type { VerifiedBackup } from '../commit.ts';
import { vaultContext, type VaultContext, type VaultOptions } from '../context.ts';
import { readBack } from '../hash-file.ts';
import { placeNew, replaceWith } from '../place.ts';
import { tryToRemove } from '../remove-file.ts';
import { replaceSidecar, writeNewSidecar } from '../sidecar-file.ts';
import { openStage } from '../stage.ts';
import { syncFolder } from '../sync-folder.ts';
import type { Stage } from '../types.ts';
import { atPlace } from './copy-error.ts';
import { copyFolderOf } from './copy-state.ts';
import { copyGuide } from './copy-guide.ts';
import { requirePlace } from './marker.ts';
import { readIntoStage } from './read-source.ts';
import type { CopyOutcome, CopyPair } from './types.ts';
import { whatStands, type Standing } from './what-stands.ts';

type Clear = Extract<Standing, { state: 'clear' }>;

/**
 * Copies one backup with its sidecar and the restore page: durably, each read back and compared. Nothing that is not
 * certainly ours is replaced, and the copy counts only from the moment its sidecar stands. Under the run lock of the device.
 * @throws KeepError `copy/missing`, `copy/failed`, `cancelled`
 */
export async function copyBackup(
  source: VerifiedBackup,
  pair: CopyPair,
  options: VaultOptions = {},
): Promise<CopyOutcome> {
  const context = vaultContext(options);
  const folder = copyFolderOf(pair);
  return await atPlace(pair.place, context, async () => {
    context.signal?.throwIfAborted();
    await requirePlace(pair.place, context);
    const standing = await whatStands(folder, source, context);
    if (standing.state === 'taken') return { state: 'left', reason: standing.reason };
    const isThere = standing.archive === 'keep' && standing.sidecar === 'keep';
    if (standing.archive !== 'keep') {
      const reason = await copyArchive(source, pair, folder, standing, context);
      if (reason !== undefined) return { state: 'left', reason };
    }
    if (standing.sidecar !== 'keep') await copySidecar(source, folder, standing, context);
    await copyGuide(pair.vaultFolder, folder, context);
    return { state: isThere ? 'there' : 'copied' };
  });
}

/** @returns why the archive was not copied, a fragment of a sentence */
async function copyArchive(
  source: VerifiedBackup,
  pair: CopyPair,
  folder: string,
  { archive }: Clear,
  context: VaultContext,
): Promise<string | undefined> {
  const stage = await openStage(folder, context);
  try {
    await leaveIfAway(pair, folder, stage, context);
    const reason = await readIntoStage(source, stage, context);
    if (reason !== undefined) return reason;
    const staged = await stage.finish();
    const final = path.join(folder, source.file);
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

/** The place may have gone between the look at its marker and the first write: then our folder stands in the mount point. */
async function leaveIfAway(pair: CopyPair, folder: string, stage: Stage, context: VaultContext): Promise<void> {
  try {
    await requirePlace(pair.place, context);
  } catch (thrown) {
    await stage.discard();
    // Only an empty folder can be removed.
    await context.fs.removeFolder(folder).catch(() => undefined);
    throw thrown;
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
    if (archive === 'create') await tryToRemove(path.join(folder, source.file), context);
    throw thrown;
  }
}
