import type { Attempt, BackupFacts, ErrorReport, OccurrenceRow, Reason } from '../../shared/index.ts';
import { absenceAt } from './absence.ts';
import { type Due, journalAfter } from './due.ts';
import { isSatisfied, occurrenceKey, ON_TIME } from './journal.ts';
import type { Occurrence } from './occurrences.ts';
import type { Pause, Situation } from './situation.ts';
import { activePause, newestBackup } from './situation.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A person is not told of an overdue device while the computer has only just come back and may be catching up. */
const RETURN_GRACE = 15 * MINUTE;

/** Worst first: the order in which one state hides another, and in which a fleet shows its worst. */
export const PROTECTION_STATES = [
  'needs-you',
  'failing',
  'overdue',
  'never',
  'running',
  'paused',
  'protected',
] as const;
export type ProtectionState = (typeof PROTECTION_STATES)[number];

/** A slot that passed without a backup that stands for it. */
export interface Overdue {
  /** The oldest such slot. */
  readonly slot: Occurrence;
  readonly why?: Reason;
  /** When it is worth a notification: after 24 hours or two intervals of a more frequent schedule. */
  readonly tellAt: number;
}

interface Facts {
  /** The newest verified backup. It may be dated ahead of the clock, when the clock was set back and no other is there. */
  readonly lastBackup?: BackupFacts;
  readonly next?: Occurrence;
  readonly pause?: Pause;
  readonly running?: { readonly startedAt: number };
  /** Whether a run is at hand: about to start, or waiting for the device to answer. */
  readonly soon?: 'starting' | 'network';
  readonly overdue?: Overdue;
  /** When the state or `overdue.tellAt` changes by time alone. */
  readonly changesAt?: number;
}

export type Protection = Facts &
  (
    | { readonly state: 'needs-you'; readonly since: number; readonly error: ErrorReport }
    | {
        readonly state: 'failing';
        readonly since: number;
        readonly error: ErrorReport;
        /** The next try for the same slot. */
        readonly retryAt?: number;
        /** No try is left before the next slot. */
        readonly final: boolean;
      }
    | { readonly state: 'overdue'; readonly since: number; readonly overdue: Overdue }
    | { readonly state: 'never' }
    | { readonly state: 'running'; readonly since: number }
    | { readonly state: 'paused'; readonly since: number }
    | { readonly state: 'protected' }
  );

/** How safe a device is now. @param verdict what `due` said about the same situation */
export function protection(situation: Situation, verdict: Due): Protection {
  const rows = journalAfter(situation.rows, verdict);
  const facts = factsOf(situation, verdict, rows);
  const { now, running, stop } = situation;
  const failure = lastFailure(situation, rows);
  if (stop !== undefined) return { ...facts, state: 'needs-you', since: stop.at, error: stop.error };
  if (failure?.needsYou === true) {
    return { ...facts, state: 'needs-you', since: failure.since, error: failure.error };
  }
  if (failure !== undefined) return { ...facts, ...failing(failure, verdict) };
  const { overdue, pause, lastBackup } = facts;
  if (overdue !== undefined && isLate(situation, overdue)) {
    return { ...facts, state: 'overdue', since: overdue.slot.at, overdue };
  }
  if (lastBackup === undefined) return { ...facts, state: 'never' };
  if (running !== undefined) return { ...facts, state: 'running', since: Math.min(now, running.startedAt) };
  if (pause !== undefined) return { ...facts, state: 'paused', since: Math.min(now, pause.from) };
  return { ...facts, state: 'protected' };
}

function factsOf(situation: Situation, verdict: Due, rows: readonly OccurrenceRow[]): Facts {
  const pause = activePause(situation);
  const overdue = overdueOf(situation, rows);
  const lastBackup = newestBackup(situation) ?? newestBackup({ backups: situation.backups, now: Infinity });
  const soon = soonOf(verdict);
  const changesAt = nextChange(situation, verdict.next, overdue, pause);
  return {
    ...(lastBackup === undefined ? {} : { lastBackup }),
    ...(verdict.next === undefined ? {} : { next: verdict.next }),
    ...(pause === undefined ? {} : { pause }),
    ...(situation.running === undefined ? {} : { running: situation.running }),
    ...(soon === undefined ? {} : { soon }),
    ...(overdue === undefined ? {} : { overdue }),
    ...(changesAt === undefined ? {} : { changesAt }),
  };
}

