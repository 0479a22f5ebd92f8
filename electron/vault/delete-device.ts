import path from 'node:path';
import { vaultContext, type VaultOptions } from './context.ts';
import { deleteBackup } from './delete-backup.ts';
import { GUIDE_NAME } from './guide-file.ts';
import { isHiddenName } from './hidden-file.ts';
import { isOwn } from './own.ts';
import { archivesWithSidecar, readSidecar } from './sidecar-file.ts';
import { listFolder } from './list-folder.ts';
import { removeFile } from './remove-file.ts';
import { isOwnRemains, removeStaleStages } from './stale-stages.ts';
import { syncFolder } from './sync-folder.ts';
import { systemCode } from '../platform/system-error.ts';
import type { Sidecar } from './types.ts';
import { dropUnopened, listUnopened } from './unopened.ts';
import { inDeviceFolder } from './device-folder.ts';
import { inside } from '../platform/path-segment.ts';

export interface DeviceDeletion extends VaultOptions {
  /** Which backups are the device's; left out: every one that has a sidecar of ours. */
  readonly isOurs?: (sidecar: Pick<Sidecar, 'deviceId' | 'identity'>) => boolean;
}

export interface DeletedDevice {
  /** Backups deleted, by file name; pinned ones too. */
  readonly removed: readonly string[];
  /** Names that stay in the folder because they are not ours to delete. Empty: the folder itself is gone. */
  readonly stays: readonly string[];
}

/**
 * Deletes what Routerkeep wrote into a device's folder: backups with a sidecar, the restore page, unfinished files,
 * and the folder once it is empty. Foreign files, also archives without a sidecar, stay and are reported.
 * Only under the run lock of the device.
 * @throws KeepError `vault/unwritable`, `vault/missing`
 */
export async function deleteDevice(
  folder: string,
  { isOurs = () => true, ...options }: DeviceDeletion = {},
): Promise<DeletedDevice> {
  const context = vaultContext(options);
  return await inDeviceFolder(folder, context, async () => {
    await removeStaleStages(folder, context);
    const names = await listFolder(folder, context);
    const removed: string[] = [];
    for (const file of archivesWithSidecar(names)) {
      const read = await readSidecar(folder, file, context);
      if (read.state !== 'read' || !isOurs(read.sidecar) || !isOwn(read.sidecar.owner, context)) continue;
      await deleteBackup(folder, file, context);
      removed.push(file);
    }
    for (const { file, facts } of await listUnopened(folder, context)) {
      if (isOurs(facts) && isOwn(facts.owner, context)) await dropUnopened(folder, file, context);
    }
    for (const name of (await listFolder(folder, context)).filter(isHiddenName)) {
      if (await isOwnRemains(folder, name, context)) await removeFile(inside(folder, name), context);
    }
    const left = await listFolder(folder, context);
    // The page explains the archives beside it: it goes last, and only when it would stand alone.
    const stays = left.filter((name) => name !== GUIDE_NAME);
    if (stays.length > 0) return { removed, stays: left };
    await removeEmpty();
    return { removed, stays: [] };
  });

  async function removeEmpty(): Promise<void> {
    try {
      await removeFile(inside(folder, GUIDE_NAME), context);
      await context.fs.removeFolder(folder);
      await syncFolder(path.dirname(folder), context);
    } catch (thrown) {
      // Something was put there this moment, or the folder is a link of the user's: an empty folder harms nobody.
      if (systemCode(thrown) === undefined) throw thrown;
    }
  }
}
