import type { Clock } from '../../shared/index.ts';

interface Sleeper {
  readonly at: number;
  readonly ms: number;
  readonly wake: () => void;
}

export interface ManualClock extends Clock {
  /** Moves the time and wakes whoever's time has come. */
  readonly advance: (ms: number) => void;
  /** Resolves as soon as somebody sleeps for about `ms`. */
  readonly asleep: (ms: number) => Promise<void>;
}

export const START = Date.parse('2026-11-20T03:00:00Z');

/** Time that stands still until a test moves it. */
export function manualClock(): ManualClock {
  let now = START;
  const sleepers = new Set<Sleeper>();
  const watchers = new Map<number, () => void>();
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(new Error('aborted'));
          return;
        }
        const sleeper: Sleeper = { at: now + ms, ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener(
          'abort',
          () => {
            sleepers.delete(sleeper);
            reject(new Error('aborted'));
          },
          { once: true },
        );
        watchers.get(ms)?.();
      }),
    advance: (ms) => {
      now += ms;
      for (const sleeper of sleepers) {
        if (sleeper.at > now) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
    asleep: (ms) => {
      if ([...sleepers].some((sleeper) => sleeper.ms === ms)) return Promise.resolve();
      return new Promise((resolve) => watchers.set(ms, resolve));
    },
  };
}
