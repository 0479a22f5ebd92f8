import { linkedController, type Clock } from '../../shared/index.ts';
import type { Alarms } from './types.ts';

/** Milliseconds between two looks while another process delivers. */
const LEAST_PAUSE = 250;

/**
 * Delivers and retries until nothing waits that would be due in time, the patience (milliseconds) has run out, or the
 * signal aborts, whichever comes first.
 */
export async function settle(
  { deliverDue, nextAttemptAt }: Pick<Alarms, 'deliverDue' | 'nextAttemptAt'>,
  clock: Clock,
  patience: number,
  signal: AbortSignal,
): Promise<void> {
  const until = clock.now() + patience;
  const over = linkedController(signal);
  // An abort ends a pause like its time does.
  const pause = (ms: number): Promise<void> => clock.sleep(ms, over.signal).catch(() => undefined);
  const end = pause(patience).then(() => true);
  const orEnd = (work: Promise<void>): Promise<boolean> => Promise.race([work.then(() => false), end]);
  try {
    for (;;) {
      if (await orEnd(deliverDue())) return;
      const next = await nextAttemptAt();
      if (next === undefined || next > until) return;
      if (await orEnd(pause(Math.max(next - clock.now(), LEAST_PAUSE)))) return;
    }
  } finally {
    over.release();
    over.abort();
  }
}
