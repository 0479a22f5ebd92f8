import { linkedController, type Clock, type LinkedController } from '../../../shared/index.ts';

/** Sleeps until a moment or until somebody calls, whichever is first. A call while nobody sleeps is not lost. */
export interface Waker {
  readonly wake: () => void;
  /** @param until milliseconds since 1970 by the clock */
  readonly sleep: (until: number) => Promise<void>;
}

export function createWaker(clock: Clock, signal: AbortSignal): Waker {
  let called = false;
  let sleeping: LinkedController | undefined;
  return {
    wake: () => {
      called = true;
      sleeping?.abort();
    },
    sleep: async (until) => {
      const ms = until - clock.now();
      if (!called && !signal.aborted && ms > 0) {
        sleeping = linkedController(signal);
        // Aborted: woken, or at the end.
        await clock.sleep(ms, sleeping.signal).catch(() => undefined);
        sleeping.release();
        sleeping = undefined;
      }
      called = false;
    },
  };
}
