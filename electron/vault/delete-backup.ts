import { requireBackupName, sidecarNameOf } from './backup-name.ts';
import { vaultContext, type VaultContext, type VaultOptions } from './context.ts';
import { removeFile, tryToRemove } from './remove-file.ts';
import { syncFolder } from './sync-folder.ts';
import { systemCode } from '../platform/system-error.ts';
import { inDeviceFolder } from './device-folder.ts';
import { settleWaiting, waitingNameOf } from './waiting-sidecar.ts';
import { whileBlocked } from './while-blocked.ts';
import { inside } from '../platform/path-segment.ts';

/**
 * Deletes one backup: its sidecar is set aside under a hidden name, then the archive goes, then the sidecar. Cut off in
 * between, the next run undoes it while the archive is there and finishes it when it is not: a sidecar that stands alone
 * means that an archive was lost, never that one was deleted. Setting aside needs no room, so that a full disk can be
 * made free. What is already gone is fine.
 * @throws KeepError `usage/invalid` (not the name of a backup), `vault/unwritable`, `vault/missing`
 */
export async function deleteBackup(folder: string, file: string, options: VaultOptions = {}): Promise<void> {
  requireBackupName(file);
  const context = vaultContext(options);
  await inDeviceFolder(folder, context, async () => {
    try {
      await setSidecarAside(folder, file, context);
      // Without this the disk could forget the sidecar's new name and keep the archive's removal.
      await syncFolder(folder, context);
      await removeFile(inside(folder, file), context);
      await syncFolder(folder, context);
    } catch (thrown) {
      const { fs, clock, platform, randomName, closeFolder } = context;
      await settleWaiting(folder, waitingNameOf(file, context), { fs, clock, platform, randomName, closeFolder }).catch(
        () => undefined,
      );
      throw thrown;
    }
    // One that stays behind alone says nothing any more, and the next run sweeps it.
    await tryToRemove(inside(folder, waitingNameOf(file, context)), context);
  });
}

async function setSidecarAside(folder: string, file: string, context: VaultContext): Promise<void> {
  const [from, to] = [inside(folder, sidecarNameOf(file)), inside(folder, waitingNameOf(file, context))];
  try {
    await whileBlocked(() => context.fs.rename(from, to), context);
  } catch (thrown) {
    // It never had one, or an earlier deletion was cut.
    if (systemCode(thrown) !== 'ENOENT') throw thrown;
  }
}
