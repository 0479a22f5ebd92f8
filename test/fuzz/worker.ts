import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { KeepError } from '../../shared/index.ts';
import { dice, type Dice } from '../crash-trials/dice.ts';
import { CURRENT, RUNNING, type Batch, type Failure, type TargetReport } from './batch.ts';
import { CORPUS } from './corpus.ts';
import { targetOf } from './targets/index.ts';
import type { Target } from './target.ts';
import { withoutFsync } from './without-fsync.ts';

/** Enough to see every way in which inputs are taken and refused. */
const POOL = 400;
const MOST_FAILURES = 5;
/** Bytes. Of larger ones nothing is made. */
const LONGEST_SAMPLE = 2 ** 19;
/** What an error says is for a screen. */
const LONGEST_MESSAGE = 4_000;
/** Every how many inputs are tried a second time at once, and how many of the first ones once more at the end. */
const AGAIN = 5;
const LATER = 20;

const batch = workerData as Batch;
const header = new Int32Array(batch.shared, 0, 4);
const current = new Uint8Array(batch.shared, 16);

await withoutFsync(batch.folder);
for (const name of batch.targets) parentPort?.postMessage(await fuzz(targetOf(name)));

async function fuzz(target: Target): Promise<TargetReport> {
  const folder = path.join(batch.folder, target.name);
  await mkdir(folder, { recursive: true });
  const random = dice(seedOf(target.name));
  const seeds = [...(CORPUS[target.name] ?? []), ...(await target.seeds(folder))];
  const pool = seeds.filter(({ length }) => length < LONGEST_SAMPLE);
  const ways = new Set<string>();
  const first: { readonly input: Buffer; readonly verdict: string }[] = [];
  const failures: Failure[] = [];
  const began = performance.now();
  let inputs = 0;
  let accepted = 0;

  const isOver = (): boolean => {
    if (failures.length >= MOST_FAILURES) return true;
    return batch.milliseconds === undefined
      ? inputs >= Math.max(target.inputs, seeds.length)
      : performance.now() - began >= batch.milliseconds;
  };
  const fail = (input: Buffer, problem: string): void => {
    failures.push({ target: target.name, input: input.toString('base64'), problem });
  };

  while (!isOver()) {
    const input = await nextInput(target, inputs, seeds, pool, random);
    const verdict = await verdictOf(target, input, folder);
    inputs += 1;
    if (verdict.startsWith('accepted')) accepted += 1;
    if (verdict.startsWith('failed')) fail(input, verdict);
    else if (inputs % AGAIN === 0) {
      const again = await verdictOf(target, input, folder);
      if (again !== verdict) fail(input, `first ${verdict}, then ${again}`);
    }
    if (first.length < LATER) first.push({ input, verdict });
    const way = verdict.replace(/\d+/g, '#').slice(0, 300);
    if (!ways.has(way) && pool.length < POOL) {
      ways.add(way);
      // Another way through the code than all before: worth going on from there.
      pool.push(input);
    }
  }
  for (const { input, verdict } of failures.length > 0 ? [] : first) {
    const later = await verdictOf(target, input, folder);
    if (later !== verdict) fail(input, `first ${verdict}, later ${later}`);
  }
  const left = await readdir(batch.folder);
  if (left.some((name) => !batch.targets.includes(name))) fail(Buffer.alloc(0), `wrote elsewhere: ${left.join(', ')}`);
  await rm(folder, { recursive: true, force: true });
  return {
    target: target.name,
    inputs,
    accepted,
    refused: inputs - accepted,
    ways: ways.size,
    milliseconds: Math.round(performance.now() - began),
    failures,
  };
}

/** What once failed comes first, then what is right, then what is made of it. */
async function nextInput(
  target: Target,
  number: number,
  seeds: readonly Buffer[],
  pool: readonly Buffer[],
  random: Dice,
): Promise<Buffer> {
  return seeds[number] ?? (await target.mutate(random.pick(pool), random, pool));
}

/** The input is where the watchdog finds it, should this never come back. */
async function verdictOf(target: Target, input: Buffer, folder: string): Promise<string> {
  current.set(input.subarray(0, current.length));
  header[1] = Math.min(input.length, current.length);
  header[2] = batch.targets.indexOf(target.name);
  Atomics.add(header, CURRENT, 1);
  Atomics.store(header, RUNNING, 1);
  try {
    return `accepted: ${await target.run(Buffer.from(input), folder)}`;
  } catch (thrown) {
    if (!(thrown instanceof KeepError))
      return `failed: ${thrown instanceof Error ? (thrown.stack ?? '') : String(thrown)}`;
    if (thrown.code === 'internal')
      return `failed: ${thrown.message} ${String((thrown.cause as Error | undefined)?.stack)}`;
    if (thrown.message.length > LONGEST_MESSAGE)
      return `failed: a message of ${String(thrown.message.length)} characters`;
    return `refused: ${thrown.code}: ${thrown.message.replaceAll(folder, '').replace(/127\.0\.0\.1:\d+/g, 'the device')}`;
  } finally {
    Atomics.store(header, RUNNING, 0);
  }
}

function seedOf(name: string): number {
  return createHash('sha256')
    .update(`${String(batch.seed)}/${name}`)
    .digest()
    .readUInt32LE(0);
}
