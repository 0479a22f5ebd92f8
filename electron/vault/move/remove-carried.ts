import path from 'node:path';
import { say } from '../../../shared/index.ts';
import { deleteBackup } from '../delete-backup.ts';
import type { VaultContext } from '../context.ts';
import { GUIDE_NAME } from '../guide-file.ts';
import { readHash } from '../hash-file.ts';
import { isHiddenName } from '../hidden-file.ts';
import { listBackups } from '../list-backups.ts';
import { listFolder } from '../list-folder.ts';
import { removeFile } from '../remove-file.ts';
import { readSidecar } from '../sidecar-file.ts';
import { isOwnRemains, removeStaleStages } from '../stale-stages.ts';
import { syncFolder } from '../sync-folder.ts';
import { systemCode } from '../../platform/system-error.ts';
import type { BackupEntry } from '../types.ts';
import { inDeviceFolder } from '../device-folder.ts';
import { removeCarriedUnopened } from './carry-unopened.ts';
import { contextsOf, type Left, type MoveOptions } from './types.ts';
import { inside } from '../../platform/path-segment.ts';

export interface Removed {
  /** File names, oldest first. */
  readonly removed: readonly string[];
  /** What stays because it does not stand, whole, in the new folder. */
  readonly left: readonly Left[];
}

/**
 * The second half of a move: removes from the old folder what stands in the new one. Each archive is read there in full
 * before its original goes. The folder itself goes when nothing is left in it but what Routerkeep wrote.
 * Under the run lock of the device. Cut off anywhere, it is simply done again.
 * @throws KeepError `vault/missing` (either folder's vault is gone), `vault/unwritable`, `cancelled`
 */
export async function removeCarried(from: string, to: string, options: MoveOptions = {}): Promise<Removed> {
  const { old, context } = contextsOf(options);
  const removed: string[] = [];
  const left: Left[] = [];
  await removeStaleStages(from, old);
  for (const entry of (await listBackups(from, old)).toReversed()) {
    context.signal?.throwIfAborted();
    if (await standsIn(to, entry, context)) {
      await deleteBackup(from, entry.file, old);
      removed.push(entry.file);
    } else left.push({ file: entry.file, state: entry.state, reason: reasonOf(entry) });
  }
  await removeCarriedUnopened(from, to, old, context);
  await inDeviceFolder(from, old, () => removeEmpty(from, old));
  return { removed, left };
}

async function standsIn(to: string, entry: BackupEntry, context: VaultContext): Promise<boolean> {
  if (entry.state !== 'verified' && entry.state !== 'missing') return false;
  return await inDeviceFolder(to, context, async () => {
    const { bytes, sha256, runId } = entry.sidecar;
    const read = await readSidecar(to, entry.file, context);
    if (read.state !== 'read' || read.sidecar.runId !== runId) return false;
    if (entry.state === 'missing') return true;
    if (read.sidecar.sha256 !== sha256 || read.sidecar.checkFailure !== null) return false;
    try {
      const found = await readHash(inside(to, entry.file), context);
      return found.bytes === bytes && found.sha256 === sha256;
    } catch (thrown) {
      if (systemCode(thrown) !== 'ENOENT') throw thrown;
      return false;
    }
  });
}

function reasonOf({ state }: BackupEntry): string {
  switch (state) {
    case 'damaged':
    case 'away':
    case 'unknown':
      return say(`vault.left.${state}`);
    case 'verified':
    case 'missing':
      return say('vault.left.not-there');
  }
}

/** Unfinished files and the restore page are ours; anything else, and a folder that is a link, stays. */
async function removeEmpty(folder: string, context: VaultContext): Promise<void> {
  const names = await listFolder(folder, context);
  if (names.some((name) => name !== GUIDE_NAME && !isHiddenName(name))) return;
  for (const name of names) if (isHiddenName(name) && !(await isOwnRemains(folder, name, context))) return;
  for (const name of names) await removeFile(inside(folder, name), context);
  try {
    await context.fs.removeFolder(folder);
    await syncFolder(path.dirname(folder), context);
  } catch (thrown) {
    // Something was put there this moment, or it never existed: an empty folder harms nobody.
    if (systemCode(thrown) === undefined) throw thrown;
  }
}
