import { keepError } from '../../shared/index.ts';
import { lockRun } from '../records/index.ts';
import { deleteDevice } from '../vault/index.ts';
import { dropStrays } from './drop-strays.ts';
import { openVault } from './open-vault.ts';
import { folderOf } from './places.ts';
import type { KeeperPorts } from './ports.ts';
import { deleteSecrets } from './secret-accounts.ts';
import { findDevice } from './selection.ts';
import type { RemoveResult } from './types.ts';

/**
 * Forgets a device and its secrets. Backups stay unless told otherwise; with them stays the history, which a device added
 * again with the same serial takes up.
 */
export async function removeDevice(
  ports: KeeperPorts,
  name: string,
  { deleteBackups }: { readonly deleteBackups: boolean },
): Promise<RemoveResult> {
  const settings = await ports.settings.read();
  const device = findDevice(settings, name);
  const lock = lockRun(ports.home, device.id);
  if (lock === undefined) throw keepError('busy', { name: device.name });
  try {
    const folder = folderOf(settings, device);
    // First what can fail because a disk is away: the device stays then, and it can be asked for again.
    const deleted = deleteBackups
      ? await deleteDevice(folder, (await openVault(ports, settings, device)).within)
      : undefined;
    await deleteSecrets(await ports.secrets(), device.id, device.alarms);
    const remaining = await ports.settings.update((current) => ({
      ...current,
      devices: current.devices.filter(({ id }) => id !== device.id),
    }));
    dropStrays(ports, remaining);
    if (deleted === undefined) return { device: device.name, ok: true, deletedBackups: 0, folder };
    const { removed, stays } = deleted;
    ports.history.deleteDevice(device.id);
    return { device: device.name, ok: true, deletedBackups: removed.length, ...(stays.length > 0 ? { folder } : {}) };
  } finally {
    lock.release();
  }
}
