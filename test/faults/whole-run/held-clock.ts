import { DEFAULT_TIMEOUTS } from '../../../electron/device/timeouts.ts';
import type { Clock } from '../../../shared/index.ts';

/** A clock that stands still while a device does: pauses between polls pass at once, time-outs wait for the test. */
export interface HeldClock extends Clock {
  readonly advance: (ms: number) => void;
  /** How many time-outs were set so far, and whether one is running. */
  readonly timeouts: () => { readonly set: number; readonly running: boolean };
  /** Lets the nearest time-out strike. */
  readonly expire: () => void;
}

const LONGEST_PAUSE = 2_000;
/** Whoever sleeps for another time does not wait for a device: the watch between two looks. */
const TIMEOUTS: readonly number[] = [DEFAULT_TIMEOUTS.connect, DEFAULT_TIMEOUTS.answer, 5_000];

interface Sleeper {
  readonly at: number;
  readonly isTimeout: boolean;
  readonly wake: () => void;
}

/** @param start ISO 8601 */
export function heldClock(start: string): HeldClock {
  let now = Date.parse(start);
  let set = 0;
  const sleepers = new Set<Sleeper>();
  const timeouts = (): readonly Sleeper[] => [...sleepers].filter(({ isTimeout }) => isTimeout);
  return {
    now: () => now,
    advance: (ms) => void (now += ms),
    timeouts: () => ({ set, running: timeouts().length > 0 }),
    expire: () => {
      const [nearest] = timeouts().toSorted((one, other) => one.at - other.at);
      if (nearest === undefined) return;
      now = Math.max(now, nearest.at);
      sleepers.delete(nearest);
      nearest.wake();
    },
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      if (ms <= LONGEST_PAUSE) {
        now += ms;
        await new Promise(setImmediate);
        signal?.throwIfAborted();
        return;
      }
      const isTimeout = TIMEOUTS.includes(ms);
      if (isTimeout) set += 1;
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      const sleeper: Sleeper = { at: now + ms, isTimeout, wake: () => resolve(undefined) };
      const leave = (): void => reject(signal?.reason as Error);
      sleepers.add(sleeper);
      signal?.addEventListener('abort', leave, { once: true });
      try {
        await promise;
      } finally {
        sleepers.delete(sleeper);
        signal?.removeEventListener('abort', leave);
      }
    },
  };
}
