import type { Clock } from '../../../shared/index.ts';

/** Sleeps until a moment or until somebody calls, whichever is first. A call while nobody sleeps is not lost. */
export interface Waker {
  readonly wake: () => void;
  /** @param until milliseconds since 1970 by the clock */
  readonly sleep: (until: number) => Promise<void>;
}

export function createWaker(clock: Clock, signal: AbortSignal): Waker {
  let called = false;
  let sleeping: AbortController | undefined;
  return {
    wake: () => {
      called = true;
      sleeping?.abort();
    },
    sleep: async (until) => {
      const ms = until - clock.now();
      if (!called && !signal.aborted && ms > 0) {
        sleeping = new AbortController();
        // Aborted: woken, or at the end.
        await clock.sleep(ms, AbortSignal.any([sleeping.signal, signal])).catch(() => undefined);
        sleeping = undefined;
      }
      called = false;
    },
  };
}
