import type { BackupFacts, ErrorReport, OccurrenceRow } from '../../shared/index.ts';
import { type Due, journalAfter } from './due.ts';
import { ON_TIME } from './journal.ts';
import { type Failure, lastFailure } from './last-failure.ts';
import type { Occurrence } from './occurrences.ts';
import { isLate, type Overdue, overdueOf } from './overdue.ts';
import type { Pause, Situation } from './situation.ts';
import { activePause, newestBackup } from './situation.ts';

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

function failing({ since, error, row }: Failure, { decision }: Due): Extract<Protection, { state: 'failing' }> {
  const retryAt = decision.kind === 'wait' && decision.for === 'retry' ? decision.until : undefined;
  const final = row.state === 'failed' && decision.kind === 'nothing';
  return { state: 'failing', since, error, final, ...(retryAt === undefined ? {} : { retryAt }) };
}

function nextChange(
  { now, since, backups }: Situation,
  next: Occurrence | undefined,
  overdue: Overdue | undefined,
  pause: Pause | undefined,
): number | undefined {
  const moments = [
    pause?.until,
    overdue === undefined ? next && next.at + ON_TIME : overdue.slot.at + ON_TIME,
    overdue?.tellAt,
    // Dated ahead by a clock that was set back since: they count from then on.
    since,
    ...backups.map(({ startedAt }) => startedAt),
  ];
  const ahead = moments.filter((moment) => moment !== undefined && moment > now);
  return ahead.length === 0 ? undefined : Math.min(...ahead.map((moment) => moment ?? Infinity));
}
