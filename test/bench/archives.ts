import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { bomb, buildArchive } from '../device-simulator/index.ts';
import { inTurn, measure, type Measured } from './measure.ts';
import { figure, toMegabytes } from './report.ts';

const VERIFY = path.join(import.meta.dirname, 'verify-process.ts');
const UNPACK = path.join(import.meta.dirname, 'unpack-process.ts');

/** Verification of archives, each in a process of its own, against unpacking and hashing the same file. */
export async function benchArchives(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-bench-'));
  try {
    const usual = path.join(folder, 'usual.dss');
    await writeFile(usual, await buildArchive({ profile: 'srm-strict' }));
    const large = path.join(folder, 'large.dss');
    await writeFile(large, await buildArchive({ profile: 'srm-strict', databaseBytes: 12_000_000 }));
    const huge = path.join(folder, 'bomb.dss');
    await pipeline(Readable.from(bomb()), createWriteStream(huge));
    await compare('verification of a 90 KB archive, against unpacking and hashing it', usual);
    await compare('verification of a 5 MB archive, against unpacking and hashing it', large);
    const [bare, refused] = await inTurn(5, [
      () => measure(['-e', 'setTimeout(() => undefined, 30)']),
      () => run(huge),
    ]);
    if (!bare || !refused) throw new Error('nothing measured');
    figure('refusal of a bomb of 3 GB, against node -e 0', refused.ms / (bare.ms - 30), 'times');
    figure('  its peak memory beyond bare node', toMegabytes(refused.peakBytes - bare.peakBytes), 'MB');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compare(what: string, file: string): Promise<void> {
  const [unpacked, verified] = await inTurn(5, [() => measure([UNPACK, file]), () => run(file)]);
  if (!unpacked || !verified) throw new Error('nothing measured');
  figure(what, verified.ms / unpacked.ms, 'times');
  figure('  its peak memory beyond that', toMegabytes(verified.peakBytes - unpacked.peakBytes), 'MB');
}

async function run(file: string): Promise<Measured> {
  return measure([VERIFY, file]);
}
