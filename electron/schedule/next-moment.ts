import type { Due } from './due.ts';
import type { Protection } from './protection.ts';

/**
 * When a device has to be looked at again if nothing happens before: its decision or its protection changes by time alone.
 * A watch keeps this number per device and does nothing before; it forgets it when something happened to the device,
 * when the clock was set (`readTicks`), and when the local zone changed. Infinity: never by time alone.
 */
export function nextMoment({ nextAt = Infinity }: Due, { changesAt = Infinity }: Protection): number {
  return Math.min(nextAt, changesAt);
}
