import type { Attempt, BackupFacts, ErrorReport, OccurrenceRow, Reason } from '../../shared/index.ts';
import { assertNever } from '../../shared/index.ts';
import { nextTry } from './back-off.ts';
import type { Occurrence } from './occurrences.ts';

/** How rows of the journal follow from each other. Every function returns the row to be written in place of the one before. */

/** Within this a start is on time: spreading, a slow tick, a run before it. Behind it, or after an absence, it is a catch-up. */
export const ON_TIME = 15 * 60_000;

type Head = Pick<OccurrenceRow, 'slot' | 'zone' | 'at' | 'first' | 'decidedAt' | 'why' | 'attempts' | 'waited'>;

/** How a run for an occurrence ended. */
export type RunEnd =
  | { readonly outcome: 'verified'; readonly backup: BackupFacts }
  | { readonly outcome: 'failed'; readonly error: ErrorReport }
  /** Cut: the program ended, or is ending, in the middle of it. */
  | { readonly outcome: 'interrupted' }
  /** Stopped by the user: not tried again before the next slot. */
  | { readonly outcome: 'cancelled' };

/** Names an occurrence in maps and tables. */
export function occurrenceKey({ slot, zone }: Pick<Occurrence, 'slot' | 'zone'>): string {
  return `${slot} ${zone}`;
}

export function isSatisfied(row: OccurrenceRow): boolean {
  return row.state === 'ran' || row.state === 'caught-up' || row.state === 'covered';
}

/** Nothing more will be tried for it. */
export function isSettled(row: OccurrenceRow): boolean {
  return isSatisfied(row) || row.state === 'failed' || row.state === 'skipped';
}

/** The row of an occurrence about which nothing was written yet. */
function headOf({ slot, zone, at, first }: Occurrence, now: number): Head {
  return { slot, zone, at, ...(first === undefined ? {} : { first }), decidedAt: now, attempts: [] };
}

/** A local slot falls due at another instant after the computer has travelled: the present one counts. */
function headAfter(before: OccurrenceRow | undefined, occurrence: Occurrence, now: number): Head {
  return before === undefined ? headOf(occurrence, now) : { ...keep(before, now), at: occurrence.at };
}

export function started(
  before: OccurrenceRow | undefined,
  occurrence: Occurrence,
  why: Reason | undefined,
  now: number,
): OccurrenceRow {
  const head = headAfter(before, occurrence, now);
  const attempts: readonly Attempt[] = [...withoutRunning(head.attempts, now), { outcome: 'running', startedAt: now }];
  const late = head.why ?? why;
  return { ...head, attempts, ...(late === undefined ? {} : { why: late }), state: 'running' };
}

/** @param row the row `started` returned */
export function ended(row: OccurrenceRow, end: RunEnd, now: number): OccurrenceRow {
  const earlier = row.attempts.filter(({ outcome }) => outcome !== 'running');
  const startedAt = row.attempts.findLast(({ outcome }) => outcome === 'running')?.startedAt ?? now;
  const head = (attempt: Attempt): Head => ({ ...keep(row, now), attempts: [...earlier, attempt] });
  switch (end.outcome) {
    case 'verified': {
      const done = head({ outcome: 'verified', startedAt, endedAt: now });
      return { ...done, state: row.why === undefined ? 'ran' : 'caught-up', backup: end.backup };
    }
    case 'failed': {
      const { code, message, hint, retry } = end.error;
      const error = { code, message, hint, retry };
      return afterFailure(head({ outcome: 'failed', startedAt, endedAt: now, error }), now);
    }
    case 'interrupted':
      return { ...head({ outcome: 'interrupted', startedAt, endedAt: now }), state: 'interrupted' };
    case 'cancelled':
      return { ...head({ outcome: 'cancelled', startedAt, endedAt: now }), state: 'skipped', why: 'cancelled' };
    default:
      return assertNever(end);
  }
}

function afterFailure(head: Head, now: number): OccurrenceRow {
  const next = nextTry(head.attempts, { now });
  switch (next.kind) {
    case 'at':
      return { ...head, state: 'waiting', until: next.at };
    case 'needs-you':
      return { ...head, state: 'waiting', waited: { for: 'you', since: now } };
    case 'used-up':
      return { ...head, state: 'failed' };
    default:
      return assertNever(next);
  }
}

/** A row whose run is no longer there: the program or the computer stopped in the middle of it. */
export function interrupted(row: OccurrenceRow, now: number): OccurrenceRow {
  return row.state === 'running' ? ended(row, { outcome: 'interrupted' }, now) : row;
}

export function waiting(
  before: OccurrenceRow | undefined,
  occurrence: Occurrence,
  wait: Wait,
  now: number,
): OccurrenceRow {
  const head = headAfter(before, occurrence, now);
  const since = head.waited?.for === wait.for ? head.waited.since : now;
  const late = head.why ?? wait.why;
  return {
    ...head,
    waited: { for: wait.for, since },
    ...(late === undefined ? {} : { why: late }),
    attempts: withoutRunning(head.attempts, now),
    state: 'waiting',
  };
}

export type WaitsFor = NonNullable<OccurrenceRow['waited']>['for'];

export interface Wait {
  readonly for: WaitsFor;
  readonly why?: Reason | undefined;
}

/** A verified backup that started after the slot: of a run whose row was lost, or made by hand. */
export function satisfiedBy(
  before: OccurrenceRow | undefined,
  occurrence: Occurrence,
  backup: BackupFacts,
  late: Reason | undefined,
  now: number,
): OccurrenceRow {
  const head = headAfter(before, occurrence, now);
  const why = head.why ?? (backup.startedAt - occurrence.at > ON_TIME ? late : undefined);
  const row = { ...head, attempts: withoutRunning(head.attempts, now), ...(why === undefined ? {} : { why }), backup };
  if (backup.trigger === 'manual' || (backup.trigger === 'added' && occurrence.first === undefined)) {
    return { ...row, state: 'covered' };
  }
  return { ...row, state: why === undefined ? 'ran' : 'caught-up' };
}

export function skipped(occurrence: Occurrence, why: Reason, now: number): OccurrenceRow {
  return { ...headOf(occurrence, now), state: 'skipped', why };
}

/** An occurrence that a later one has overtaken: what was open stays as it was left. */
export function closed(row: OccurrenceRow, now: number): OccurrenceRow {
  if (isSettled(row)) return row;
  const head = { ...keep(row, now), attempts: withoutRunning(row.attempts, now) };
  if (head.attempts.length > 0) return { ...head, state: 'failed' };
  return { ...head, state: 'skipped', why: row.why ?? waitedReason(row.waited?.for ?? 'turn') };
}

export function waitedReason(waitedFor: WaitsFor): Reason {
  switch (waitedFor) {
    case 'turn':
      return 'overtaken';
    case 'run':
      return 'busy';
    case 'network':
      return 'network';
    case 'you':
      return 'needs-you';
    case 'resume':
      return 'paused';
    default:
      return assertNever(waitedFor);
  }
}

function withoutRunning(attempts: readonly Attempt[], now: number): readonly Attempt[] {
  return attempts.map((one) =>
    one.outcome === 'running' ? { outcome: 'interrupted', startedAt: one.startedAt, endedAt: now } : one,
  );
}

function keep(row: OccurrenceRow, now: number): Head {
  const { slot, zone, at, first, why, attempts, waited } = row;
  return {
    slot,
    zone,
    at,
    ...(first === undefined ? {} : { first }),
    decidedAt: now,
    ...(why === undefined ? {} : { why }),
    attempts,
    ...(waited === undefined ? {} : { waited }),
  };
}
