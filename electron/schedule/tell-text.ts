import type { ErrorCode } from '../../shared/index.ts';
import { assertNever, isolate, say, sizeText } from '../../shared/index.ts';
import type { NotificationAction } from './action.ts';
import { listNames } from './fleet.ts';
import type { Calendar } from './occurrences.ts';
import { ago, moment } from './phrases.ts';
import type { Protection } from './protection.ts';
import type { Trouble } from './trouble.ts';

/** One thing to say about one device. */
export interface Note {
  readonly kind: 'needs-you' | 'failed' | 'overdue' | 'reminder' | 'recovered' | 'success';
  readonly deviceId: string;
  readonly name: string;
  readonly protection: Protection;
  /** Of a reminder: what it reminds of. */
  readonly trouble: Trouble['kind'] | undefined;
}

/** What pops up, or goes to a webhook. It names devices and says what to do; it holds no secret and no setting of a device. */
export interface Notification {
  readonly kind: Note['kind'];
  readonly deviceIds: readonly string[];
  readonly title: string;
  readonly body: string;
  readonly action: NotificationAction;
}

/** More of one kind at once are told as one. */
const MOST_APART = 3;

const ORDER = ['needs-you', 'failed', 'overdue', 'reminder', 'recovered', 'success'] as const;

export function notifications(notes: readonly Note[], calendar: Calendar, now: number): readonly Notification[] {
  return ORDER.flatMap((kind) => {
    const same = notes.filter((note) => note.kind === kind);
    return same.length > MOST_APART ? [together(kind, same)] : same.map((note) => single(note, calendar, now));
  });
}

function together(kind: Note['kind'], notes: readonly Note[]): Notification {
  return {
    kind,
    deviceIds: notes.map(({ deviceId }) => deviceId),
    title: say(`schedule.notes.${kind}`, { count: notes.length }),
    body: say('schedule.notes.body', { names: listNames(notes.map(({ name }) => isolate(name))) }),
    action: { kind: 'open-devices' },
  };
}

function single(note: Note, calendar: Calendar, now: number): Notification {
  const { kind, deviceId, name, trouble } = note;
  const needed = kind === 'reminder' && trouble === 'needs-you';
  return {
    kind,
    deviceIds: [deviceId],
    title: say(needed ? 'schedule.note.reminder.needs-you' : `schedule.note.${kind}`, { name: isolate(name) }),
    body: body(note, calendar, now).join(' '),
    action: actionOf(note),
  };
}

function body(note: Note, calendar: Calendar, now: number): readonly string[] {
  const { lastBackup } = note.protection;
  switch (note.kind) {
    case 'needs-you':
    case 'failed':
    case 'overdue':
    case 'reminder':
      return [...problem(note.protection, calendar, now), ...lastAndNext(note.protection, calendar, now)];
    case 'recovered':
    case 'success': {
      if (lastBackup === undefined) return [];
      const { text } = moment(lastBackup.verifiedAt, now, calendar.localZone, calendar.localZone);
      return [say('schedule.note.verified', { moment: text, size: sizeText(lastBackup.bytes) })];
    }
    default:
      return assertNever(note.kind);
  }
}

function problem(protection: Protection, calendar: Calendar, now: number): readonly string[] {
  if (protection.state === 'needs-you' || protection.state === 'failing') {
    const { code, message, hint } = protection.error;
    // Hints name commands of the terminal; a notification is read where the window is.
    const step = code === 'usage/invalid' ? hint : say(`window.step.${code}`);
    return [say('schedule.note.error', { message, step })];
  }
  const { overdue } = protection;
  if (overdue === undefined) return [];
  const { slot, why } = overdue;
  const passed = moment(slot.at, now, calendar.zone(slot.zone), calendar.localZone).text;
  const missed =
    why === undefined
      ? say('schedule.note.missed', { slot: passed })
      : say('schedule.note.missed.why', { slot: passed, why: say(`schedule.why.${why}`) });
  return [missed, say('schedule.note.do')];
}

function lastAndNext({ state, lastBackup, next }: Protection, calendar: Calendar, now: number): readonly string[] {
  const last =
    lastBackup === undefined
      ? say('schedule.last.none')
      : say('schedule.last', { ago: ago(Math.min(lastBackup.verifiedAt, now), now).text });
  if (state === 'needs-you' || next === undefined) return [last];
  const when = moment(next.at, now, calendar.zone(next.zone), calendar.localZone).text;
  return [last, say('schedule.next', { when })];
}

const PASSWORD: readonly ErrorCode[] = ['auth/refused', 'auth/password-expired', 'secret/missing'];
const IDENTITY: readonly ErrorCode[] = ['tls/identity-changed', 'tls/untrusted'];

function actionOf({ deviceId, protection }: Note): NotificationAction {
  if (protection.state !== 'needs-you') return { kind: 'open-device', deviceId };
  const { code } = protection.error;
  if (PASSWORD.includes(code)) return { kind: 'enter-password', deviceId };
  return { kind: IDENTITY.includes(code) ? 'compare-identity' : 'open-device', deviceId };
}
