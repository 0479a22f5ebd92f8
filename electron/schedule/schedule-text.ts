import type { Schedule, Weekday } from '../../shared/index.ts';
import { assertNever, isWorkingWeek, say } from '../../shared/index.ts';

export { scheduleText } from '../../shared/index.ts';

/** A schedule as a person says it: "every day at 03:00 and 15:00 (Europe/Berlin time)". */
export function scheduleInWords(schedule: Schedule): string {
  const plan = planInWords(schedule);
  return schedule.zone === undefined ? plan : say('schedule.plan.zone', { plan, zone: schedule.zone });
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

function capital(day: Weekday): string {
  return day.charAt(0).toUpperCase() + day.slice(1);
}

/** Made once: a list of a thousand devices asks for it a thousand times. */
const conjunction = new Intl.ListFormat('en-GB', { type: 'conjunction' });

function list(items: readonly string[]): string {
  return conjunction.format(items);
}
