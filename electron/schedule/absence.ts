import type { Absence, Tick } from '../../shared/index.ts';

export type { Absence, Tick } from '../../shared/index.ts';

export interface TickReading {
  readonly absence?: Absence;
  /** How far the clock was set between the ticks, in milliseconds; 0 within a minute. */
  readonly clockMovedBy: number;
}

/** A watch looks at least every minute; a gap of more than three is no slow tick. */
const NOTICEABLE = 3 * 60_000;
const CLOCK_TOLERANCE = 60_000;

/** What happened between two ticks: sleep, a stop of the program, a clock that was set. */
export function readTicks(before: Tick, now: Tick): TickReading {
  const wall = now.wall - before.wall;
  const passed = now.uptime - before.uptime;
  // After a restart of the computer the uptime says nothing about the time between.
  const restarted = passed < 0;
  const drift = restarted ? 0 : wall - passed;
  const clockMovedBy = Math.abs(drift) > CLOCK_TOLERANCE ? drift : 0;
  if (wall <= NOTICEABLE) return { clockMovedBy };
  return { absence: { from: before.wall, until: now.wall, why: whyAbsent(before, now, passed) }, clockMovedBy };
}

function whyAbsent(before: Tick, now: Tick, passed: number): Absence['why'] {
  if (before.process !== now.process) return 'not-running';
  // The clock jumped over time that never passed.
  return passed <= NOTICEABLE ? 'clock-moved' : 'asleep';
}

/**
 * The absence an instant, or the stretch after it, fell into.
 * One that ends later than now was written before the clock was set back: it tells nothing about the time that now comes.
 */
export function absenceAt(
  { absences, now }: { readonly absences: readonly Absence[]; readonly now: number },
  at: number,
  stretch = 0,
): Absence | undefined {
  return absences.find(({ from, until }) => from < at + Math.max(1, stretch) && at <= until && until <= now);
}
