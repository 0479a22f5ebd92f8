import type { Attempt, BackupFacts, OccurrenceRow, Trigger } from '../../shared/index.ts';
import { assertNever, say, sizeText } from '../../shared/index.ts';
import type { Calendar } from './occurrences.ts';
import { timeText } from './phrases.ts';
import type { Zone } from './zone.ts';
import { wallOfSlot } from './zone.ts';

const DAY = 86_400_000;

/**
 * One row of the journal as one sentence:
 * "03:00 the computer was asleep; 07:41 caught up; verified, 92 KB, nothing changed."
 */
export function nightSentence(row: OccurrenceRow, calendar: Calendar): string {
  const zone = calendar.zone(row.zone);
  const slot = timeText(wallOfSlot(row.slot));
  // A run that began on time is told under its slot, not under the second it began.
  const onTime = row.why === undefined ? row.attempts[0]?.startedAt : undefined;
  const time = (at: number): string => (at === onTime ? slot : clockText(at, row, zone));
  const parts = [...lateness(row, slot), ...tries(row, time), ...outcome(row, slot, time)];
  return `${parts.join('; ')}.`;
}

/** A run that belongs to no occurrence, as far as its sentence needs it. Instants are milliseconds since 1970. */
export interface LoneRun {
  readonly startedAt: number;
  readonly trigger: Trigger;
  readonly outcome: 'running' | 'verified' | 'failed' | 'cancelled' | 'interrupted';
  readonly bytes: number;
  readonly changed: boolean | null;
  /** Of a failed one. */
  readonly message?: string;
}

/** A run outside of the schedule as one sentence: "12:35 backed up by hand; verified, 92 KB, settings changed." */
export function runSentence(run: LoneRun, calendar: Calendar): string {
  const time = timeText(calendar.localZone.wallAt(run.startedAt));
  const what = say('schedule.night.at', { time, what: runText(run) });
  return `${run.outcome === 'verified' ? [what, proof(run)].join('; ') : what}.`;
}

function runText({ outcome, trigger, message = '' }: LoneRun): string {
  switch (outcome) {
    case 'verified':
      if (trigger === 'manual') return say('schedule.night.by-hand');
      return trigger === 'added' ? say('schedule.night.first') : say('schedule.night.ran');
    case 'failed':
      if (trigger !== 'manual') return say('schedule.night.failed', { message: withoutStop(message) });
      return say('schedule.night.failed-by-hand', { message: withoutStop(message) });
    case 'cancelled':
      return say('schedule.night.cancelled');
    case 'interrupted':
      return say('schedule.night.cut');
    case 'running':
      return say('schedule.night.running');
    default:
      return assertNever(outcome);
  }
}

function lateness(row: OccurrenceRow, slot: string): readonly string[] {
  if (row.why === undefined || row.state === 'skipped') return [];
  return [say('schedule.night.why', { time: slot, why: say(`schedule.why.${row.why}`) })];
}

/** Failed and cut runs, those with the same cause in a row told as one. */
function tries({ attempts }: OccurrenceRow, time: (at: number) => string): readonly string[] {
  const groups: { text: string; times: string[] }[] = [];
  for (const attempt of attempts) {
    const text = tryText(attempt);
    if (text === undefined) continue;
    const before = groups.at(-1);
    if (before?.text === text) before.times.push(time(attempt.startedAt));
    else groups.push({ text, times: [time(attempt.startedAt)] });
  }
  return groups.map(({ text, times }) => say('schedule.night.at', { time: times.join(', '), what: text }));
}

function tryText(attempt: Attempt): string | undefined {
  switch (attempt.outcome) {
    case 'failed':
      return say('schedule.night.failed', { message: withoutStop(attempt.error.message) });
    case 'interrupted':
      return say('schedule.night.cut');
    case 'running':
    case 'verified':
    case 'cancelled':
      return undefined;
    default:
      return assertNever(attempt);
  }
}

function outcome(row: OccurrenceRow, slot: string, time: (at: number) => string): readonly string[] {
  const lastTry = row.attempts.at(-1);
  const began = lastTry === undefined ? slot : time(lastTry.startedAt);
  const done = (backup: BackupFacts): string => (lastTry?.outcome === 'verified' ? began : time(backup.startedAt));
  switch (row.state) {
    case 'ran': {
      const what = row.first === true ? say('schedule.night.first') : say('schedule.night.ran');
      return [say('schedule.night.at', { time: done(row.backup), what }), proof(row.backup)];
    }
    case 'caught-up':
      return [
        say('schedule.night.at', { time: done(row.backup), what: say('schedule.night.caught-up') }),
        proof(row.backup),
      ];
    case 'covered':
      return [
        say('schedule.night.at', { time: done(row.backup), what: say('schedule.night.by-hand') }),
        proof(row.backup),
      ];
    case 'running':
      return [say('schedule.night.at', { time: began, what: say('schedule.night.running') })];
    case 'interrupted':
      return [say('schedule.night.again')];
    case 'failed':
      return [say('schedule.night.gave-up')];
    case 'skipped':
      return [
        say('schedule.night.why', { time: slot, why: say(`schedule.why.${row.why}`) }),
        say('schedule.night.skipped'),
      ];
    case 'waiting': {
      if (row.until !== undefined) return [say('schedule.night.retry', { time: time(row.until) })];
      if (row.waited === undefined) return [];
      return [
        say('schedule.night.at', { time: time(row.waited.since), what: say(`schedule.night.waits.${row.waited.for}`) }),
      ];
    }
    default:
      return assertNever(row);
  }
}

/** "verified, 92 KB, nothing changed" */
function proof({ bytes, changed }: Pick<BackupFacts, 'bytes' | 'changed'>): string {
  const size = sizeText(bytes);
  if (changed === null) return say('schedule.night.verified.first', { size });
  return say(changed ? 'schedule.night.verified.changed' : 'schedule.night.verified.same', { size });
}

/** "07:41", with the date when it is not the day of the slot. */
function clockText(at: number, { slot }: OccurrenceRow, zone: Zone): string {
  const wall = zone.wallAt(at);
  const time = timeText(wall);
  if (Math.floor(wall / DAY) === Math.floor(wallOfSlot(slot) / DAY)) return time;
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(wall);
  return say('schedule.moment', { day, time });
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
