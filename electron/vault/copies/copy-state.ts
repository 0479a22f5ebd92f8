import path from 'node:path';
import { vaultContext, type VaultContext, type VaultOptions } from '../context.ts';
import { listBackups } from '../list-backups.ts';
import type { BackupEntry } from '../types.ts';
import { atPlace } from './copy-error.ts';
import { requirePlace } from './marker.ts';
import { planCopies } from './plan-copies.ts';
import type { CopyPair, CopyPlan } from './types.ts';

/** The device's folder in a place. */
export function copyFolderOf({ place, folder }: Pick<CopyPair, 'place' | 'folder'>): string {
  return path.join(place.root, folder);
}

/**
 * Compares a device's backups with their copies. Names, sizes and sidecars are compared, contents are not.
 * @throws KeepError `copy/missing`, `copy/failed`; `vault/missing`, `vault/unwritable` where the vault cannot be read
 */
export async function copyState(pair: CopyPair, options: VaultOptions = {}): Promise<CopyPlan> {
  const context = vaultContext(options);
  const here = await listBackups(pair.vaultFolder, context);
  const there = await listCopies(pair, context);
  return planCopies(here, there, pair.policy, new Date(context.clock.now()));
}

/** The backups as the place shows them; none where the device has no folder there yet. */
export async function listCopies(pair: CopyPair, context: VaultContext): Promise<readonly BackupEntry[]> {
  return await atPlace(pair.place, context, async () => {
    await requirePlace(pair.place, context);
    return await listBackups(copyFolderOf(pair), context);
  });
}
