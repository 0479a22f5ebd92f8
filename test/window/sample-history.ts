import { keepError, reportOf } from '../../shared/errors.ts';
import type { BackupDetails, DeviceModel, HistoryRow, Input, Output } from '../../shared/ipc/index.ts';
import { restoreGuide } from '../../shared/guide.ts';
import { SAMPLE_NOW } from './sample-fleet.ts';

const DAY = 86_400_000;
const OLD_FIRMWARE = 'SRM 1.3.1-9346 Update 7';
const NEW_FIRMWARE = 'SRM 1.3.1-9346 Update 8';

/** Night after night of some devices, newest first, with every kind of line in it. */
export function sampleRows(devices: readonly DeviceModel[], nights: number): readonly HistoryRow[] {
  return Array.from({ length: nights }, (_, night) =>
    devices.map((device, place) => rowOf(device, night, place)),
  ).flat();
}

function rowOf({ id, name }: DeviceModel, night: number, place: number): HistoryRow {
  const at = new Date(SAMPLE_NOW - 9 * 3_600_000 - night * DAY).toISOString();
  const day = at.slice(0, 10);
  const base = { id: `${id} ${day}`, deviceId: id, device: name, at, day, kind: 'night', trigger: 'schedule' } as const;
  const turn = (night + place * 3) % 17;
  if (turn === 5) {
    const error = reportOf(keepError('network/timeout', { host: '192.168.1.1', phase: 'connect' }));
    return { ...base, outcome: 'failed', sentence: `03:00 failed (${error.message})`, error };
  }
  if (turn === 9) return { ...base, outcome: 'skipped', sentence: '03:00 skipped, the computer was asleep.' };
  const changed = turn % 6 === 2;
  return {
    ...base,
    outcome: 'verified',
    sentence: `03:00 backed up; verified, 92 KB, ${changed ? 'settings changed' : 'nothing changed'}.`,
    file: fileOf(day),
    bytes: 92_160,
    changed,
    firmware: night < 12 ? NEW_FIRMWARE : OLD_FIRMWARE,
    durationMs: 3_200,
    backup: night > 60 ? 'removed' : turn === 12 ? 'damaged' : 'verified',
    ...(turn === 3 ? { pinned: true, note: 'before the new provider' } : {}),
  };
}

function fileOf(day: string): string {
  return `SynologyRouter_${day.replaceAll('-', '')}_0300.dss`;
}

/** Pages of these rows, as the engine hands them out. */
export function pagesOf(rows: readonly HistoryRow[]) {
  return ({ deviceId, before, limit, filter }: Input<'history/page'>): Output<'history/page'> => {
    const wanted = rows.filter(
      (row) =>
        (deviceId === undefined || row.deviceId === deviceId) &&
        (filter === 'all' || (filter === 'changes' ? row.changed === true : row.outcome !== 'verified')),
    );
    const from = before === undefined ? 0 : wanted.findIndex(({ id }) => id === before.id) + 1;
    const page = wanted.slice(from, from + limit);
    const last = page.at(-1);
    const isEnd = from + limit >= wanted.length || last === undefined;
    return { rows: page, ...(isEnd ? {} : { next: { at: last.at, id: last.id } }) };
  };
}

export function sampleDetails(row: HistoryRow, change: Partial<BackupDetails> = {}): BackupDetails {
  return {
    deviceId: row.deviceId,
    device: row.device,
    file: row.file ?? fileOf(row.day),
    folder: `/home/ada/Documents/Routerkeep/${row.device}`,
    takenAt: row.at,
    verifiedAt: new Date(Date.parse(row.at) + 4_000).toISOString(),
    bytes: 92_160,
    sha256: '8f14e45fceea167a5a36dedd4bea2543c4ca4238a0b923820dcc509a6f75849b',
    ...(row.firmware === undefined ? {} : { firmware: row.firmware }),
    changed: row.changed ?? null,
    verification: {
      container: 'xz',
      bytes: 92_160,
      unpackedBytes: 512_000,
      members: 12,
      osName: 'SRM',
      tables: 54,
      rows: 2_310,
      contentHash: 'cd'.repeat(32),
      warnings: [],
    },
    state: row.backup === 'damaged' ? 'damaged' : 'verified',
    pinned: row.pinned ?? false,
    note: row.note ?? '',
    last: false,
    ...change,
  };
}

export function restorables(rows: readonly HistoryRow[], deviceId: string): Output<'restore/list'> {
  return rows.flatMap((row) =>
    row.deviceId === deviceId && row.backup === 'verified' && row.file !== undefined
      ? [
          {
            backup: { deviceId, file: row.file },
            takenAt: row.at,
            ...(row.firmware === undefined ? {} : { firmware: row.firmware }),
            pinned: row.pinned ?? false,
            note: row.note ?? '',
          },
        ]
      : [],
  );
}

export function sampleGuide(device: DeviceModel, row: HistoryRow): Output<'restore/guide'> {
  const { sha256, folder, file, takenAt } = sampleDetails(row);
  const guide = restoreGuide({
    product: 'SRM',
    deviceName: device.name,
    origin: device.origin,
    model: 'RT6600ax',
    firmware: NEW_FIRMWARE,
    file,
    folder,
    takenAt,
    sha256,
  });
  return { backup: { deviceId: device.id, file }, product: 'SRM', origin: device.origin, guide };
}
