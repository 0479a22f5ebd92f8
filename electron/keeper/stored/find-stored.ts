import { keepError, say } from '../../../shared/index.ts';
import type { DeviceRecord, Settings } from '../../records/index.ts';
import { listBackups, type BackupEntry, type VaultOptions } from '../../vault/index.ts';
import { openVault } from '../open-vault.ts';
import type { KeeperPorts } from '../ports.ts';
import { findDevice } from '../selection.ts';
import type { BackupDetails } from './types.ts';

export type KnownBackup = Exclude<BackupEntry, { state: 'unknown' }>;

/** A stored backup with what surrounds it. */
export interface Found {
  readonly settings: Settings;
  readonly device: DeviceRecord;
  readonly folder: string;
  readonly within: VaultOptions;
  readonly backup: KnownBackup;
  /** No other backup of the device counts. */
  readonly isLast: boolean;
}

/**
 * The backup of a name among those of a device: the name is compared, never used as a path.
 * @throws KeepError usage/unknown-device, usage/invalid, vault/*
 */
export async function findStored(ports: KeeperPorts, deviceName: string, file: string): Promise<Found> {
  const settings = await ports.settings.read();
  const device = findDevice(settings, deviceName);
  const { folder, within } = await openVault(ports, settings, device);
  const entries = await listBackups(folder, within);
  const backup = entries.find((entry) => entry.file === file);
  if (backup === undefined) throw notThere(device, file);
  if (backup.state === 'unknown') {
    throw keepError('usage/invalid', {
      problem: say('keeper.stored.unknown', { file: backup.path, reason: backup.reason }),
      remedy: say('keeper.stored.unknown.remedy'),
    });
  }
  const isLast = backup.state === 'verified' && !entries.some((one) => one.state === 'verified' && one !== backup);
  return { settings, device, folder, within, backup, isLast };
}

function notThere({ name }: DeviceRecord, file: string): ReturnType<typeof keepError> {
  return keepError('usage/invalid', {
    problem: say('keeper.stored.none', { name, file }),
    remedy: say('keeper.stored.none.remedy'),
  });
}

/** What was verified and when, checksum, place, firmware, warnings. */
export async function backupDetails(ports: KeeperPorts, deviceName: string, file: string): Promise<BackupDetails> {
  return detailsOf(await findStored(ports, deviceName, file));
}

function detailsOf({ device, backup, isLast }: Found): BackupDetails {
  const { runId, trigger, takenAt, durationMs, bytes, sha256, changed, identity, ...rest } = backup.sidecar;
  const { model, serial, firmware } = identity;
  return {
    device: device.name,
    file: backup.file,
    path: backup.path,
    state: backup.state,
    ...(backup.state === 'damaged' ? { problem: backup.problem } : {}),
    isLast,
    runId,
    trigger,
    takenAt,
    durationMs,
    bytes,
    sha256,
    changed,
    ...(model === undefined ? {} : { model }),
    ...(serial === undefined ? {} : { serial }),
    ...(firmware === undefined ? {} : { firmware }),
    verification: rest.verification,
    checkedAt: rest.checkedAt,
    pinned: rest.pinned,
    note: rest.note,
  };
}
