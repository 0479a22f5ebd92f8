import { vaultContext, type VaultContext, type VaultOptions } from '../context.ts';
import { listBackups } from '../list-backups.ts';
import type { BackupEntry } from '../types.ts';
import { atPlace } from './copy-error.ts';
import { planCopies } from './plan-copies.ts';
import type { CopyPair, CopyPlan } from './types.ts';
import { inside } from '../../platform/path-segment.ts';

/** The device's folder in a place. */
export function copyFolderOf({ place, folder }: Pick<CopyPair, 'place' | 'folder'>): string {
  return inside(place.root, folder);
}

/**
 * Compares a device's backups with their copies. Names, sizes and sidecars are compared, contents are not.
 * @throws KeepError `copy/missing`, `copy/failed`; `vault/missing`, `vault/unwritable` where the vault cannot be read
 */
export async function copyState(pair: CopyPair, options: VaultOptions = {}): Promise<CopyPlan> {
  const context = vaultContext(options);
  const here = await listSources(pair, context);
  const there = await listCopies(pair, context);
  return planCopies(here, there, pair.policy, new Date(context.clock.now()), context);
}

/** The backups as the place shows them; none where the device has no folder there yet. */
export async function listCopies(pair: CopyPair, context: VaultContext): Promise<readonly BackupEntry[]> {
  return await atPlace(pair.place, context, async () => {
    return await listBackups(copyFolderOf(pair), { ...context, marked: pair.place });
  });
}

/** The backups in the vault. @throws KeepError `vault/missing`, `vault/unwritable` */
export async function listSources(
  { vaultFolder, vault }: CopyPair,
  context: VaultContext,
): Promise<readonly BackupEntry[]> {
  return await listBackups(vaultFolder, { ...context, ...(vault !== undefined && { marked: vault }) });
}
