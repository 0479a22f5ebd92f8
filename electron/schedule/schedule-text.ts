import type { Schedule, Weekday } from '../../shared/index.ts';
import { assertNever, say, WEEKDAYS } from '../../shared/index.ts';

/** A schedule the way it is typed; `parseSchedule` reads it back. */
export function scheduleText(schedule: Schedule): string {
  const zone = schedule.zone === undefined ? '' : ` in ${schedule.zone}`;
  return `${planText(schedule)}${zone}`;
}

/** A schedule as a person says it: "every day at 03:00 and 15:00 (Europe/Berlin time)". */
export function scheduleInWords(schedule: Schedule): string {
  const plan = planInWords(schedule);
  return schedule.zone === undefined ? plan : say('schedule.plan.zone', { plan, zone: schedule.zone });
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

function planInWords(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'daily':
      return say('schedule.plan.daily', { times: list(schedule.times) });
    case 'weekly': {
      const times = list(schedule.times);
      if (isWorkingWeek(schedule.days)) return say('schedule.plan.weekdays', { times });
      return say('schedule.plan.weekly', { days: list(schedule.days.map(capital)), times });
    }
    case 'hourly':
      return hourlyInWords(schedule.every);
    case 'monthly':
      return monthlyInWords(schedule.day, list(schedule.times));
    case 'cron':
      return say('schedule.plan.cron', { expression: schedule.expression });
    default:
      return assertNever(schedule);
  }
}

function hourlyInWords(every: number): string {
  const hours = Array.from({ length: Math.ceil(24 / every) }, (_, n) => `${String(n * every).padStart(2, '0')}:00`);
  if (hours.length > 6) return say('schedule.plan.hourly.short', { every });
  return say('schedule.plan.hourly', { every, times: hours.join(', ') });
}

function monthlyInWords(day: number, times: string): string {
  if (day === 31) return say('schedule.plan.monthly.last', { times });
  return say(day > 28 ? 'schedule.plan.monthly.clipped' : 'schedule.plan.monthly', { day, times });
}

function isWorkingWeek(days: readonly Weekday[]): boolean {
  return days.length === 5 && WEEKDAYS.slice(0, 5).every((day) => days.includes(day));
}

function capital(day: Weekday): string {
  return day.charAt(0).toUpperCase() + day.slice(1);
}

function list(items: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(items);
}
