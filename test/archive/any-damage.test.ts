import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyArchive } from '../../electron/archive/index.ts';
import { KeepError, type Verification } from '../../shared/index.ts';
import { buildDatabase, buildTar, gzip, sampleParts, xz } from './build-archive.ts';

/** No input of a few kilobytes has a reason to take longer. */
const DEADLINE_MS = 10_000;

describe.each([
  ['gzip', gzip],
  ['xz', xz],
] as const)('a damaged archive in %s', (_container, compress) => {
  let sound: Buffer;
  let contentHash: string;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-damage-'));
    const database = await buildDatabase(
      'PRAGMA page_size = 512',
      'CREATE TABLE t (k, v)',
      "INSERT INTO t VALUES ('a', 1)",
    );
    sound = compress(await buildTar(await sampleParts({ database })));
    contentHash = (await outcomeOf(sound))?.contentHash ?? 'the sound one did not verify';
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** What came of the bytes; anything but an orderly refusal fails the test. */
  async function outcomeOf(bytes: Buffer): Promise<Verification | undefined> {
    const file = path.join(folder, 'a.dss');
    await writeFile(file, bytes);
    try {
      return await verifyArchive(file, { signal: AbortSignal.timeout(DEADLINE_MS) });
    } catch (error) {
      if (!(error instanceof KeepError) || !error.code.startsWith('archive/')) throw error;
      expect(error.message.length).toBeLessThan(400);
      return undefined;
    }
  }

  it('cut at any byte never verifies', async () => {
    for (let length = 0; length < sound.length; length += 1) {
      expect(await outcomeOf(sound.subarray(0, length)), `cut at ${String(length)}`).toBeUndefined();
    }
  });

  it('with a bit of any byte flipped never verifies with other settings', async () => {
    let verified = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(7), async (bit) => {
        for (let at = 0; at < sound.length; at += 1) {
          const flipped = Buffer.from(sound);
          flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
          const outcome = await outcomeOf(flipped);
          if (outcome === undefined) continue;
          // Labels of the container that no checksum covers, such as its time: the settings are the same.
          expect(outcome.contentHash, `byte ${String(at)}`).toBe(contentHash);
          verified += 1;
        }
      }),
      { numRuns: 2 },
    );
    expect(verified).toBeLessThan(2 * 20);
  });

  it('with a stretch overwritten, removed, doubled or put elsewhere never verifies with other settings', async () => {
    const stretch = fc.record({
      from: fc.nat(sound.length),
      length: fc.integer({ min: 1, max: 200 }),
      to: fc.nat(sound.length),
    });
    const bytes = fc.uint8Array({ maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        stretch,
        bytes,
        fc.constantFrom('overwrite', 'remove', 'double', 'move'),
        async (place, noise, how) => {
          const outcome = await outcomeOf(mangled(sound, place, Buffer.from(noise), how));
          if (outcome !== undefined) expect(outcome.contentHash).toBe(contentHash);
        },
      ),
      { numRuns: 150 },
    );
  });
});

function mangled(
  sound: Buffer,
  { from, length, to }: { readonly from: number; readonly length: number; readonly to: number },
  noise: Buffer,
  how: 'overwrite' | 'remove' | 'double' | 'move',
): Buffer {
  const piece = sound.subarray(from, from + length);
  const rest = Buffer.concat([sound.subarray(0, from), sound.subarray(from + length)]);
  switch (how) {
    case 'overwrite':
      return Buffer.concat([sound.subarray(0, from), noise, sound.subarray(from + noise.length)]);
    case 'remove':
      return rest;
    case 'double':
      return Buffer.concat([sound.subarray(0, to), piece, sound.subarray(to)]);
    case 'move':
      return Buffer.concat([rest.subarray(0, to), piece, rest.subarray(to)]);
  }
}
