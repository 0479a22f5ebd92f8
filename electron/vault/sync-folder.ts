import type { VaultContext } from './context.ts';
import { systemCode } from '../platform/system-error.ts';

/** File systems (some shares, FUSE) that cannot sync a folder say so by one of these; an EIO is a real failure. */
const UNSUPPORTED = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EBADF'];

/**
 * Writes a folder's entries through to the disk, so that a name given or taken survives a loss of power.
 * Windows cannot open a folder for this; NTFS keeps names in its own log.
 */
export async function syncFolder(folder: string, { fs, platform }: VaultContext): Promise<void> {
  if (platform === 'win32') return;
  const handle = await fs.openFolder(folder);
  try {
    await handle.sync();
  } catch (thrown) {
    if (!UNSUPPORTED.includes(systemCode(thrown) ?? '')) throw thrown;
  } finally {
    await handle.close().catch(() => undefined);
  }
}
