import path from 'node:path';
import type { VaultContext } from './context.ts';
import { systemCode } from '../platform/system-error.ts';

/**
 * The names in a device's folder; none where the folder does not exist yet.
 * Throws the system's own error, ENOENT too where the vault itself is gone: that is not an empty vault.
 */
export async function listFolder(folder: string, { fs }: Pick<VaultContext, 'fs'>): Promise<readonly string[]> {
  try {
    return await fs.list(folder);
  } catch (thrown) {
    if (systemCode(thrown) !== 'ENOENT') throw thrown;
    await fs.stat(path.dirname(folder));
    return [];
  }
}
