import path from 'node:path';
import { keepError, say } from '../../../shared/index.ts';
import { vaultContext, type VaultContext, type VaultOptions } from '../context.ts';
import { createHidden } from '../hidden-file.ts';
import { systemCode } from '../../platform/system-error.ts';
import { atSpot } from './copy-error.ts';
import { establishMarker, MARKER_NAME, type Place } from '../marker.ts';
import { overlaps } from './overlaps.ts';
import { requireTrueName } from '../true-name.ts';

/**
 * Makes a folder a second place, or takes up one again that was prepared before, on this computer or another.
 * The folder must exist: whether one that does not is to be created or mounted, only a person knows.
 * @param root absolute
 * @param vaults the folders that hold backups; a place inside one of them, or around it, would be no second place
 * @throws KeepError `usage/invalid`, `copy/missing`, `copy/failed`
 */
export async function preparePlace(
  root: string,
  vaults: readonly string[],
  options: VaultOptions = {},
): Promise<Place> {
  const context = vaultContext(options);
  if (!path.isAbsolute(root) || root.includes('\0')) {
    throw keepError('usage/invalid', {
      problem: say('copies.place.not-absolute', { folder: root }),
      remedy: say('copies.place.give-absolute'),
    });
  }
  requireTrueName(root, context.platform);
  const folder = path.resolve(root);
  await requireFolder(folder, context);
  for (const vault of vaults) {
    if (!(await overlaps(folder, path.resolve(vault), context))) continue;
    throw keepError('usage/invalid', {
      problem: say('copies.place.same', { folder }),
      remedy: say('copies.place.elsewhere'),
    });
  }
  const stillThere = (): Promise<boolean> => isFolder(folder, context).catch(() => false);
  return await atSpot({ root: folder, stillThere }, context, async () => {
    await requireWritable(folder, context);
    const id = await establishMarker(folder, context);
    if (id !== undefined) return { root: folder, id };
    throw keepError('copy/failed', {
      folder,
      reason: say('copies.reason.foreign-marker', { file: MARKER_NAME }),
    });
  });
}

async function requireFolder(folder: string, context: VaultContext): Promise<void> {
  let there: boolean;
  try {
    there = await isFolder(folder, context);
  } catch (thrown) {
    if (systemCode(thrown) === undefined) throw thrown;
    throw keepError('copy/missing', { folder }, thrown);
  }
  if (!there) throw keepError('copy/failed', { folder, reason: say('vault.reason.not-a-folder') });
}

async function isFolder(folder: string, { fs }: VaultContext): Promise<boolean> {
  return (await fs.stat(folder)).isDirectory();
}

/** Rights as the system reports them say little about shares: only writing does. */
async function requireWritable(folder: string, context: VaultContext): Promise<void> {
  const probe = await createHidden(folder, context);
  await probe.file.close().catch(() => undefined);
  await context.fs.unlink(probe.path);
}
