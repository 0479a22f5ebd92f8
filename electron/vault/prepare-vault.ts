import path from 'node:path';
import { keepError, say } from '../../shared/index.ts';
import { vaultContext, type VaultContext, type VaultOptions } from './context.ts';
import { createHidden } from './hidden-file.ts';
import { whileMarked } from './marker.ts';
import { syncFolder } from './sync-folder.ts';
import { requireTrueName } from './true-name.ts';
import { systemCode } from '../platform/system-error.ts';
import { inFolder } from './vault-error.ts';

/**
 * Makes sure that the vault can take backups, by writing to it once.
 * @param root absolute path
 * @param how `create: false` never creates: a folder that is gone may lie on a disk that is not connected
 * @throws KeepError `usage/invalid` (not absolute, or another place to Windows), `vault/missing`, `vault/unwritable`, `vault/full`
 */
export async function prepareVault(
  root: string,
  { create }: { readonly create: boolean },
  options: VaultOptions = {},
): Promise<void> {
  const context = vaultContext(options);
  if (!path.isAbsolute(root) || root.includes('\0')) {
    throw keepError('usage/invalid', {
      problem: say('vault.not-absolute', { folder: root }),
      remedy: say('vault.give-absolute'),
    });
  }
  requireTrueName(root, context.platform);
  await whileMarked(context, () => inFolder(root, context, prepare));

  async function prepare(): Promise<void> {
    if (create) await createWithParents(path.resolve(root), context);
    const facts = await context.fs.stat(root);
    if (!facts.isDirectory()) {
      throw keepError('vault/unwritable', { folder: root, reason: say('vault.reason.not-a-folder') });
    }
    // Rights as the system reports them say little about shares, read-only disks and administrators: only writing does.
    const probe = await createHidden(root, context);
    await probe.file.close().catch(() => undefined);
    await context.fs.unlink(probe.path);
  }
}

/** Creates what is missing, 0700 each, and syncs the folder above so that it survives. What exists keeps its rights. */
async function createWithParents(folder: string, context: VaultContext): Promise<void> {
  const parent = path.dirname(folder);
  try {
    await context.fs.makeFolder(folder);
  } catch (thrown) {
    const code = systemCode(thrown);
    if (code === 'EEXIST') return;
    // A root of a disk cannot be made (EPERM, EISDIR, EACCES by system); whether it is there is asked afterwards.
    if (parent === folder || code !== 'ENOENT') throw thrown;
    await createWithParents(parent, context);
    await context.fs.makeFolder(folder);
  }
  await syncFolder(parent, context);
}
