import type { OccurrenceRow, Reason } from '../../shared/index.ts';
import { absenceAt } from './absence.ts';
import { knockDelay, nextTry } from './back-off.ts';
import type { Wait, WaitsFor } from './journal.ts';
import {
  interrupted,
  isSettled,
  ON_TIME,
  occurrenceKey,
  satisfiedBy,
  skipped,
  waitedReason,
  waiting,
} from './journal.ts';
import type { Occurrence } from './occurrences.ts';
import { overtaken, setBack } from './overtaken.ts';
import type { Connection, Situation } from './situation.ts';
import { activePause, backupOf, backupWithin, pausedAt } from './situation.ts';
import { spreadOffset } from './spread.ts';

const MINUTE = 60_000;

/** `add` makes the first backup itself; the watch takes over when it did not come to that. */
const FIRST_BACKUP_GRACE = MINUTE;

export type Decision =
  | {
      readonly kind: 'run';
      readonly how: 'first' | 'regular' | 'catch-up' | 'retry';
      /** 1 for the first run for this occurrence. */
      readonly attempt: number;
      /** Ask the device for any answer without credentials first; when none comes, note the knock and decide again. */
      readonly knock: boolean;
      /** For a late run, what kept it. */
      readonly why?: Reason;
    }
  | {
      readonly kind: 'wait';
      /** `run`: another run of this device is under way; its end, not a clock, ends the wait. */
      readonly for: 'its-turn' | 'retry' | 'network' | 'run';
      readonly until?: number;
    }
  | {
      readonly kind: 'nothing';
      readonly why: 'not-yet' | 'satisfied' | 'skipped' | 'gave-up' | 'paused' | 'needs-you';
      /** The end of a pause. */
      readonly until?: number;
    };

export interface Due {
  readonly decision: Decision;
  /** What it is about: the latest slot that has come. Absent before the first one. */
  readonly occurrence?: Occurrence;
  /** The row of that occurrence as it is now; hand it to `started`. */
  readonly row?: OccurrenceRow;
  /** The next slot. */
  readonly next?: Occurrence;
  /** Rows to write before anything else is done: this decision, and those about slots that were overtaken. */
  readonly rows: readonly OccurrenceRow[];
  /** Rows to remove first: the clock was set back, their slots are still to come. */
  readonly withdrawn: readonly OccurrenceRow[];
  /** When to decide again if nothing happens before. */
  readonly nextAt?: number;
}

/**
 * What is to be done for a device now. Pure: it decides, the keeper acts, writes the rows, and asks again whenever
 * something happened (a tick past `nextAt`, resume, unlock, network change, the end of a run, a change by the user).
 *
 * Truth is the calendar and the journal. Only the latest slot that has come is ever run, so however many were missed
 * there is one catch-up; it satisfies that slot, and the next slot stays where it is. A slot is known by its name in the
 * calendar, so setting the clock back, a doubled hour or a second notice of the same resume find it settled.
 */
export function due(situation: Situation): Due {
  const { now, occurrences } = situation;
  const { withdrawn: gone, kept } = setBack(situation);
  const rows = situation.rows.filter((row) => !gone.includes(row));
  const next = occurrences.next(now);
  const occurrence = latestThatCounts(situation);
  const passed = [...kept, ...overtaken(situation, occurrence, rows)];
  if (occurrence === undefined) {
    return finish({ decision: { kind: 'nothing', why: 'not-yet' }, rows: passed, withdrawn: gone }, next);
  }
  const stored = rows.find((row) => occurrenceKey(row) === occurrenceKey(occurrence));
  // A row whose run holds no lock any more was cut, and nobody has noted it yet.
  const known = stored === undefined || situation.running !== undefined ? stored : interrupted(stored, now);
  const { decision, row: current = known } = decide(situation, occurrence, known);
  const changed = current !== undefined && current !== stored ? [current] : [];
  return finish(
    {
      decision,
      occurrence,
      ...(current === undefined ? {} : { row: current }),
      rows: [...passed, ...changed],
      withdrawn: gone,
    },
    next,
  );
}

/** The journal once `due` has been written. */
export function journalAfter(
  rows: readonly OccurrenceRow[],
  { rows: written, withdrawn: removed }: Due,
): readonly OccurrenceRow[] {
  const replaced = new Set(written.map(occurrenceKey));
  return [...rows.filter((row) => !removed.includes(row) && !replaced.has(occurrenceKey(row))), ...written];
}

function finish(result: Omit<Due, 'next' | 'nextAt'>, next: Occurrence | undefined): Due {
  const { decision } = result;
  const until = decision.kind === 'run' ? Infinity : (decision.until ?? Infinity);
  const nextAt = Math.min(until, next?.at ?? Infinity);
  return { ...result, ...(next === undefined ? {} : { next }), ...(nextAt === Infinity ? {} : { nextAt }) };
}

function latestThatCounts({ now, occurrences, since, firstBackup, backups }: Situation): Occurrence | undefined {
  const latest = occurrences.latest(now);
  // A `since` that lies ahead was written while the clock was wrong; it must not silence the schedule until then.
  if (latest !== undefined && (latest.at >= since || since > now)) return latest;
  return firstBackup && backups.length === 0 && since <= now ? occurrences.first(since) : undefined;
}

