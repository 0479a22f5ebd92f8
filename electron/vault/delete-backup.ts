import path from 'node:path';
import { requireBackupName, sidecarNameOf } from './backup-name.ts';
import { vaultContext, type VaultContext, type VaultOptions } from './context.ts';
import { syncFolder } from './sync-folder.ts';
import { systemCode } from './system-error.ts';
import { inFolder } from './vault-error.ts';
import { whileBlocked } from './while-blocked.ts';

/**
 * Deletes one backup: the archive first, then its sidecar. Cut off in between, the folder shows "missing", which is
 * true; the other way round it would show an archive of which nobody can say any more what it is.
 * What is already gone is fine.
 * @throws KeepError `usage/invalid` (not the name of a backup), `vault/unwritable`, `vault/missing`
 */
export async function deleteBackup(folder: string, file: string, options: VaultOptions = {}): Promise<void> {
  requireBackupName(file);
  const context = vaultContext(options);
  await inFolder(folder, context, async () => {
    await remove(path.join(folder, file), context);
    // Without this the disk could forget the archive's removal and keep the sidecar's.
    await syncFolder(folder, context);
    await remove(path.join(folder, sidecarNameOf(file)), context);
    await syncFolder(folder, context);
  });
}

/** Removes a file if it is there. */
export async function remove(file: string, context: VaultContext): Promise<void> {
  try {
    await whileBlocked(() => context.fs.unlink(file), context);
  } catch (thrown) {
    if (systemCode(thrown) !== 'ENOENT') throw thrown;
  }
}
