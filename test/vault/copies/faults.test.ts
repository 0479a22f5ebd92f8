import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  catchUp,
  diskFs,
  listBackups,
  preparePlace,
  type CatchUp,
  type CopyPair,
  type DurableFs,
} from '../../../electron/vault/index.ts';
import { DEFAULT_RETENTION, KeepError } from '../../../shared/index.ts';
import { injects } from '../../faults/index.ts';
import { diskError, faultyFs, type Fault } from '../faulty-fs.ts';
import { memoryDisk } from '../memory-disk.ts';
import { liesIn, save, statesIn } from '../sample.ts';
import { clock, daysAgo, fileOf, readingOnly, setUp, snapshotOf } from './pair.ts';

const withoutLinks: DurableFs = { ...diskFs, link: () => Promise.reject(diskError('ENOTSUP')) };

type Kind = Omit<Fault, 'nth'>;
const kinds: readonly Kind[] = [
  { lasting: 'once', when: 'before', code: 'EIO' },
  { lasting: 'once', when: 'before', code: 'ENOENT' },
  { lasting: 'once', when: 'before', code: 'EEXIST' },
  { lasting: 'once', when: 'after', code: 'EIO' },
  { lasting: 'forever', when: 'before', code: 'ENOSPC' },
  { lasting: 'forever', when: 'before', code: 'EPERM' },
  { lasting: 'forever', when: 'after', code: 'EIO' },
];

async function outcomeOf(work: Promise<CatchUp>): Promise<CatchUp | KeepError> {
  try {
    return await work;
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(KeepError);
    return thrown as KeepError;
  }
}

describe.each([
  { disk: 'a disk with hard links', base: diskFs, failures: kinds },
  { disk: 'a disk without them', base: withoutLinks, failures: kinds.filter(({ code }) => code === 'EIO') },
])('catching up to $disk', ({ base, failures }) => {
  it.for(failures)('survives $code at each step, $lasting, $when the work', async (kind, context) => {
    const fault = injects(context, 'second/each-call-fails');
    const { pair, copies, options } = await setUp([1, 0], DEFAULT_RETENTION, 'memory');
    const vault = await snapshotOf(pair.vaultFolder);
    await catchUp(pair, options);
    const old = path.join(copies, fileOf(1));
    const earlier = (await listBackups(copies)).find(({ path: file }) => file === old);
    for (let nth = 1; ; nth += 1) {
      await rm(path.join(copies, fileOf(0)), { force: true });
      await rm(path.join(copies, `${fileOf(0)}.json`), { force: true });
      const faulty = faultyFs(readingOnly(pair.vaultFolder, base), { ...kind, nth });
      const outcome = await outcomeOf(catchUp(pair, { fs: faulty.fs, clock }));
      const name = `call ${nth} (${faulty.failed[0] ?? 'none'})`;
      expect(await snapshotOf(pair.vaultFolder), name).toEqual(vault);
      expect(await liesIn(copies), name).toEqual([]);
      expect(await listBackups(copies), name).toContainEqual(earlier);
      if (outcome instanceof KeepError) {
        expect(outcome.code, name).toMatch(/^(copy\/(missing|failed)|vault\/(missing|unwritable|full))$/);
      } else {
        const states = await statesIn(copies);
        for (const file of outcome.copied) expect(states[file], name).toBe('verified');
        expect(outcome.copied.length + outcome.left.length, name).toBeLessThanOrEqual(1);
      }
      // The next run completes the place.
      const next = await catchUp(pair, options);
      expect(next, name).toMatchObject({ left: [], standing: { state: 'current', copies: 2 } });
      expect(Object.values(await statesIn(copies)), name).toEqual(['verified', 'verified']);
      expect(await liesIn(copies), name).toEqual([]);
      expect((await readdir(copies)).length, name).toBe(4);
      if (faulty.failed.length > 0) continue;
      fault.fired(nth - 1);
      expect(faulty.calls.length).toBeGreaterThan(40);
      return;
    }
  });
});

describe('a loss of power while catching up', () => {
  it('leaves the vault as it is and in the place only what is whole; the next run completes it', async (context) => {
    const fault = injects(context, 'saving/power-loss');
    const vaultFolder = '/vault/Office';
    const copies = '/nas/Office';
    const pass = { nth: 0, done: false };
    while (!pass.done) {
      pass.nth += 1;
      await fc.assert(
        fc.asyncProperty(fc.gen(), async (gen) => {
          const disk = memoryDisk();
          await disk.fs.makeFolder('/nas');
          await (await disk.fs.openFolder('/')).sync();
          const place = await preparePlace('/nas', ['/vault'], { fs: disk.fs, clock });
          const pair: CopyPair = { vaultFolder, place, folder: 'Office', policy: DEFAULT_RETENTION };
          const content = Buffer.from('an archive '.repeat(20));
          for (const age of [1, 0]) await save(vaultFolder, { takenAt: daysAgo(age) }, content, { fs: disk.fs });
          const before = await listBackups(vaultFolder, { fs: disk.fs });
          const ending = faultyFs(disk.fs, { nth: pass.nth, lasting: 'forever', when: 'before', code: 'EIO' });
          await catchUp(pair, { fs: ending.fs, clock }).catch(() => undefined);
          pass.done = ending.failed.length === 0;
          fault.fired();
          const after = disk.losePower((count) => gen(fc.nat, { max: count - 1 }));
          const name = `cut at call ${pass.nth}: ${ending.failed[0] ?? 'none'}`;
          expect(await listBackups(vaultFolder, { fs: after.fs }), name).toEqual(before);
          const states = (await listBackups(copies, { fs: after.fs })).map(({ state }) => state);
          // What was never copied is not called lost.
          expect(states, name).not.toContain('missing');
          if (pass.done) expect(states, name).toEqual(['verified', 'verified']);
          const result = await catchUp(pair, { fs: after.fs, clock });
          expect(result, name).toMatchObject({ left: [], standing: { state: 'current', copies: 2 } });
          const again = await listBackups(copies, { fs: after.fs });
          expect(
            again.map(({ state }) => state),
            name,
          ).toEqual(['verified', 'verified']);
          for (const entry of again) {
            if (entry.state !== 'verified') continue;
            const handle = await after.fs.openFile(entry.path);
            const buffer = new Uint8Array(content.length + 1);
            const { bytesRead } = await handle.read(buffer, 0, buffer.length);
            expect(Buffer.from(buffer.subarray(0, bytesRead)), name).toEqual(content);
          }
        }),
        { numRuns: 10 },
      );
      expect(pass.nth).toBeLessThan(500);
    }
  });
});
