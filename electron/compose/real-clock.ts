import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../shared/index.ts';

/** The computer's own clock. @param offsetMs moves it, for trials of the program; timers are not moved. */
export function realClock(offsetMs = 0): Clock {
  return {
    now: () => Date.now() + offsetMs,
    sleep: async (ms, signal) => {
      await sleep(ms, undefined, signal === undefined ? {} : { signal });
    },
  };
}