function soonOf({ decision }: Due): 'starting' | 'network' | undefined {
  if (decision.kind === 'run') return 'starting';
  if (decision.kind !== 'wait') return undefined;
  return decision.for === 'network' ? 'network' : decision.for === 'its-turn' ? 'starting' : undefined;
}

interface Failure {
  readonly since: number;
  readonly error: ErrorReport;
  readonly needsYou: boolean;
  readonly row: OccurrenceRow;
}

/** The newest occurrence that was tried, if it ended in a failure that no backup has made good since. */
function lastFailure(situation: Situation, rows: readonly OccurrenceRow[]): Failure | undefined {
  const { clearedAt = -Infinity, unlockedAt = -Infinity } = situation;
  const good = newestBackup(situation)?.startedAt ?? -Infinity;
  const tried = rows.filter(
    ({ at, attempts }) => at <= situation.now && attempts.some(({ outcome }) => outcome !== 'running'),
  );
  const row = tried.reduce<OccurrenceRow | undefined>(
    (one, other) => (one && one.at > other.at ? one : other),
    undefined,
  );
  if (row === undefined || isSatisfied(row)) return undefined;
  const last = row.attempts.findLast(({ outcome }) => outcome !== 'running');
  if (last?.outcome !== 'failed' || last.startedAt < good) return undefined;
  const freed = last.error.code === 'secret/locked' ? Math.max(clearedAt, unlockedAt) : clearedAt;
  const since = Math.min(...tried.flatMap(({ attempts }) => attempts).flatMap(failedAfter(good)));
  return { since, error: last.error, needsYou: last.error.retry === 'never' && last.endedAt >= freed, row };
}

function failedAfter(good: number): (attempt: Attempt) => readonly number[] {
  return (attempt) => (attempt.outcome === 'failed' && attempt.startedAt >= good ? [attempt.startedAt] : []);
}

function failing({ since, error, row }: Failure, { decision }: Due): Extract<Protection, { state: 'failing' }> {
  const retryAt = decision.kind === 'wait' && decision.for === 'retry' ? decision.until : undefined;
  const final = row.state === 'failed' && decision.kind === 'nothing';
  return { state: 'failing', since, error, final, ...(retryAt === undefined ? {} : { retryAt }) };
}

/** The oldest slot after the newest backup that nobody wanted to skip. */
function overdueOf(situation: Situation, rows: readonly OccurrenceRow[]): Overdue | undefined {
  const { now, since, occurrences } = situation;
  // A `since` that lies ahead was written while the clock was wrong.
  const begin = since > now ? (occurrences.latest(now)?.at ?? now) : since;
  const slot = firstUnsatisfied(situation, rows, Math.max(newestBackup(situation)?.startedAt ?? 0, begin - 1));
  if (slot === undefined) return undefined;
  const second = occurrences.next(occurrences.next(slot.at)?.at ?? Infinity)?.at ?? Infinity;
  const returns = situation.absences.map(({ until }) => until).filter((until) => until <= now);
  const tellAt = Math.max(Math.min(slot.at + DAY, second), ...returns.map((at) => at + RETURN_GRACE));
  const row = rows.find((one) => occurrenceKey(one) === occurrenceKey(slot));
  const why = row?.why ?? absenceAt(situation, slot.at)?.why;
  return { slot, tellAt, ...(why === undefined ? {} : { why }) };
}

/** Looking further back tells nothing: by then the oldest slot has been told long ago. */
const MOST_SLOTS = 500;

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
function isLate({ now, running }: Situation, { slot }: Overdue): boolean {
  if (now < slot.at + ON_TIME) return false;
  return running === undefined || running.startedAt < slot.at || running.startedAt > slot.at + ON_TIME;
}

function nextChange(
  { now, backups }: Situation,
  next: Occurrence | undefined,
  overdue: Overdue | undefined,
  pause: Pause | undefined,
): number | undefined {
  const moments = [
    pause?.until,
    overdue === undefined ? next && next.at + ON_TIME : overdue.slot.at + ON_TIME,
    overdue?.tellAt,
    // Dated ahead by a clock that was set back since: they count from then on.
    ...backups.map(({ startedAt }) => startedAt),
  ];
  const ahead = moments.filter((moment) => moment !== undefined && moment > now);
  return ahead.length === 0 ? undefined : Math.min(...ahead.map((moment) => moment ?? Infinity));
}
