import { say } from './words/say.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago in words, and after how many more milliseconds the words change. */
export interface Ago {
  readonly text: string;
  readonly staysMs: number;
}

/** "9 hours ago". @param ageMs of a moment ahead it is negative: "just now" until it has come and a minute passed */
export function ago(ageMs: number): Ago {
  if (ageMs < MINUTE) return { text: say('schedule.ago.now'), staysMs: MINUTE - ageMs };
  if (ageMs < HOUR) return past('schedule.ago.minutes', ageMs, MINUTE);
  return ageMs < 2 * DAY ? past('schedule.ago.hours', ageMs, HOUR) : past('schedule.ago.days', ageMs, DAY);
}

function past(
  key: 'schedule.ago.minutes' | 'schedule.ago.hours' | 'schedule.ago.days',
  age: number,
  unit: number,
): Ago {
  const count = Math.floor(age / unit);
  return { text: say(key, { count }), staysMs: (count + 1) * unit - age };
}
