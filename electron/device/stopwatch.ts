import type { Clock } from '../../shared/index.ts';

/**
 * Milliseconds since it was made. The wall clock may be set back meanwhile (first NTP answer after a cold start):
 * such a step counts as no time, so that no deadline moves away.
 */
export function startStopwatch(clock: Clock): () => number {
  let last = clock.now();
  let elapsed = 0;
  return () => {
    const now = clock.now();
    elapsed += Math.max(0, now - last);
    last = now;
    return elapsed;
  };
}
