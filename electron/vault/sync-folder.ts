import type { VaultContext } from './context.ts';
import { isTolerated } from '../platform/file-refusals.ts';

/**
 * Writes a folder's entries through to the disk, so that a name given or taken survives a loss of power.
 * Windows cannot open a folder for this; NTFS keeps names in its own log.
 */
export async function syncFolder(folder: string, { fs, platform }: VaultContext): Promise<void> {
  if (platform === 'win32') return;
  try {
    const handle = await fs.openFolder(folder);
    try {
      await handle.sync();
    } finally {
      await handle.close().catch(() => undefined);
    }
  } catch (thrown) {
    if (!isTolerated('sync-folder', thrown, platform)) throw thrown;
  }
}
