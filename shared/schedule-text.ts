import { assertNever } from './assert-never.ts';
import type { Schedule } from './schedule.ts';
import { WEEKDAYS, type Weekday } from './times-of-day.ts';

/** A schedule the way it is typed; `parseSchedule` of the engine reads it back. */
export function scheduleText(schedule: Schedule): string {
  const zone = schedule.zone === undefined ? '' : ` in ${schedule.zone}`;
  return `${planText(schedule)}${zone}`;
}

function planText(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'daily':
      return `daily ${schedule.times.join(', ')}`;
    case 'weekly':
      return `${daysText(schedule.days)} ${schedule.times.join(', ')}`;
    case 'hourly':
      return schedule.every === 1 ? 'every hour' : `every ${schedule.every} hours`;
    case 'monthly':
      return `monthly ${schedule.day} ${schedule.times.join(', ')}`;
    case 'cron':
      return `cron ${schedule.expression}`;
    default:
      return assertNever(schedule);
  }
}

function daysText(days: readonly Weekday[]): string {
  if (isWorkingWeek(days)) return 'weekdays';
  return days.length === 1 ? `weekly ${days.join('')}` : days.join(', ');
}

/** Monday to Friday. */
export function isWorkingWeek(days: readonly Weekday[]): boolean {
  return days.length === 5 && WEEKDAYS.slice(0, 5).every((day) => days.includes(day));
}
