import type { QuietHours, ToldCopies, ToldCopy } from '../../shared/index.ts';
import { copyNotifications, type CopiesAbout, type CopyNote, type CopyNotification } from './copy-note-text.ts';
import type { Calendar, Occurrences } from './occurrences.ts';
import { quietUntil } from './quiet-hours.ts';
import { spreadWindow } from './spread.ts';

const DAY = 86_400_000;

export interface CopyTelling {
  /** What is told now, pair by pair. */
  readonly notes: readonly CopyNote[];
  /** The same for the desktop: several devices of one place together. */
  readonly notifications: readonly CopyNotification[];
  /** What has been told by now; to be stored before anything is shown, so that nothing is ever told twice. */
  readonly told: ToldCopies;
  /** When there may be something to tell by time alone. */
  readonly nextAt?: number;
}

/**
 * From when copies that are behind are worth telling: 24 hours, or two intervals of a more frequent schedule, like a
 * backup that was missed. @param from when the place was first seen to be behind
 */
export function copiesOverdueAt(from: number, occurrences: Pick<Occurrences, 'next'>): number {
  const following = occurrences.next(from);
  const second = following === undefined ? undefined : occurrences.next(following.at);
  return Math.min(from + DAY, second?.at ?? Infinity);
}

/**
 * What to tell about second places, by the rules of backups that are overdue (`tell`): once, again at most daily, one
 * note when all is there, nothing in quiet hours and nothing forgotten in them, the notes of a fleet gathered. Pure.
 */
export function tellCopies(
  pairs: readonly CopiesAbout[],
  told: ToldCopies,
  quietHours: QuietHours | undefined,
  calendar: Calendar,
  now: number,
): CopyTelling {
  const looks = pairs.map((pair) => look(pair, told[pair.pairId] ?? {}, now));
  const held = looks.flatMap(({ note, before }) => (note === undefined ? [] : [before.noticedAt ?? now]));
  const gathered = Math.min(...held) + spreadWindow(pairs.length);
  const quiet = quietUntil(quietHours, now, calendar.localZone);
  const speaks = quiet === undefined && gathered <= now;
  const entries = looks.map((one) => ({
    ...one,
    entry: speaks || one.note === undefined ? after(one, now) : one.before,
  }));
  const moments = [
    ...(held.length === 0 ? [] : [Math.max(gathered, quiet ?? 0)]),
    ...entries.flatMap(({ pair, entry }) => nextFor(pair, entry)),
  ].filter((moment) => moment > now);
  const notes = speaks ? looks.flatMap(({ note }) => note ?? []) : [];
  return {
    notes,
    notifications: copyNotifications(notes, now),
    told: Object.fromEntries(
      entries.flatMap(({ pair, entry }) =>
        entry.toldAt === undefined && entry.noticedAt === undefined ? [] : [[pair.pairId, entry]],
      ),
    ),
    ...(moments.length === 0 ? {} : { nextAt: Math.min(...moments) }),
  };
}

interface Look {
  readonly pair: CopiesAbout;
  readonly before: ToldCopy;
  readonly note: CopyNote | undefined;
}

function look(pair: CopiesAbout, stored: ToldCopy, now: number): Look {
  const remembered = notAhead(stored, now);
  const kind = noteKind(pair, remembered, now);
  if (kind === undefined) return { pair, before: withoutNotice(remembered), note: undefined };
  return { pair, before: { ...remembered, noticedAt: remembered.noticedAt ?? now }, note: { kind, pair } };
}

function noteKind(
  { behind, overdueAt, paused }: CopiesAbout,
  { toldAt }: ToldCopy,
  now: number,
): CopyNote['kind'] | undefined {
  if (behind === 0) return toldAt === undefined ? undefined : 'recovered';
  if (paused) return undefined;
  if (toldAt !== undefined) return now - toldAt >= DAY ? 'reminder' : undefined;
  return overdueAt !== undefined && overdueAt <= now ? 'overdue' : undefined;
}

function after({ before, note }: Look, now: number): ToldCopy {
  if (note === undefined) return withoutNotice(before);
  return note.kind === 'recovered' ? {} : { toldAt: now };
}

function nextFor({ behind, overdueAt, paused }: CopiesAbout, { toldAt }: ToldCopy): readonly number[] {
  if (behind === 0 || paused) return [];
  if (toldAt !== undefined) return [toldAt + DAY];
  return overdueAt === undefined ? [] : [overdueAt];
}

function withoutNotice({ toldAt }: ToldCopy): ToldCopy {
  return toldAt === undefined ? {} : { toldAt };
}

/** A memory from a time the clock has not reached was written before it was set back: it counts as of now. */
function notAhead({ toldAt, noticedAt }: ToldCopy, now: number): ToldCopy {
  return {
    ...(toldAt === undefined ? {} : { toldAt: Math.min(toldAt, now) }),
    ...(noticedAt === undefined ? {} : { noticedAt: Math.min(noticedAt, now) }),
  };
}
