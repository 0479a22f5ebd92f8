import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../shared/index.ts';

/** A clock that moves when it is told; whoever sleeps for long is woken by hand. */
export interface SteppedClock extends Clock {
  /** Wakes the one who sleeps and moves the time to then. */
  readonly step: () => void;
  /** Moves the time on while nobody sleeps. */
  readonly advance: (ms: number) => void;
  /** Resolves when somebody sleeps. */
  readonly asleep: () => Promise<void>;
}

/** Polls of a backup pass by themselves. */
const LONGEST_POLL = 2_000;

export function steppedClock(start: number): SteppedClock {
  let now = start;
  let sleeper: { readonly at: number; readonly wake: () => void } | undefined;
  let waiting: (() => void) | undefined;
  return {
    now: () => now,
    step: () => {
      if (sleeper === undefined) return;
      const { at, wake } = sleeper;
      now = Math.max(now, at);
      sleeper = undefined;
      wake();
    },
    advance: (ms) => {
      now += ms;
    },
    asleep: () =>
      new Promise((resolve) => {
        if (sleeper !== undefined) resolve();
        else waiting = resolve;
      }),
    sleep: async (ms, signal) => {
      if (ms <= LONGEST_POLL) {
        await sleep(ms / 50, undefined, signal === undefined ? {} : { signal });
        return;
      }
      await new Promise<void>((resolve, reject) => {
        const refuse = (): void => reject(new Error('woken'));
        // Taken off again, as the real clock does: a listener would keep a signal alive, which looks like a leak.
        const wake = (): void => {
          signal?.removeEventListener('abort', refuse);
          resolve();
        };
        sleeper = { at: now + ms, wake };
        signal?.addEventListener('abort', refuse, { once: true });
        waiting?.();
        waiting = undefined;
      });
    },
  };
}
