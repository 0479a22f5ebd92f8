import { keepError, say, typedText, WEEKDAYS } from '../../shared/index.ts';
import { parseTime } from './parse-time.ts';
import { slotText, wallOfSlot, type Zone } from './zone.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A time to come, as people type it for a pause: "2h", "3 days", "18:00", "tomorrow", "monday 07:00", "2026-12-24 18:00".
 * Days count by the wall clock; a day without a time is its beginning.
 * @throws KeepError `usage/invalid` for anything else, and for a time that has passed
 */
export function parseMoment(text: string, now: number, zone: Zone): number {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ');
  const moment = span(words, now, zone) ?? day(words, now, zone);
  if (moment !== undefined && moment > now) return moment;
  throw keepError('usage/invalid', {
    problem: say('schedule.bad-moment', { text: typedText(text) }),
    remedy: say('schedule.bad-moment.remedy'),
  });
}

function span(words: string, now: number, zone: Zone): number | undefined {
  const [, amount, unit] = /^(?:\+|in |for )?(\d{1,4}) ?(m|min|minutes?|h|hours?|d|days?|w|weeks?)$/.exec(words) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  const count = Number(amount);
  if (unit.startsWith('m')) return now + count * MINUTE;
  if (unit.startsWith('h')) return now + count * HOUR;
  return zone.instantOf(zone.wallAt(now) + count * (unit.startsWith('d') ? DAY : 7 * DAY)).at;
}

function day(words: string, now: number, zone: Zone): number | undefined {
  const today = slotText(zone.wallAt(now)).slice(0, 10);
  const [, dayText, time = '00:00'] = /^(\d{4}-\d{2}-\d{2}|[a-z]{3,})(?:(?: at | |t)(\d.*))?$/.exec(words) ?? [];
  if (dayText === undefined) {
    if (!/^\d{1,2}(:|[ap]m| [ap]m)/.test(words)) return undefined;
    const later = instant(today, words, zone);
    return later !== undefined && later <= now ? instant(nextDay(today), words, zone) : later;
  }
  if (dayText === 'today') return instant(today, time, zone);
  if (dayText === 'tomorrow') return instant(nextDay(today), time, zone);
  const weekday = WEEKDAYS.findIndex((one) => one === dayText || one.slice(0, 3) === dayText);
  if (weekday >= 0) return nextWeekday(weekday, today, time, zone);
  return /^\d/.test(dayText) ? instant(dayText, time, zone) : undefined;
}

function nextWeekday(weekday: number, today: string, time: string, zone: Zone): number | undefined {
  let date = nextDay(today);
  while ((new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7 !== weekday) date = nextDay(date);
  return instant(date, time, zone);
}

function instant(date: string, time: string, zone: Zone): number | undefined {
  const slot = `${date}T${parseTime(time)}`;
  const wall = wallOfSlot(slot);
  // 30 February is read as 1 or 2 March, or not at all.
  return Number.isNaN(wall) || slotText(wall) !== slot ? undefined : zone.instantOf(wall).at;
}

function nextDay(date: string): string {
  return slotText(Date.parse(`${date}T00:00Z`) + DAY).slice(0, 10);
}
