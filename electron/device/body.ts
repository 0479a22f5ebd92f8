import type { Readable } from 'node:stream';
import { late, networkError, type Peer, type Stage } from './network-error.ts';
import { startStopwatch } from './stopwatch.ts';
import { within } from './timeouts.ts';
import type { DeviceContext } from './types.ts';

/** A body that trickles must end some day: in this many times the longest silence, what its reader takes not counted. */
const PATIENCE = 20;

export interface Reading {
  readonly context: DeviceContext;
  readonly signal: AbortSignal;
  readonly peer: Peer;
  /** The longest silence, in milliseconds. */
  readonly ms: number;
  readonly stage: Stage;
}

/** The pieces of a body, each waited for under its own time-out. @throws KeepError network/*, cancelled */
export async function* chunksOf(data: Readable, reading: Reading): AsyncGenerator<Uint8Array, void, undefined> {
  const { context, signal, peer, ms, stage } = reading;
  const chunks = data[Symbol.asyncIterator]() as AsyncIterator<Uint8Array, undefined>;
  const deadline = { ms, late: () => late(peer, 'device.phase.body') };
  let waited = 0;
  try {
    for (;;) {
      const elapsed = startStopwatch(context.clock);
      const next = await within(context.clock, signal, deadline, (inner) => {
        inner.addEventListener('abort', () => data.destroy(), { once: true });
        return chunks.next();
      });
      if (next.done === true) return;
      waited += elapsed();
      if (waited > PATIENCE * ms) throw deadline.late();
      yield next.value;
    }
  } catch (thrown) {
    throw networkError(thrown, peer, stage);
  } finally {
    data.destroy();
  }
}
