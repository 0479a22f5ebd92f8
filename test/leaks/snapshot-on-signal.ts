import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import { writeHeapSnapshot } from 'node:v8';

// Loaded before the built program by the test of what its memory holds. V8 collects garbage before it writes.
// What it holds on purpose proves that the search finds a secret that is held.
export const planted = { held: `planted ${process.env.SNAPSHOT_PLANTED ?? ''}` };

// A snapshot stops the program, on a busy machine for longer than it waits for the answer of a device: only a hang is one here.
const ANSWER_MS = 30_000;
const sleep = timers.setTimeout;
timers.setTimeout = (ms, ...rest) => sleep(ms === ANSWER_MS ? 10 * ANSWER_MS : ms, ...rest);
syncBuiltinESMExports();

let written = 0;
process.on('SIGUSR2', () => {
  written += 1;
  writeHeapSnapshot(`${process.env.SNAPSHOT_FOLDER ?? ''}/${written}.heapsnapshot`);
  process.stderr.write(`snapshot ${written} written, ${planted.held.length} characters held\n`);
});
