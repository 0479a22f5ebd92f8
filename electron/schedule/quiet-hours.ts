import type { QuietHours } from '../../shared/index.ts';
import { keepError, say, typedText } from '../../shared/index.ts';
import { parseTime } from './parse-time.ts';
import type { Zone } from './zone.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/**
 * "22:00-07:00", as typed.
 * @throws KeepError `usage/invalid`
 */
export function parseQuietHours(text: string): QuietHours {
  // One blank at most first: looking for a dash behind each of many would take the square of their number.
  const [from, until, ...rest] = text.replace(/\s+/g, ' ').split(/ ?(?:-|–|\bto\b) ?/);
  const invalid = {
    problem: say('schedule.bad-quiet-hours', { text: typedText(text) }),
    remedy: say('schedule.bad-quiet-hours.remedy'),
  };
  if (from === undefined || until === undefined || rest.length > 0) throw keepError('usage/invalid', invalid);
  const hours = { from: parseTime(from), until: parseTime(until) };
  if (hours.from === hours.until) throw keepError('usage/invalid', invalid);
  return hours;
}

export function quietHoursText({ from, until }: QuietHours): string {
  return `${from}-${until}`;
}

/** When the quiet hours that hold now will end; undefined outside of them. */
export function quietUntil(hours: QuietHours | undefined, now: number, local: Zone): number | undefined {
  if (hours === undefined) return undefined;
  const wall = local.wallAt(now);
  const today = Math.floor(wall / DAY) * DAY;
  const from = minutesOf(hours.from);
  const length = (minutesOf(hours.until) - from + 24 * 60) % (24 * 60);
  for (const day of [today - DAY, today]) {
    const begin = day + from * MINUTE;
    const end = begin + length * MINUTE;
    if (begin <= wall && wall < end) return local.instantOf(end).at;
  }
  return undefined;
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
