import { keepError, type RetentionPolicy } from '../../shared/index.ts';
import type { DeviceRecord, Settings } from '../records/index.ts';
import { inside } from '../platform/path-segment.ts';

/** The vault of a device: its own, else the common one. */
export function vaultOf(settings: Settings, device: DeviceRecord): string {
  const vault = device.vault ?? settings.vault;
  if (vault === undefined) throw keepError('vault/missing', { folder: device.folder });
  return vault;
}

/** The folder that holds the backups of a device. */
export function folderOf(settings: Settings, device: DeviceRecord): string {
  return inside(vaultOf(settings, device), device.folder);
}

export function policyOf(settings: Settings, device: DeviceRecord): RetentionPolicy {
  return device.keep ?? settings.keep;
}

/** Every folder that holds backups as vaults do. */
export function vaultsOf(settings: Settings, defaultVault: string): readonly string[] {
  const own = settings.devices.flatMap(({ vault }) => (vault === undefined ? [] : [vault]));
  return [...new Set([settings.vault ?? defaultVault, ...own])];
}
