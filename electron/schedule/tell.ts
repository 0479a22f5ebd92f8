import type { ErrorCode, QuietHours, Told, ToldDevice } from '../../shared/index.ts';
import type { Calendar } from './occurrences.ts';
import type { Protection } from './protection.ts';
import { quietUntil } from './quiet-hours.ts';
import { spreadWindow } from './spread.ts';
import { type Note, type Notification, notifications } from './tell-text.ts';
import { type Trouble, troubleOf } from './trouble.ts';

const DAY = 86_400_000;

/** Another certificate at the address goes away by itself with the network that it belongs to. */
const REMINDED_AFTER: ReadonlyMap<string, number> = new Map<ErrorCode, number>([['tls/identity-changed', 7 * DAY]]);

export interface TellSettings {
  readonly quietHours?: QuietHours;
  /** Tell every verified backup too. */
  readonly success: boolean;
}

export interface ToldAbout {
  readonly deviceId: string;
  readonly name: string;
  readonly protection: Protection;
}

export interface Telling {
  readonly notifications: readonly Notification[];
  /** What has been told by now; to be stored before anything is shown, so that nothing is ever told twice. */
  readonly told: Told;
  /** When there may be something to tell by time alone. */
  readonly nextAt?: number;
}

/**
 * What to tell, from how things stand and what was told before. It is asked after every change and at `nextAt`; asking
 * more often changes nothing. One call per way of telling (desktop, webhook), each with its own settings and memory.
 *
 * - A failure is silent while a try is left; then it is told once.
 * - `needs-you` is told at once, whatever was told before; `overdue` when its grace is over.
 * - The same trouble again at most daily, that of a foreign certificate weekly, and never while paused. One note when a verified backup ends a told trouble.
 * - Success only if asked for.
 * - In quiet hours nothing is told and nothing forgotten, needs-you too: who sleeps cannot act. What is still true at
 *   their end is told then.
 * - The notes of a fleet are gathered for as long as its starts are spread, and told as one.
 */
export function tell(
  devices: readonly ToldAbout[],
  told: Told,
  settings: TellSettings,
  calendar: Calendar,
  now: number,
): Telling {
  const looks = devices.map((device) => look(device, told[device.deviceId] ?? {}, settings, now));
  const held = looks.flatMap(({ note, before }) => (note === undefined ? [] : [before.noticedAt ?? now]));
  const gathered = Math.min(...held) + spreadWindow(devices.length);
  const quiet = quietUntil(settings.quietHours, now, calendar.localZone);
  const speaks = quiet === undefined && gathered <= now;
  const entries = looks.map((one) => ({
    ...one,
    entry: speaks || one.note === undefined ? after(one, now) : one.before,
  }));
  const moments = [
    held.length === 0 ? undefined : Math.max(gathered, quiet ?? 0),
    ...entries.map(({ device, entry }) => nextFor(device.protection, entry, now)),
  ];
  const nextAt = Math.min(...moments.map((moment) => (moment === undefined || moment <= now ? Infinity : moment)));
  return {
    notifications: speaks
      ? notifications(
          looks.flatMap(({ note }) => note ?? []),
          calendar,
          now,
        )
      : [],
    told: Object.fromEntries(entries.map(({ device, entry }) => [device.deviceId, entry])),
    ...(nextAt === Infinity ? {} : { nextAt }),
  };
}

interface Look {
  readonly device: ToldAbout;
  readonly before: ToldDevice;
  readonly trouble: Trouble | undefined;
  /** What there is to say about it, now or when quiet hours and gathering are over. */
  readonly note: Note | undefined;
}

function look(device: ToldAbout, stored: ToldDevice, settings: TellSettings, now: number): Look {
  const remembered = notAhead(stored, now);
  const trouble = troubleOf(device.protection, now);
  const kind = noteKind(device.protection, remembered, trouble, settings, now);
  if (kind === undefined) return { device, before: remembered, trouble, note: undefined };
  const before = { ...remembered, noticedAt: remembered.noticedAt ?? now };
  const { deviceId, name, protection } = device;
  return { device, before, trouble, note: { kind, deviceId, name, protection, trouble: trouble?.kind } };
}

function noteKind(
  { lastBackup, state, pause }: Protection,
  before: ToldDevice,
  trouble: Trouble | undefined,
  settings: TellSettings,
  now: number,
): Note['kind'] | undefined {
  const was = before.trouble;
  if (trouble !== undefined) {
    if (was === undefined) return trouble.kind;
    const anotherNeed = trouble.kind === 'needs-you' && (was.kind !== 'needs-you' || was.code !== trouble.code);
    if (anotherNeed) return 'needs-you';
    return pause === undefined && now - was.toldAt >= remindedAfter(was) ? 'reminder' : undefined;
  }
  if (lastBackup === undefined) return undefined;
  const { startedAt, verifiedAt } = lastBackup;
  // The end of a pause or of an obstacle is no recovery: a verified backup is.
  if (was !== undefined) {
    return startedAt !== was.lastBackup && state !== 'failing' && state !== 'needs-you' ? 'recovered' : undefined;
  }
  const fresh = startedAt !== before.successOf && now - verifiedAt < DAY;
  return settings.success && fresh ? 'success' : undefined;
}

function remindedAfter({ code }: NonNullable<ToldDevice['trouble']>): number {
  return REMINDED_AFTER.get(code ?? '') ?? DAY;
}

/** What is remembered once the note, if any, is out. */
function after({ device, before, trouble, note }: Look, now: number): ToldDevice {
  const seen = device.protection.lastBackup?.startedAt;
  const successOf = seen === undefined ? {} : { successOf: seen };
  if (note === undefined || note.kind === 'success') {
    return before.trouble === undefined ? successOf : { ...successOf, trouble: before.trouble };
  }
  if (trouble === undefined) return successOf;
  const { kind, code } = trouble;
  const lastBackup = seen === undefined ? {} : { lastBackup: seen };
  return { ...successOf, trouble: { kind, toldAt: now, ...(code === undefined ? {} : { code }), ...lastBackup } };
}

function nextFor({ overdue, pause }: Protection, { trouble }: ToldDevice, now: number): number | undefined {
  if (pause !== undefined) return undefined;
  const moments = [trouble === undefined ? undefined : trouble.toldAt + remindedAfter(trouble), overdue?.tellAt];
  const ahead = moments.filter((moment) => moment !== undefined && moment > now);
  return ahead.length === 0 ? undefined : Math.min(...ahead.map((moment) => moment ?? Infinity));
}

/** A memory from a time the clock has not reached was written before it was set back: it counts as of now. */
function notAhead(entry: ToldDevice, now: number): ToldDevice {
  const { trouble, noticedAt } = entry;
  return {
    ...entry,
    ...(trouble === undefined ? {} : { trouble: { ...trouble, toldAt: Math.min(trouble.toldAt, now) } }),
    ...(noticedAt === undefined ? {} : { noticedAt: Math.min(noticedAt, now) }),
  };
}
