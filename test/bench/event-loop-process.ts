import { randomUUID } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openKeeper } from '../../electron/compose/index.ts';
import { openEngine } from '../../electron/shell/engine/index.ts';

/** Resolution of the measure, milliseconds. */
const STEP = 5;
const NANOSECONDS = 1e6;

/** The engine of the window's program over a home; writes how its event loop was while all devices were backed up. */
const [, , home = ''] = process.argv;
const keeper = await openKeeper({ home, env: process.env, hasWindow: true });
const engine = await openEngine({
  keeper,
  home,
  demo: undefined,
  now: Date.now,
  process: randomUUID(),
  notifies: false,
  log: (line) => process.stderr.write(`${line}\n`),
});
const devices = engine.overview().devices.map(({ id }) => id);
const ended = Promise.withResolvers<undefined>();
let left = devices.length;
engine.on((event) => {
  if (event.kind !== 'run-ended') return;
  if (!event.result.ok) ended.reject(new Error(event.result.error.message));
  left--;
  if (left === 0) ended.resolve(undefined);
});
const delay = monitorEventLoopDelay({ resolution: STEP });
const turns: number[] = [];
let before = threadTime();
delay.enable();
const looking = setInterval(() => {
  const now = threadTime();
  turns.push(now - before);
  before = now;
}, STEP);
engine.runs.start(devices);
await ended.promise;
delay.disable();
clearInterval(looking);
await engine.close();
turns.sort((one, other) => one - other);
process.stdout.write(
  JSON.stringify({
    delay: delay.percentile(99) / NANOSECONDS,
    own: turns[Math.floor(turns.length * 0.99)],
    longest: turns.at(-1),
  }),
);

/** Processor time of the main thread, milliseconds. */
function threadTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
