import { isolate, say, type QuietHours, type ToldUnsound } from '../../shared/index.ts';
import type { NotificationAction } from './action.ts';
import { listNames } from './fleet.ts';
import type { Calendar } from './occurrences.ts';
import { quietUntil } from './quiet-hours.ts';
import { spreadWindow } from './spread.ts';

/** The stored backups of a device that would not restore, by their runs. */
export interface UnsoundAbout {
  readonly deviceId: string;
  readonly name: string;
  readonly runs: readonly string[];
}

/** One thing to say about the stored backups of one device. `count`: how many are unsound by now. */
export interface UnsoundNote {
  readonly kind: 'unsound' | 'sound';
  readonly deviceId: string;
  readonly name: string;
  readonly count: number;
}

export interface UnsoundNotification {
  readonly kind: `stored-${UnsoundNote['kind']}`;
  readonly deviceIds: readonly string[];
  readonly title: string;
  readonly body: string;
  readonly action: NotificationAction;
}

export interface UnsoundTelling {
  readonly notes: readonly UnsoundNote[];
  /** The same for the desktop: many devices together. */
  readonly notifications: readonly UnsoundNotification[];
  /** To be stored before anything is shown, so that nothing is told twice. */
  readonly told: ToldUnsound;
  readonly nextAt?: number;
}

interface Look {
  readonly device: UnsoundAbout;
  readonly before: { readonly runs: readonly string[]; readonly noticedAt?: number | undefined };
  readonly kind: UnsoundNote['kind'] | undefined;
  readonly noticedAt: number;
}

/** More of one kind at once are told as one: a disk that fails hits every device. */
const MOST_APART = 3;

/**
 * What to tell about stored backups that were found damaged or missing. Each is told once, in no quiet hours, those of a
 * fleet together; it is no reminder's matter, lists show it as long as it lasts. One note when none is left. Pure.
 */
export function tellUnsound(
  devices: readonly UnsoundAbout[],
  told: ToldUnsound,
  quietHours: QuietHours | undefined,
  calendar: Calendar,
  now: number,
): UnsoundTelling {
  const looks = devices.map((device): Look => {
    const before = told[device.deviceId] ?? { runs: [] };
    const isNew = device.runs.some((run) => !before.runs.includes(run));
    const isOver = device.runs.length === 0 && before.runs.length > 0;
    const kind = isNew ? 'unsound' : isOver ? 'sound' : undefined;
    return { device, before, kind, noticedAt: Math.min(before.noticedAt ?? now, now) };
  });
  const held = looks.filter(({ kind }) => kind !== undefined).map(({ noticedAt }) => noticedAt);
  const gathered = Math.min(...held) + spreadWindow(devices.length);
  const quiet = quietUntil(quietHours, now, calendar.localZone);
  const speaks = held.length > 0 && quiet === undefined && gathered <= now;
  const notes = looks.flatMap(({ device: { deviceId, name, runs }, kind }) =>
    kind === undefined || !speaks ? [] : [{ kind, deviceId, name, count: runs.length }],
  );
  const entries = looks.flatMap(({ device, before, kind, noticedAt }) => {
    if (kind !== undefined && !speaks) return [[device.deviceId, { runs: before.runs, noticedAt }] as const];
    return device.runs.length === 0 ? [] : [[device.deviceId, { runs: device.runs }] as const];
  });
  return {
    notes,
    notifications: (['unsound', 'sound'] as const).flatMap((kind) => notifications(kind, notes)),
    told: Object.fromEntries(entries),
    ...(held.length === 0 || speaks ? {} : { nextAt: Math.max(gathered, quiet ?? 0) }),
  };
}

function notifications(kind: UnsoundNote['kind'], all: readonly UnsoundNote[]): readonly UnsoundNotification[] {
  const notes = all.filter((note) => note.kind === kind);
  if (notes.length <= MOST_APART) return notes.map(single);
  return [
    {
      kind: `stored-${kind}`,
      deviceIds: notes.map(({ deviceId }) => deviceId),
      title: say(`schedule.stored-notes.${kind}`, { count: notes.length }),
      body: say('schedule.notes.body', { names: listNames(notes.map(({ name }) => isolate(name))) }),
      action: { kind: 'open-devices' },
    },
  ];
}

function single({ kind, deviceId, name, count }: UnsoundNote): UnsoundNotification {
  return {
    kind: `stored-${kind}`,
    deviceIds: [deviceId],
    title: say(`schedule.stored-note.${kind}`, { name: isolate(name) }),
    body: storedSentence({ kind, count }),
    action: { kind: 'open-device', deviceId },
  };
}

/** What a note says beside the name of its device. */
export function storedSentence({ kind, count }: Pick<UnsoundNote, 'kind' | 'count'>): string {
  return kind === 'sound'
    ? say('schedule.stored-note.sound.body')
    : say('schedule.stored-note.unsound.body', { count });
}
