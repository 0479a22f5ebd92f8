import { keepError, KeepError, linkedController } from '../../shared/index.ts';
import type { DeviceContext, Timeouts } from './types.ts';

/** Patient enough for a small router that is busy, short enough for a person who waits. */
export const DEFAULT_TIMEOUTS: Timeouts = {
  connect: 10_000,
  tls: 10_000,
  answer: 30_000,
  body: 30_000,
  task: 300_000,
};

export function timeoutsOf(context: DeviceContext): Timeouts {
  return { ...DEFAULT_TIMEOUTS, ...context.timeouts };
}

/** What an aborted signal means: the reason it was given if that is an error of ours, else `cancelled`. */
export function cancellation(signal: AbortSignal): KeepError {
  const reason: unknown = signal.reason;
  return reason instanceof KeepError ? reason : keepError('cancelled', {}, reason);
}

/** @throws KeepError what the signal means, if it is aborted */
export function refuseIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw cancellation(signal);
}

/** Waits. @throws KeepError cancelled */
export async function pause(context: DeviceContext, ms: number): Promise<void> {
  try {
    await context.clock.sleep(ms, context.signal);
  } catch (thrown) {
    refuseIfAborted(context.signal);
    throw thrown;
  }
}

export interface Deadline {
  /** Milliseconds. */
  readonly ms: number;
  readonly late: () => KeepError;
}

/**
 * Runs one phase under a deadline of its own. `work` must end when its signal aborts, in whatever way;
 * what is thrown then is `late()`, or what the outer signal means.
 * Time comes from the context's clock, so that tests own it.
 */
export async function within<Result>(
  clock: DeviceContext['clock'],
  outer: AbortSignal,
  deadline: Deadline,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  refuseIfAborted(outer);
  const inner = linkedController(outer);
  const done = new AbortController();
  clock.sleep(deadline.ms, done.signal).then(
    () => {
      inner.abort(deadline.late());
    },
    // Rejected when `done`: the work was in time.
    () => undefined,
  );
  try {
    return await work(inner.signal);
  } catch (thrown) {
    refuseIfAborted(outer);
    throw inner.signal.aborted ? cancellation(inner.signal) : thrown;
  } finally {
    inner.release();
    done.abort();
  }
}

/**
 * Runs what should not be torn off by a cancellation: after one it gets `ms` more to finish.
 * The result is returned even then; the caller looks at the context's signal.
 */
export async function withGrace<Result>(
  context: DeviceContext,
  ms: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const { clock, signal: outer } = context;
  const over = new AbortController();
  const done = new AbortController();
  const wait = (): void => {
    clock.sleep(ms, done.signal).then(
      () => {
        over.abort(outer.reason);
      },
      () => undefined,
    );
  };
  if (outer.aborted) wait();
  else outer.addEventListener('abort', wait, { once: true });
  try {
    return await work(over.signal);
  } finally {
    outer.removeEventListener('abort', wait);
    done.abort();
  }
}
