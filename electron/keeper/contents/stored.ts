import path from 'node:path';
import { keepError, say } from '../../../shared/index.ts';
import { readContents } from '../../archive/index.ts';
import { readConfiguration, type Configuration } from '../../contents/index.ts';
import { listBackups, type BackupEntry } from '../../vault/index.ts';
import type { DeviceRecord, Settings } from '../../records/index.ts';
import { folderOf } from '../places.ts';
import type { KeeperPorts } from '../ports.ts';
import { findDevice } from '../selection.ts';
import type { ReadBackup } from './types.ts';

/** A backup that was chosen to be read, with the device it is of where it is one of ours. */
export interface ChosenBackup extends ReadBackup {
  readonly device?: string;
}

export async function configurationOf(
  { path: file }: ChosenBackup,
  mask: Buffer,
  signal: AbortSignal,
): Promise<Configuration> {
  return readConfiguration(await readContents(file, { signal }), mask);
}

export function read({ file, path: place, takenAt }: ChosenBackup): ReadBackup {
  return { file, path: place, ...(takenAt === undefined ? {} : { takenAt }) };
}

export function fileOf(file: string): ChosenBackup {
  return { file: path.basename(file), path: file };
}

export type Counted = Extract<BackupEntry, { state: 'verified' }>;

/** Those that count, newest first. @throws KeepError vault/* */
export async function entriesOf(settings: Settings, device: DeviceRecord): Promise<readonly Counted[]> {
  return (await listBackups(folderOf(settings, device))).filter((entry) => entry.state === 'verified');
}

/** The same of a device by its name; at least one. @throws KeepError usage/*, vault/* */
export async function backupsOf(
  ports: KeeperPorts,
  deviceName: string,
): Promise<{ readonly name: string; readonly entries: readonly Counted[] }> {
  const settings = await ports.settings.read();
  const device = findDevice(settings, deviceName);
  const entries = await entriesOf(settings, device);
  if (entries.length > 0) return { name: device.name, entries };
  throw keepError('usage/invalid', {
    problem: say('keeper.no-backup-yet', { name: device.name }),
    remedy: say('keeper.no-backup-yet.remedy'),
  });
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The newest; the one of a file name; of a day, the last that was there when it ended. */
export async function ofDevice(ports: KeeperPorts, deviceName: string, which?: string): Promise<ChosenBackup> {
  const { name, entries } = await backupsOf(ports, deviceName);
  const dayOf = (entry: Counted): string => localDay(entry.sidecar.takenAt, ports.localZone());
  const found =
    which === undefined
      ? entries[0]
      : DAY.test(which)
        ? entries.find((entry) => dayOf(entry) <= which)
        : entries.find(({ file }) => file === which);
  if (found !== undefined) return chosen(found, name);
  throw keepError('usage/invalid', {
    problem: say('keeper.stored.none', { name, file: which ?? '' }),
    remedy: say('keeper.stored.none.remedy'),
  });
}

export function chosen(entry: Counted, device: string): ChosenBackup & { readonly device: string } {
  return { device, file: entry.file, path: entry.path, takenAt: entry.sidecar.takenAt };
}

/** `2026-11-20` in the zone of the schedule. */
function localDay(iso: string, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(new Date(iso));
}
