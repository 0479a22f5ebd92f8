import { ago as agoWords, say } from '../../shared/index.ts';
import type { Zone } from './zone.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Until then the night belongs to the evening before: at noon the next 03:00 is "tonight". */
const MORNING = 6 * HOUR;

/** Words about a time, and until when they stay true. */
export interface Phrase {
  readonly text: string;
  readonly until: number;
}

/** "9 hours ago" */
export function ago(at: number, now: number): Phrase {
  const { text, staysMs } = agoWords(now - at);
  return { text, until: now + staysMs };
}

/** "tonight 03:00", "yesterday 15:00", "Sunday 03:00", "24 December 03:00". Named zones are told where they differ from the local one. */
export function moment(at: number, now: number, zone: Zone, local: Zone): Phrase {
  const wall = zone.wallAt(at);
  const wallNow = zone.wallAt(now);
  const today = Math.floor(wallNow / DAY) * DAY;
  const nextEdge = wallNow - today < MORNING ? today + MORNING : today + DAY;
  const edge = zone.instantOf(nextEdge).at;
  const time = timeText(wall);
  const day = dayText(wall, wallNow, today, at > now);
  const text = day === undefined ? say('schedule.moment', { day: dateText(wall, wallNow), time }) : day(time);
  const abroad =
    zone.offsetAt(at) === local.offsetAt(at) ? text : say('schedule.moment.zone', { text, zone: zone.name });
  return { text: abroad, until: at > now ? Math.min(edge, at) : edge };
}

function dayText(wall: number, wallNow: number, today: number, ahead: boolean): ((time: string) => string) | undefined {
  const days = Math.floor(wall / DAY) - Math.floor(today / DAY);
  const small = wall - Math.floor(wall / DAY) * DAY < MORNING;
  const evening = wallNow - today >= MORNING;
  if (ahead && small && (days === 0 || (days === 1 && evening)))
    return (time) => say('schedule.moment.tonight', { time });
  if (days === 0) return (time) => say('schedule.moment.today', { time });
  if (days === 1) return (time) => say('schedule.moment.tomorrow', { time });
  if (days === -1) return (time) => say('schedule.moment.yesterday', { time });
  if (Math.abs(days) > 6) return undefined;
  return (time) => say('schedule.moment', { day: inWords(wall, { weekday: 'long' }), time });
}

/** "03:00" of a wall time. */
export function timeText(wall: number): string {
  return new Date(wall).toISOString().slice(11, 16);
}

/** "24 December", with the year when it is another one. */
function dateText(wall: number, wallNow: number): string {
  const sameYear = new Date(wall).getUTCFullYear() === new Date(wallNow).getUTCFullYear();
  return inWords(wall, { day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) });
}

function inWords(wall: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(wall);
}
