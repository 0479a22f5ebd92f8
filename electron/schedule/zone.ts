const SECOND = 1000;
const DAY = 86_400_000;

/**
 * A time zone as arithmetic. A wall time is what the clock on the wall shows, written as the UTC instant of the same
 * name (milliseconds), so that calendars can count in it without knowing about daylight saving.
 */
export interface Zone {
  /** Name in the time zone database. */
  readonly name: string;
  /** Milliseconds that the wall is ahead of UTC at an instant. */
  readonly offsetAt: (instant: number) => number;
  readonly wallAt: (instant: number) => number;
  /** The instant a wall time names. A doubled time names its first pass, a time that does not exist the end of its gap. */
  readonly instantOf: (wall: number) => { readonly at: number; readonly inGap: boolean };
}

/** @throws RangeError for a name this runtime does not know; a parsed schedule has none. */
export function createZone(name: string): Zone {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const offsetAt = (instant: number): number => {
    const whole = Math.floor(instant / SECOND) * SECOND;
    return readWall(clock.format(whole)) - whole;
  };
  return {
    name,
    offsetAt,
    wallAt: (instant) => instant + offsetAt(instant),
    instantOf: (wall) => {
      // No zone changes twice within two days, so these two offsets are all that can apply.
      const before = offsetAt(wall - DAY);
      const after = offsetAt(wall + DAY);
      for (const offset of before >= after ? [before, after] : [after, before]) {
        if (offsetAt(wall - offset) === offset) return { at: wall - offset, inGap: false };
      }
      return { at: firstInstantWith(after, wall - after, wall - before, offsetAt), inGap: true };
    },
  };
}

/** "03/29/2026, 05:00:00" */
function readWall(text: string): number {
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = (text.match(/\d+/g) ?? []).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The change of offset between two instants, to the second. */
function firstInstantWith(offset: number, from: number, to: number, offsetAt: Zone['offsetAt']): number {
  let low = Math.floor(from / SECOND);
  let high = Math.ceil(to / SECOND);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * SECOND) === offset) high = middle;
    else low = middle;
  }
  return high * SECOND;
}

/** "2026-03-29T02:30" */
export function slotText(wall: number): string {
  return new Date(wall).toISOString().slice(0, 16);
}

export function wallOfSlot(slot: string): number {
  return Date.parse(`${slot}:00.000Z`);
}
