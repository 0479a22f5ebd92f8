import { linkedController, type Clock } from '../../shared/index.ts';

/** A phase took longer than it may. */
export class Late extends Error {}

/**
 * Runs a phase under a deadline; its signal aborts with `Late` when that has passed. Time comes from the clock, so that
 * tests own it. What cannot be broken off, such as a name look-up, is left behind.
 * @param ms milliseconds
 */
export async function within<Result>(
  clock: Clock,
  outer: AbortSignal,
  ms: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  outer.throwIfAborted();
  const inner = linkedController(outer);
  const done = new AbortController();
  clock.sleep(ms, done.signal).then(
    () => {
      inner.abort(new Late('too late'));
    },
    // Rejected when `done`: the work was in time.
    () => undefined,
  );
  const { signal } = inner;
  const { promise: broken, reject } = Promise.withResolvers<never>();
  signal.addEventListener(
    'abort',
    () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    },
    { once: true },
  );
  try {
    return await Promise.race([work(signal), broken]);
  } finally {
    inner.release();
    done.abort();
  }
}
