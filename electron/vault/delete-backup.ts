import path from 'node:path';
import { requireBackupName, sidecarNameOf } from './backup-name.ts';
import { vaultContext, type VaultOptions } from './context.ts';
import { removeFile } from './remove-file.ts';
import { syncFolder } from './sync-folder.ts';
import { inFolder } from './vault-error.ts';

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
    await removeFile(path.join(folder, file), context);
    // Without this the disk could forget the archive's removal and keep the sidecar's.
    await syncFolder(folder, context);
    await removeFile(path.join(folder, sidecarNameOf(file)), context);
    await syncFolder(folder, context);
  });
}
