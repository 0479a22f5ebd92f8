import type { Schedule, Weekday } from '../../shared/index.ts';
import { cronProblem, keepError, type KeepError, say, typedText, WEEKDAYS } from '../../shared/index.ts';
import { parseTimes } from './parse-time.ts';
import { parseZone } from './parse-zone.ts';

type Plan = Schedule extends infer One ? (One extends Schedule ? Omit<One, 'zone'> : never) : never;

const WORKING_DAYS = WEEKDAYS.slice(0, 5);
const WEEKEND = WEEKDAYS.slice(5);
const DEFAULT_TIME = '03:00';

/**
 * A schedule as people type it: "daily 03:00", "weekdays 03:00, 15:00", "every 6 hours", "weekly sunday 03:00",
 * "monthly last 03:00", "cron 0 3 * * *", each with " in Europe/Berlin". Without a time it is 03:00.
 * @throws KeepError `usage/invalid` that says what is wrong and how it is written
 */
export function parseSchedule(text: string): Schedule {
  // One blank at most between words first: an expression that looks behind each of many takes the square of their number.
  const words = text.trim().replace(/\s+/g, ' ');
  const [, plan = '', zoneText] = /^(.*?)(?: in (.+))?$/i.exec(words) ?? [];
  const zone = zoneText === undefined ? undefined : parseZone(zoneText);
  const parsed = parsePlan(plan, text);
  return zone === undefined ? parsed : { ...parsed, zone };
}

function parsePlan(plan: string, text: string): Plan {
  const cron = /^cron (.*)$/i.exec(plan)?.[1] ?? (/^[\d*][\d*,/-]*( \S+){4,}$/.test(plan) ? plan : undefined);
  if (cron !== undefined) return parseCron(cron);
  if (/^cron$/i.test(plan)) return parseCron('');
  const words = plan.toLowerCase().replace(/^each /, 'every ');
  if (['off', 'none', 'never', 'manual', 'no'].includes(words)) {
    throw keepError('usage/invalid', { problem: say('schedule.off'), remedy: say('schedule.off.remedy') });
  }
  return parseHours(words) ?? parseMonthly(words) ?? parseDays(words) ?? refuse(text);
}

function refuse(text: string): never {
  throw keepError('usage/invalid', {
    problem: say('schedule.not-understood', { text: typedText(text) }),
    remedy: say('schedule.forms'),
  });
}

function parseCron(expression: string): Plan {
  const problem = cronProblem(expression);
  if (problem === undefined) return { kind: 'cron', expression: expression.toLowerCase() };
  throw keepError('usage/invalid', { problem, remedy: say('schedule.cron.field.remedy') });
}

function parseHours(words: string): Plan | undefined {
  if (/^(hourly|every hour)$/.test(words)) return { kind: 'hourly', every: 1 };
  const [, amount = '', unit = ''] =
    /^every (\d+(?:[.,]\d+)?) ?(h|hours?|m|min|minutes?|days?|weeks?|months?)$/.exec(words) ?? [];
  if (unit === '') return undefined;
  const every = Number(amount);
  if (unit.startsWith('h') && Number.isInteger(every) && every >= 1 && every <= 23) return { kind: 'hourly', every };
  throw invalidHours(`${amount} ${unit}`);
}

function invalidHours(text: string): KeepError {
  return keepError('usage/invalid', {
    problem: say('schedule.bad-hours', { text: typedText(text) }),
    remedy: say('schedule.bad-hours.remedy'),
  });
}

function parseMonthly(words: string): Plan | undefined {
  const [, rest] = /^(?:monthly|every month)(?: (?:on )?(.*))?$/.exec(words) ?? [];
  if (rest === undefined) return /^(monthly|every month)$/.test(words) ? monthly(1, '') : undefined;
  const [, dayText = '', times = ''] = /^(?:the )?(?:day )?(\S+?),?(?: (.*))?$/.exec(rest) ?? [];
  // "monthly 03:00": the time alone was given.
  if (dayText.includes(':')) return monthly(1, rest);
  const day = dayText === 'last' ? 31 : Number(/^(\d{1,2})(?:st|nd|rd|th|\.)?$/.exec(dayText)?.[1] ?? 0);
  if (day >= 1 && day <= 31) return monthly(day, times);
  throw keepError('usage/invalid', {
    problem: say('schedule.bad-month-day', { text: typedText(dayText) }),
    remedy: say('schedule.bad-month-day.remedy'),
  });
}

function monthly(day: number, times: string): Plan {
  return { kind: 'monthly', day, times: parseTimes(times, DEFAULT_TIME) };
}

function parseDays(words: string): Plan | undefined {
  const [, daily] = /^(?:daily|nightly|every (?:day|night))\b(.*)$/.exec(words) ?? [];
  if (daily !== undefined) return { kind: 'daily', times: parseTimes(daily, DEFAULT_TIME) };
  const spoken = words.replace(/^(weekly|every week|every) (on )?/, '');
  const { days, rest } = leadingDays(spoken);
  if (days.length > 0) return weekly(days, rest);
  const [, alone] = /^(?:weekly|every week)\b(.*)$/.exec(words) ?? [];
  return alone === undefined ? undefined : weekly(['sunday'], alone);
}

function weekly(chosen: readonly Weekday[], times: string): Plan {
  const days = WEEKDAYS.filter((day) => chosen.includes(day));
  const at = parseTimes(times, DEFAULT_TIME);
  return days.length === WEEKDAYS.length ? { kind: 'daily', times: at } : { kind: 'weekly', days, times: at };
}

/** Takes day names off the front: "monday, thursday and fri 03:00". */
function leadingDays(words: string): { readonly days: readonly Weekday[]; readonly rest: string } {
  const [, first = '', rest = ''] = /^(?:and )?([a-z]+)(?:[ ,]+(.*))?$/.exec(words) ?? [];
  const days = daysOf(first);
  if (days.length === 0) return { days: [], rest: words };
  const more = leadingDays(rest);
  return { days: [...days, ...more.days], rest: more.rest };
}

/** Names in full, in three letters, or in the plural. */
function daysOf(word: string): readonly Weekday[] {
  if (/^(weekdays?|workdays?)$/.test(word)) return WORKING_DAYS;
  if (/^weekends?$/.test(word)) return WEEKEND;
  return WEEKDAYS.filter((day) => word === day || word === `${day}s` || word === day.slice(0, 3));
}
