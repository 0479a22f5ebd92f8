import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { testFolder } from './archive-folder.ts';
import { xz } from './build-archive.ts';
import { tarHeader } from './tar-bytes.ts';
import type { Refusal } from './verify-process.ts';
import { injects } from '../faults/index.ts';

const SLICE = 16 * 2 ** 20;
const GIBIBYTES_3 = 3 * 2 ** 30;

/** An archive of a few megabytes that unpacks to 3 GB: both formats may be written as many streams in a row. */
async function bomb(compress: (bytes: Buffer) => Buffer, first: Buffer): Promise<string> {
  const file = path.join(await testFolder(), 'bomb.dss');
  const zeros = compress(Buffer.alloc(SLICE));
  const handle = await open(file, 'w');
  await handle.write(compress(first));
  for (let written = 0; written < GIBIBYTES_3; written += SLICE) await handle.write(zeros);
  await handle.close();
  return file;
}

const quickGzip = (bytes: Buffer): Buffer => gzipSync(bytes, { level: 1 });

describe('a bomb of 3 GB', () => {
  it.for([
    ['gzip, of one huge file', quickGzip, tarHeader({ name: 'ConfigBkp/huge', size: '30000000000\0' })],
    ['gzip, of one huge database', quickGzip, tarHeader({ name: 'ConfigBkp/_Syno_ConfBkp.db', size: '30000000000\0' })],
    ['gzip, of nothing but zeros', quickGzip, Buffer.alloc(0)],
    ['xz, of one huge file', xz, tarHeader({ name: 'ConfigBkp/huge', size: '30000000000\0' })],
  ] as const)('in %s is refused with little memory', async ([, compress, first], context) => {
    const fault = injects(context, 'download/bomb');
    const file = await bomb(compress, first);
    const program = path.join(import.meta.dirname, 'verify-process.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [program, file]);
    const refusal = JSON.parse(stdout) as Refusal;
    expect(refusal.code).toBe('archive/too-large');
    expect(refusal.peakMegabytes).toBeLessThan(100);
    fault.fired();
  });
});
