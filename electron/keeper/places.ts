import path from 'node:path';
import { asKeepError, keepError, reportOf, type ErrorReport, type RetentionPolicy } from '../../shared/index.ts';
import type { DeviceRecord, Settings } from '../records/index.ts';
import { listBackups, type BackupEntry } from '../vault/index.ts';

/** The vault of a device: its own, else the common one. */
export function vaultOf(settings: Settings, device: DeviceRecord): string {
  const vault = device.vault ?? settings.vault;
  if (vault === undefined) throw keepError('vault/missing', { folder: device.folder });
  return vault;
}

/** The folder that holds the backups of a device. */
export function folderOf(settings: Settings, device: DeviceRecord): string {
  return path.join(vaultOf(settings, device), device.folder);
}

export function policyOf(settings: Settings, device: DeviceRecord): RetentionPolicy {
  return device.keep ?? settings.keep;
}

/** The backups of a device for display: a vault that is away is a finding, not a failure. */
export async function lookIntoVault(
  settings: Settings,
  device: DeviceRecord,
): Promise<{ readonly entries: readonly BackupEntry[]; readonly problem?: ErrorReport }> {
  try {
    return { entries: await listBackups(folderOf(settings, device)) };
  } catch (thrown) {
    const error = asKeepError(thrown);
    if (!error.code.startsWith('vault/')) throw error;
    return { entries: [], problem: reportOf(error) };
  }
}
