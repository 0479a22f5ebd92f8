import type { OccurrenceRow, Reason } from '../../shared/index.ts';
import { absenceAt } from './absence.ts';
import { isSatisfied, occurrenceKey, ON_TIME } from './journal.ts';
import type { Occurrence } from './occurrences.ts';
import { newestBackup, type Situation } from './situation.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A person is not told of an overdue device while the computer has only just come back and may be catching up. */
const RETURN_GRACE = 15 * MINUTE;

/** Looking further back tells nothing: by then the oldest slot has been told long ago. */
const MOST_SLOTS = 500;

/** A slot that passed without a backup that stands for it. */
export interface Overdue {
  /** The oldest such slot. */
  readonly slot: Occurrence;
  readonly why?: Reason;
  /** When it is worth a notification: after 24 hours or two intervals of a more frequent schedule. */
  readonly tellAt: number;
}

/** The oldest slot after the newest backup that nobody wanted to skip. */
export function overdueOf(situation: Situation, rows: readonly OccurrenceRow[]): Overdue | undefined {
  const { now, since, occurrences } = situation;
  // A `since` that lies ahead was written while the clock was wrong.
  const begin = since > now ? (occurrences.latest(now)?.at ?? now) : since;
  const slot = firstUnsatisfied(situation, rows, Math.max(newestBackup(situation)?.startedAt ?? 0, begin - 1));
  if (slot === undefined) return undefined;
  const following = occurrences.next(slot.at);
  const second = following === undefined ? undefined : occurrences.next(following.at);
  const returns = situation.absences.map(({ until }) => until).filter((until) => until <= now);
  const tellAt = Math.max(Math.min(slot.at + DAY, second?.at ?? Infinity), ...returns.map((at) => at + RETURN_GRACE));
  const row = rows.find((one) => occurrenceKey(one) === occurrenceKey(slot));
  const why = row?.why ?? absenceAt(situation, slot.at)?.why;
  return { slot, tellAt, ...(why === undefined ? {} : { why }) };
}

function firstUnsatisfied(
  { now, pauses, occurrences }: Situation,
  rows: readonly OccurrenceRow[],
  after: number,
): Occurrence | undefined {
  const known = new Map(rows.map((row) => [occurrenceKey(row), row]));
  let slot = occurrences.next(after);
  for (let looked = 0; slot !== undefined && slot.at <= now && looked < MOST_SLOTS; looked += 1) {
    const { at } = slot;
    const pause = pauses.find(({ from, until = Infinity }) => from <= at && at < until);
    const row = known.get(occurrenceKey(slot));
    if (pause === undefined && !(row !== undefined && isDone(row))) return slot;
    if (pause !== undefined && pause.until === undefined) return undefined;
    slot = occurrences.next(pause?.until === undefined ? at : pause.until - 1);
  }
  return undefined;
}

/** There is a backup for it, or the user wanted none. */
function isDone(row: OccurrenceRow): boolean {
  return isSatisfied(row) || (row.state === 'skipped' && (row.why === 'paused' || row.why === 'cancelled'));
}

/** A slot that has only just come, or whose run began on time and is still under way, is not late. */
export function isLate({ now, running }: Situation, { slot }: Overdue): boolean {
  if (now < slot.at + ON_TIME) return false;
  return running === undefined || running.startedAt < slot.at || running.startedAt > slot.at + ON_TIME;
}
