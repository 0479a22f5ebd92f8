import { isWorkingWeek } from '../../../../shared/schedule-text.ts';
import type { Schedule } from '../../../../shared/schedule.ts';
import { WEEKDAYS, type Weekday } from '../../../../shared/times-of-day.ts';

/** How often, as people say it. */
export const RHYTHMS = ['daily', 'weekdays', 'weekly', 'hourly', 'monthly', 'cron'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

const NIGHT = '03:00';
const WORKING_DAYS = WEEKDAYS.slice(0, 5);

export function rhythmOf(schedule: Schedule): Rhythm {
  return schedule.kind === 'weekly' && isWorkingWeek(schedule.days) ? 'weekdays' : schedule.kind;
}

/** The schedule with another rhythm: what both know, times and zone, stays. */
export function withRhythm(schedule: Schedule, rhythm: Exclude<Rhythm, 'cron'>): Schedule {
  const times = timesOf(schedule);
  const zone = schedule.zone === undefined ? {} : { zone: schedule.zone };
  switch (rhythm) {
    case 'daily':
      return { kind: 'daily', times, ...zone };
    case 'weekdays':
      return { kind: 'weekly', days: WORKING_DAYS, times, ...zone };
    case 'weekly':
      return { kind: 'weekly', days: ['sunday'], times, ...zone };
    case 'hourly':
      return { kind: 'hourly', every: 6, ...zone };
    case 'monthly':
      return { kind: 'monthly', day: 1, times, ...zone };
  }
}

function timesOf(schedule: Schedule): readonly string[] {
  return 'times' in schedule ? schedule.times : [NIGHT];
}

/** With other times, in the order of the day and each once; the same schedule where none is left. */
export function withTimes(schedule: Schedule, times: readonly string[]): Schedule {
  const tidy = [...new Set(times)].sort();
  return 'times' in schedule && tidy.length > 0 ? { ...schedule, times: tidy } : schedule;
}

/** A day more or less; the last one stays, for a schedule without days would never run. */
export function withDay(schedule: Schedule, day: Weekday, isOn: boolean): Schedule {
  if (schedule.kind !== 'weekly') return schedule;
  const days = WEEKDAYS.filter((one) => (one === day ? isOn : schedule.days.includes(one)));
  return days.length === 0 ? schedule : { ...schedule, days };
}

/** A time to add that is not there yet: twelve hours after the last. */
export function furtherTime(times: readonly string[]): string {
  const [hours = 3, minutes = 0] = (times.at(-1) ?? NIGHT).split(':').map(Number);
  for (let later = 12; later < 36; later++) {
    const time = `${String((hours + later) % 24).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
    if (!times.includes(time)) return time;
  }
  return NIGHT;
}
