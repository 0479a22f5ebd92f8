import type { Zone } from '../../schedule/index.ts';
import type { StoredBackup } from '../shelves.ts';

const DAY = 86_400_000;
const WEEK = 7;

/** A backup of a device, as far as its turn to be read again depends on it. */
export interface Readable extends Pick<StoredBackup, 'file' | 'state' | 'checkedAt'> {
  readonly deviceId: string;
}

/** Which day it is on the wall, and when it began and will end. Instants are milliseconds since 1970. */
export interface ScrubDay {
  readonly number: number;
  readonly from: number;
  readonly until: number;
}

export function scrubDay(now: number, local: Zone): ScrubDay {
  const number = Math.floor(local.wallAt(now) / DAY);
  return { number, from: local.instantOf(number * DAY).at, until: local.instantOf((number + 1) * DAY).at };
}

/**
 * What is still to be read today, the longest unread first. Pure: everything stands in the sidecars, so that a process
 * that dies in between is carried on by the next one.
 *
 * - A seventh of all a day: seven days in a row read everything once. What was checked today already counts, whoever did it.
 * - Two sevenths while something was not read for more than a week, as on a laptop that is often off; a check that
 *   somebody asked for never takes the turn of what is late.
 * - What was found damaged is read every day, so that it counts again soon after it was put right.
 * - A check dated ahead was written by a clock that was wrong: it counts as none.
 */
export function planScrub(archives: readonly Readable[], day: ScrubDay, now: number): readonly Readable[] {
  const dated = archives.flatMap((archive) => {
    // What is missing or elsewhere cannot be read.
    if (archive.state !== 'verified' && archive.state !== 'damaged') return [];
    const at = Date.parse(archive.checkedAt);
    return [{ archive, at: at <= now ? at : -Infinity }];
  });
  const waiting = dated.filter(({ at }) => at < day.from).sort((one, other) => one.at - other.at);
  const today = dated.length - waiting.length;
  const share = shareOf(dated.length, day.number);
  const lateBefore = day.from - WEEK * DAY;
  const lateTurns = 2 * share - Math.min(today, share);
  return waiting
    .filter(({ archive, at }, index) => {
      return archive.state === 'damaged' || index < share - today || (at < lateBefore && index < lateTurns);
    })
    .map(({ archive }) => archive);
}

/** The seventh of a day, in whole archives: seven days in a row add up to all, wherever they begin. */
function shareOf(total: number, day: number): number {
  const upTo = (days: number): number => Math.floor((total * days) / WEEK);
  const weekday = ((day % WEEK) + WEEK) % WEEK;
  return upTo(weekday + 1) - upTo(weekday);
}
