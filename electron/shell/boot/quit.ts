import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../engine/index.ts';

export interface QuitTimes {
  /** A save that has begun is finished: a disk may be slow. */
  readonly savingMs: number;
  /** Cancelling, signing out, recording. */
  readonly closingMs: number;
}

const TIMES: QuitTimes = { savingMs: 60_000, closingMs: 5_000 };

/**
 * The end of the program: a save that has begun is finished, everything else broken off and signed out. Nothing may hold up
 * the end for long: what is cut is recorded as such by the next start.
 */
export async function closeDown(
  engines: readonly Engine[],
  close: () => Promise<void>,
  { savingMs, closingMs }: QuitTimes = TIMES,
): Promise<void> {
  await Promise.race([Promise.all(engines.map(saved)), pause(savingMs)]);
  await Promise.race([close(), pause(closingMs)]);
}

/** Resolves when no run of this engine is saving any more; the others are broken off at once. */
async function saved(engine: Engine): Promise<void> {
  engine.runs.windDown();
  if (!engine.saving()) return;
  await new Promise<void>((resolve) => {
    const forget = engine.on((event) => {
      // The event comes once the run has left the list.
      if (event.kind !== 'run-ended' || engine.saving()) return;
      forget();
      resolve();
    });
  });
}

async function pause(ms: number): Promise<void> {
  await sleep(ms, undefined, { ref: false });
}
