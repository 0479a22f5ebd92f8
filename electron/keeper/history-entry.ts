import { assertNever, isZone, keepError, reportOf, type OccurrenceRow } from '../../shared/index.ts';
import type { Run, TimelineItem } from '../records/index.ts';
import { ended, interrupted, nightSentence, runSentence, type Calendar, type RunEnd } from '../schedule/index.ts';
import type { Shelf } from './shelves.ts';
import { factsOf } from './standing/situation.ts';
import type { HistoryEntry } from './types.ts';

export interface EntryContext {
  /** Name of the device as it is now. */
  readonly device: string;
  readonly calendar: Calendar;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What its folder holds, where that is of interest. */
  readonly shelf?: Shelf | undefined;
}

/** A night or a run as people read it. */
export function historyEntry(item: TimelineItem, context: EntryContext): HistoryEntry {
  switch (item.kind) {
    case 'night':
      return nightEntry(item, context);
    case 'run':
      return runEntry(item, context);
    default:
      return assertNever(item);
  }
}

function runEntry(
  { id, deviceId, at, run }: Extract<TimelineItem, { kind: 'run' }>,
  context: EntryContext,
): HistoryEntry {
  const { calendar, device } = context;
  const { outcome, trigger, error } = run;
  const facts = { ...factsOf(run), outcome, trigger };
  const message = error?.message;
  return {
    id,
    deviceId,
    device,
    at: new Date(at).toISOString(),
    day: dayOf(calendar.localZone.wallAt(at)),
    trigger,
    outcome,
    sentence: runSentence(message === undefined ? facts : { ...facts, message }, calendar),
    ...ofRun(run, context),
  };
}

function nightEntry(item: Extract<TimelineItem, { kind: 'night' }>, context: EntryContext): HistoryEntry {
  const { calendar, device } = context;
  const row = inKnownZone(asItStands(item, context.now));
  const run = decidingRun(row, item.runs);
  const { slot, zone, state, why, first } = row;
  const at = new Date(item.at).toISOString();
  const backup = 'backup' in row ? row.backup : undefined;
  const lastTry = row.attempts.at(-1);
  return {
    id: item.id,
    deviceId: item.deviceId,
    device,
    at,
    day: zone === 'local' ? slot.slice(0, 10) : dayOf(calendar.localZone.wallAt(row.at)),
    trigger: backup?.trigger ?? run?.trigger ?? (first === true ? 'added' : 'schedule'),
    outcome: outcomeOf(row),
    sentence: nightSentence(row, calendar),
    night: {
      slot,
      zone,
      at,
      state,
      ...(why === undefined ? {} : { why }),
      ...(row.state === 'waiting' && row.waited !== undefined ? { waitsFor: row.waited.for } : {}),
    },
    // The journal knows these too, should the run have been lost with an older history.
    ...(backup === undefined ? {} : { bytes: backup.bytes, changed: backup.changed }),
    ...(lastTry?.outcome === 'failed' && backup === undefined ? { error: lastTry.error } : {}),
    ...(run === undefined ? {} : ofRun(run, context)),
  };
}

/**
 * The row as the runs bear it out: who died in the middle of a run has left it behind as under way, until the next watch
 * looks after it.
 */
function asItStands({ row, runs }: Extract<TimelineItem, { kind: 'night' }>, now: number): OccurrenceRow {
  if (row.state !== 'running') return row;
  const startedAt = row.attempts.findLast(({ outcome }) => outcome === 'running')?.startedAt;
  const run = runs.find((candidate) => Date.parse(candidate.startedAt) === startedAt);
  // The run is written down right after the row.
  if (run === undefined) return now - row.decidedAt > 60_000 ? interrupted(row, row.decidedAt) : row;
  const end = endOf(run);
  return end === undefined ? row : ended(row, end, Date.parse(run.endedAt ?? run.startedAt));
}

function endOf(run: Run): RunEnd | undefined {
  switch (run.outcome) {
    case 'running':
      return undefined;
    case 'verified':
      return { outcome: 'verified', backup: factsOf(run) };
    case 'failed':
      return { outcome: 'failed', error: run.error ?? reportOf(keepError('internal', { detail: run.outcome })) };
    case 'cancelled':
    case 'interrupted':
      return { outcome: run.outcome };
    default:
      return assertNever(run.outcome);
  }
}

/** A zone that this runtime does not know any more: told by the clock of this place. */
function inKnownZone(row: OccurrenceRow): OccurrenceRow {
  return row.zone === 'local' || isZone(row.zone) ? row : { ...row, zone: 'local' };
}

function decidingRun(row: OccurrenceRow, runs: readonly Run[]): Run | undefined {
  const startedAt = 'backup' in row ? row.backup.startedAt : row.attempts.at(-1)?.startedAt;
  return runs.find((run) => Date.parse(run.startedAt) === startedAt);
}

function outcomeOf({ state }: OccurrenceRow): HistoryEntry['outcome'] {
  switch (state) {
    case 'ran':
    case 'caught-up':
    case 'covered':
      return 'verified';
    case 'failed':
    case 'skipped':
    case 'waiting':
    case 'running':
    case 'interrupted':
      return state;
    default:
      return assertNever(state);
  }
}

type OfRun = Omit<
  HistoryEntry,
  'id' | 'deviceId' | 'device' | 'at' | 'day' | 'trigger' | 'outcome' | 'sentence' | 'night'
>;

function ofRun(run: Run, { shelf }: EntryContext): OfRun {
  const { file, bytes, sha256, contentHash, changed, firmware, durationMs, error, warnings } = run;
  return {
    runId: run.id,
    ...(file === undefined ? {} : { file }),
    ...(bytes === undefined ? {} : { bytes }),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(contentHash === undefined ? {} : { contentHash }),
    ...(changed === undefined ? {} : { changed }),
    ...(firmware === undefined ? {} : { firmware }),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(error === undefined ? {} : { error }),
    ...(warnings === undefined ? {} : { warnings }),
    ...(run.outcome === 'verified' && shelf !== undefined ? ofShelf(run, shelf) : {}),
  };
}

function ofShelf(run: Run, { stored, problem }: Shelf): Pick<HistoryEntry, 'backup' | 'pinned' | 'note'> {
  if (problem !== undefined) return { backup: 'away' };
  const found = stored.find(({ runId }) => runId === run.id);
  if (found === undefined) return { backup: 'removed' };
  return { backup: found.state, pinned: found.pinned, ...(found.note === '' ? {} : { note: found.note }) };
}

/** "2026-11-21" of a wall time. */
function dayOf(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}
