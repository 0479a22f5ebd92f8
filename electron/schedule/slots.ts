import { Cron } from 'croner';
import type { Schedule, Weekday } from '../../shared/index.ts';
import { assertNever, WEEKDAYS } from '../../shared/index.ts';

const SECOND = 1000;

/** The slots of a schedule in wall time (see zone.ts). */
export interface Slots {
  readonly atOrBefore: (wall: number) => number | undefined;
  readonly after: (wall: number) => number | undefined;
}

/**
 * croner is the calendar here, not the clock: it counts in wall time (offset 0), and zone.ts turns its slots into
 * instants. Left to its own zone handling, it would run lists and steps twice when a time is doubled and skip them in a gap.
 */
export function createSlots(schedule: Schedule): Slots {
  // croner takes seconds and years too: five fields is all a schedule may have.
  const crons = patterns(schedule).map((pattern) => new Cron(pattern, { utcOffset: 0, paused: true, mode: '5-part' }));
  return {
    atOrBefore: (wall) => {
      const next = new Date(Math.floor(wall / SECOND) * SECOND + SECOND);
      const found = crons.flatMap((cron) => cron.previousRuns(1, next).map((date) => date.getTime()));
      return found.length === 0 ? undefined : Math.max(...found);
    },
    after: (wall) => {
      const from = new Date(Math.floor(wall / SECOND) * SECOND);
      const found = crons.flatMap((cron) => cron.nextRun(from)?.getTime() ?? []);
      return found.length === 0 ? undefined : Math.min(...found);
    },
  };
}

function patterns(schedule: Schedule): readonly string[] {
  switch (schedule.kind) {
    case 'daily':
      return schedule.times.map((time) => `${clock(time)} * * *`);
    case 'weekly':
      return schedule.times.map((time) => `${clock(time)} * * ${schedule.days.map(cronDay).join(',')}`);
    case 'hourly':
      return [schedule.every === 1 ? '0 * * * *' : `0 */${schedule.every} * * *`];
    case 'monthly':
      return schedule.times.flatMap((time) => monthly(schedule.day).map((days) => `${clock(time)} ${days} *`));
    case 'cron':
      return [schedule.expression];
    default:
      return assertNever(schedule);
  }
}

/** A day that a month does not have is its last day. Only February lacks the 29th and the 30th. */
function monthly(day: number): readonly string[] {
  if (day === 31) return ['L *'];
  return day > 28 ? [`${day} *`, 'L 2'] : [`${day} *`];
}

function clock(time: string): string {
  const [hour, minute] = time.split(':').map(Number);
  return `${minute} ${hour}`;
}

function cronDay(day: Weekday): number {
  return (WEEKDAYS.indexOf(day) + 1) % 7;
}