interface Decided {
  readonly decision: Decision;
  /** The row this decision leads to; the known one where it says the same already. */
  readonly row?: OccurrenceRow | undefined;
}

function decide(situation: Situation, occurrence: Occurrence, known: OccurrenceRow | undefined): Decided {
  const { now, pauses, running, stop } = situation;
  const gaveUp = known?.state === 'failed';
  if (known !== undefined && isSettled(known) && !gaveUp) {
    return { decision: { kind: 'nothing', why: known.state === 'skipped' ? 'skipped' : 'satisfied' } };
  }

  if (running !== undefined && known?.state === 'running') return { decision: { kind: 'wait', for: 'run' } };

  const late = known?.why ?? lateness(situation, occurrence, known);
  const stands = backupOf(situation, known) ?? backupWithin(situation, occurrence.at, Infinity);
  if (stands !== undefined) {
    return { decision: { kind: 'nothing', why: 'satisfied' }, row: satisfiedBy(known, occurrence, stands, late, now) };
  }
  if (gaveUp) return { decision: { kind: 'nothing', why: 'gave-up' } };
  const note = (waitsFor: WaitsFor): OccurrenceRow => noted(known, occurrence, { for: waitsFor, why: late }, now);
  if (running !== undefined) return { decision: { kind: 'wait', for: 'run' }, row: note('run') };
  const untried = (known?.attempts.length ?? 0) === 0;
  if (untried && pausedAt(pauses, occurrence.at)) {
    return { decision: { kind: 'nothing', why: 'skipped' }, row: skipped(occurrence, 'paused', now) };
  }
  if (stop !== undefined) return { decision: { kind: 'nothing', why: 'needs-you' }, row: note('you') };
  const pause = activePause(situation);
  if (pause !== undefined) {
    const until = pause.until === undefined ? {} : { until: pause.until };
    return { decision: { kind: 'nothing', why: 'paused', ...until }, row: note('resume') };
  }
  return decideTry(situation, occurrence, known, late, note);
}

function decideTry(
  situation: Situation,
  occurrence: Occurrence,
  known: OccurrenceRow | undefined,
  late: Reason | undefined,
  note: (waitsFor: WaitsFor) => OccurrenceRow,
): Decided {
  const { now, connection } = situation;
  const attempts = known?.attempts ?? [];
  const next = nextTry(attempts, situation);
  if (next.kind === 'needs-you') {
    return { decision: { kind: 'nothing', why: 'needs-you' }, row: note('you') };
  }
  if (next.kind === 'used-up') return { decision: { kind: 'nothing', why: 'gave-up' } };
  if (next.at > now) return { decision: { kind: 'wait', for: 'retry', until: next.at } };

  const turn = attempts.length === 0 ? itsTurn(situation, occurrence) : now;
  if (turn > now) return { decision: { kind: 'wait', for: 'its-turn', until: turn }, row: note('turn') };

  const knock = !connection.answered;
  const row = connection.knocks > 0 && knock ? note('network') : known;
  const again = nextKnock(connection, now);
  if (knock && again > now) return { decision: { kind: 'wait', for: 'network', until: again }, row };
  const how = attempts.length > 0 ? 'retry' : occurrence.first ? 'first' : late === undefined ? 'regular' : 'catch-up';
  return {
    decision: { kind: 'run', how, attempt: attempts.length + 1, knock, ...(late === undefined ? {} : { why: late }) },
    row,
  };
}

function nextKnock({ knocks, knockedAt = 0 }: Connection, now: number): number {
  // A knock dated later than now was before the clock was set back.
  return knocks === 0 || knockedAt > now ? now : knockedAt + knockDelay(knocks);
}

/** The row of a wait, written once and not at every look. */
function noted(known: OccurrenceRow | undefined, occurrence: Occurrence, wait: Wait, now: number): OccurrenceRow {
  const same = known?.state === 'waiting' && known.until === undefined && known.waited?.for === wait.for;
  return same ? known : waiting(known, occurrence, wait, now);
}

/** A fleet does not start in one second: not after a slot, and not after a resume, a pause or an obstacle either. */
function itsTurn(situation: Situation, occurrence: Occurrence): number {
  const { now, deviceId, fleetSize, absences, pauses, clearedAt = 0 } = situation;
  const ends = [...absences.map(({ until }) => until), ...pauses.map(({ until }) => until ?? 0), clearedAt];
  const grace = occurrence.first === true ? FIRST_BACKUP_GRACE : 0;
  const start = Math.max(occurrence.at + grace, ...ends.filter((end) => end <= now));
  return start + spreadOffset(deviceId, fleetSize);
}

/** Why an occurrence that has not been tried is late; undefined while it is on time. */
function lateness(situation: Situation, occurrence: Occurrence, known: OccurrenceRow | undefined): Reason | undefined {
  if (occurrence.first === true || (known?.attempts.length ?? 0) > 0) return undefined;
  const absence = absenceAt(situation, occurrence.at);
  if (absence !== undefined) return absence.why;
  if (situation.now - occurrence.at <= ON_TIME) return undefined;
  const soonAfter = absenceAt(situation, occurrence.at, ON_TIME);
  if (soonAfter !== undefined) return soonAfter.why;
  if (known?.waited !== undefined) return waitedReason(known.waited.for);
  return situation.running === undefined ? 'not-running' : 'busy';
}
