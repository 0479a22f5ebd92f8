const MINUTE = 60_000;

/**
 * Milliseconds from one try to the next at a place that is behind: a share needs a moment after a resume; a disk that
 * was carried away may be plugged in for half an hour only, and looking whether it is there costs next to nothing.
 */
const WAITS = [20_000, 2 * MINUTE, 10 * MINUTE] as const;
const LONGEST = 15 * MINUTE;

/** @param tries in a row that left the place behind @param last when the last of them was, milliseconds since 1970 */
export function nextTry(tries: number, last: number, now: number): number {
  // A moment that the clock has not reached was noted before it was set back.
  return Math.min(last, now) + (WAITS[tries] ?? LONGEST);
}
