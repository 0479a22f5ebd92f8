import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../shared/index.ts';

export interface TestClock extends Clock {
  /** Lets time pass: whoever waits for less wakes up. */
  readonly advance: (ms: number) => void;
  /** Sets the wall clock without anybody waking up. */
  readonly set: (ms: number) => void;
  /** Milliseconds of the short waits, in order: the pauses between polls. */
  readonly pauses: readonly number[];
  /** Milliseconds of the time-outs that were set so far, in order. */
  readonly timeouts: readonly number[];
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/**
 * A clock that tests own. Short waits (polls, up to 2 s) pass at once; long ones (time-outs) wait for `advance`, so that a
 * slow computer cannot run into them.
 */
export function testClock(start = Date.UTC(2026, 10, 20, 3)): TestClock {
  let now = start;
  /** Time that has passed; differs from the wall clock when that is set. */
  let passed = 0;
  const sleepers = new Set<Sleeper>();
  const pauses: number[] = [];
  const timeouts: number[] = [];
  const advance = (ms: number): void => {
    now += ms;
    passed += ms;
    for (const sleeper of [...sleepers].filter(({ until }) => until <= passed)) sleeper.wake();
  };
  return {
    now: () => now,
    advance,
    set: (ms) => {
      now = ms;
    },
    pauses,
    timeouts,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      if (ms <= 2_000) {
        pauses.push(ms);
        await setImmediate();
        signal?.throwIfAborted();
        advance(ms);
        return;
      }
      timeouts.push(ms);
      await new Promise<void>((resolve, reject) => {
        const abort = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason as Error);
        };
        const sleeper: Sleeper = {
          until: passed + ms,
          wake: () => {
            sleepers.delete(sleeper);
            signal?.removeEventListener('abort', abort);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', abort, { once: true });
      });
    },
  };
}
