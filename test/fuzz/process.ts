import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { CURRENT, LENGTH, RUNNING, TARGET, type Batch, type BatchReport, type TargetReport } from './batch.ts';

const DEADLINE = 20_000;
const LOOK_EVERY = 250;
const LONGEST_INPUT = 4 * 2 ** 20;
/** Of JavaScript's own memory, for all targets of a process. */
const HEAP_MEGABYTES = 256;

/**
 * Tries one batch in a thread and watches it: an input that never comes back is named, where the same thread could only
 * hang. Run by `run-batches.ts`, in a process that may write into one folder alone.
 */
const batch: Batch = { ...(JSON.parse(process.argv[2] ?? '') as Batch), shared: new SharedArrayBuffer(LONGEST_INPUT) };
const deadline = batch.deadline ?? DEADLINE;
const header = new Int32Array(batch.shared, 0, 4);
const reports: TargetReport[] = [];

const worker = new Worker(path.join(import.meta.dirname, 'worker.ts'), {
  workerData: batch,
  resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
});
worker.on('message', (report: TargetReport) => reports.push(report));
worker.on('error', (error) => end(`the thread died: ${String(error)}`));
worker.on('exit', () => end(undefined));

let seen = -1;
let since = performance.now();
setInterval(() => {
  const now = Atomics.load(header, CURRENT);
  if (now !== seen || Atomics.load(header, RUNNING) === 0) {
    seen = now;
    since = performance.now();
  } else if (performance.now() - since > deadline) end(`not done after ${String(deadline)} ms`);
}, LOOK_EVERY);

function end(problem: string | undefined): void {
  if (problem !== undefined) reports.push(failed(problem));
  const report: BatchReport = { reports, peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1_024) };
  process.stdout.write(JSON.stringify(report), () => process.exit());
}

function failed(problem: string): TargetReport {
  const target = batch.targets[Atomics.load(header, TARGET)] ?? '';
  const input = Buffer.from(new Uint8Array(batch.shared, 16, Atomics.load(header, LENGTH))).toString('base64');
  const failures = [{ target, input, problem }];
  return { target, inputs: seen, accepted: 0, refused: 0, ways: 0, milliseconds: 0, failures };
}
