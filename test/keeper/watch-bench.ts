import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Keeper, Watch, WatchEvent, WatchOptions } from '../../electron/keeper/index.ts';
import type { Clock } from '../../shared/index.ts';

/** Time that stands still until a test moves it; only the short pauses of a backup (polls) pass by themselves, faster. */
export interface MovedClock extends Clock {
  /** Moves the time and wakes whoever sleeps until then. */
  readonly advance: (ms: number) => void;
  /** Time that passes while the computer sleeps and its timers stand still, as on Linux: they have as much left as before. */
  readonly sleepThrough: (ms: number) => void;
  /** How many sleep, and the nearest of them in milliseconds from now. */
  readonly nearest: () => number | undefined;
}

const LONGEST_POLL = 2_000;

/** @param start ISO 8601 */
export function movedClock(start: string): MovedClock {
  let now = Date.parse(start);
  const sleepers = new Set<{ at: number; readonly wake: () => void }>();
  return {
    now: () => now,
    nearest: () => {
      const moments = [...sleepers].map(({ at }) => at);
      return moments.length === 0 ? undefined : Math.min(...moments) - now;
    },
    advance: (ms) => {
      now += ms;
      for (const sleeper of sleepers) {
        if (sleeper.at > now) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
    sleepThrough: (ms) => {
      now += ms;
      for (const sleeper of sleepers) sleeper.at += ms;
    },
    sleep: async (ms, signal) => {
      if (ms <= LONGEST_POLL) {
        await sleep(ms / 50, undefined, signal === undefined ? {} : { signal });
        return;
      }
      await new Promise<void>((resolve, reject) => {
        const sleeper = { at: now + ms, wake: resolve };
        const leave = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
        };
        if (signal?.aborted === true) {
          leave();
          return;
        }
        sleepers.add(sleeper);
        signal?.addEventListener('abort', leave, { once: true });
      });
    },
  };
}

/** A watch whose events a test can wait for. */
export interface Watched {
  readonly watch: Watch;
  readonly events: readonly WatchEvent[];
  /** The next event (from the ones not asked for yet) that fits. */
  readonly next: <Kind extends WatchEvent['kind']>(
    kind: Kind,
    fits?: (event: Extract<WatchEvent, { kind: Kind }>) => boolean,
  ) => Promise<Extract<WatchEvent, { kind: Kind }>>;
  /** Ends it cleanly. */
  readonly stop: () => Watch['ended'];
}

export interface DesktopState {
  readonly uptime: number;
  readonly process: string;
}

export function startWatch(
  keeper: Keeper,
  options: Partial<Pick<WatchOptions, 'once'>> & {
    readonly desktop?: DesktopState;
    readonly clock?: Clock;
    readonly notifies?: boolean;
  } = {},
): Watched {
  const { once = false, desktop, clock, notifies = false } = options;
  const end = new AbortController();
  const events: WatchEvent[] = [];
  let seen = 0;
  const waiting = new Set<() => void>();
  const began = clock?.now() ?? 0;
  const watch = keeper.watch({
    once,
    signal: end.signal,
    desktop: {
      uptime: () => desktop?.uptime ?? (clock?.now() ?? began) - began + 3_600_000,
      process: desktop?.process ?? 'this start',
      notifies,
    },
    onEvent: (event) => {
      events.push(event);
      for (const look of waiting) look();
    },
  });
  const stop = (): Watch['ended'] => {
    end.abort();
    return watch.ended;
  };
  onTestFinished(async () => {
    await stop();
  });
  return {
    watch,
    events,
    stop,
    next: (kind, fits = () => true) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          for (; seen < events.length; seen++) {
            const event = events[seen];
            if (event?.kind !== kind) continue;
            // The kind was compared: the union narrows to it.
            const found = event as Parameters<typeof fits>[0];
            if (!fits(found)) continue;
            seen += 1;
            waiting.delete(look);
            resolve(found);
            return;
          }
        };
        void watch.ended.then(() => reject(new Error(`the watch ended without ${kind}: ${JSON.stringify(events)}`)));
        waiting.add(look);
        look();
      }),
  };
}

/**
 * Lives through a stretch of time awake: the clock moves on whenever the watch sleeps, never by more than it sleeps for,
 * and stands still while a run or a knock is under way.
 * @param working whether work is under way that the clock must wait for
 */
export async function live(clock: MovedClock, ms: number, working: () => boolean): Promise<void> {
  const until = clock.now() + ms;
  while (clock.now() < until) {
    await settled(clock, working);
    const step = Math.min(clock.nearest() ?? 0, until - clock.now());
    clock.advance(Math.max(1, step));
  }
  await settled(clock, working);
}

/** Until the watch sleeps and nothing is under way. */
export async function settled(clock: MovedClock, working: () => boolean): Promise<void> {
  for (let still = 0; still < 3;) {
    await new Promise((resolve) => setImmediate(resolve));
    still = clock.nearest() !== undefined && !working() ? still + 1 : 0;
  }
}
