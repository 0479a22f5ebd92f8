import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyRetention,
  deleteBackup,
  hashFile,
  listBackups,
  planRetention,
  recordCheck,
  removeStaleStages,
  writeGuide,
  type DurableFs,
  type VerifiedBackup,
} from '../../electron/vault/index.ts';
import { injects } from '../faults/index.ts';
import { diskError, faultyFs } from './faulty-fs.ts';
import { memoryDisk, type MemoryDisk, type Pick } from './memory-disk.ts';
import { save, TAKEN_AT } from './sample.ts';

const FOLDER = '/vault/Office';
const content = Buffer.from('an archive '.repeat(20));

/** The process ends with this call: nothing it still does reaches the disk. */
function endingAt(fs: DurableFs, nth: number): ReturnType<typeof faultyFs> {
  return faultyFs(fs, { nth, lasting: 'forever', when: 'before', code: 'EIO' });
}

/**
 * Prepares a disk, does `work` on it, ends the process at the 1st, 2nd, ... call, takes the power away, and looks at
 * what is left, in many of the ways in which a disk may forget. The last pass ends after the work: it was promised.
 * @returns how many calls the work has
 */
async function cutAtEachCall<Before>(
  prepare: (disk: MemoryDisk) => Promise<Before>,
  work: (fs: DurableFs, before: Before) => Promise<unknown>,
  look: (disk: MemoryDisk, before: Before, done: boolean, name: string) => Promise<void>,
  numRuns = 25,
): Promise<number> {
  const prepared = memoryDisk();
  const before = await prepare(prepared);
  for (let nth = 1; ; nth += 1) {
    const pass = { calls: 0, done: false };
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const pick: Pick = (count) => gen(fc.nat, { max: count - 1 });
        const disk = prepared.losePower(everythingSurvives);
        const ending = endingAt(disk.fs, nth);
        await work(ending.fs, before).catch(() => undefined);
        pass.calls = ending.calls.length;
        pass.done = ending.failed.length === 0;
        await look(disk.losePower(pick), before, pass.done, `cut at call ${nth}: ${ending.failed[0] ?? 'none'}`);
      }),
      { numRuns },
    );
    if (pass.done) return pass.calls;
  }
}

/** A copy of a disk at rest. */
const everythingSurvives: Pick = () => 1;

async function verifiedOn({ fs }: MemoryDisk): Promise<readonly VerifiedBackup[]> {
  const verified = (await listBackups(FOLDER, { fs })).filter((entry) => entry.state === 'verified');
  for (const entry of verified) {
    expect(await hashFile(entry.path, { fs })).toEqual({ bytes: entry.sidecar.bytes, sha256: entry.sidecar.sha256 });
  }
  return verified;
}

/** The next run finishes or undoes what was cut: then every file belongs to a whole backup. */
async function expectSettled(disk: MemoryDisk, name: string): Promise<void> {
  await removeStaleStages(FOLDER, { fs: disk.fs });
  const whole = await verifiedOn(disk);
  const names = await disk.fs.list(FOLDER).catch(() => []);
  expect([...names].sort(), name).toEqual(whole.flatMap(({ file }) => [file, `${file}.json`]).sort());
}

const saveOn = (fs: DurableFs): Promise<VerifiedBackup> => save(FOLDER, {}, content, { fs });

describe('a loss of power', () => {
  it('during a save keeps the earlier backups, and shows the new one only if it is whole', async (context) => {
    const fault = injects(context, 'saving/power-loss');
    const calls = await cutAtEachCall(
      async ({ fs }) => [await saveOn(fs), await saveOn(fs)],
      (fs) => saveOn(fs),
      async (disk, earlier, done, name) => {
        const verified = await verifiedOn(disk);
        for (const entry of earlier) expect(verified, name).toContainEqual(entry);
        if (done) expect(verified, name).toHaveLength(3);
        // No false alarm either: a backup that was never promised is not called lost or damaged.
        for (const { state } of await listBackups(FOLDER, { fs: disk.fs })) {
          expect(['verified', 'unknown'], name).toContain(state);
        }
        await expectSettled(disk, name);
        const next = await saveOn(disk.fs);
        expect(await verifiedOn(disk), name).toContainEqual(next);
      },
    );
    expect(calls).toBeGreaterThan(25);
    fault.fired(calls);
  });

  it('during the very first save leaves nothing that counts unless it is whole', async () => {
    await cutAtEachCall(
      () => Promise.resolve([]),
      (fs) => saveOn(fs),
      async (disk, _earlier, done, name) => {
        // The folder itself may be forgotten as long as nothing was promised.
        const verified = await verifiedOn(disk);
        if (done) expect(verified, name).toHaveLength(1);
        expect(await saveOn(disk.fs), name).toMatchObject({ state: 'verified' });
      },
    );
  });

  it('after a save keeps it although the run before it was killed at any step', async () => {
    const pass = { nth: 0, killed: true };
    while (pass.killed) {
      pass.nth += 1;
      await fc.assert(
        fc.asyncProperty(fc.gen(), async (gen) => {
          const disk = memoryDisk();
          const first = endingAt(disk.fs, pass.nth);
          await saveOn(first.fs).catch(() => undefined);
          pass.killed = first.failed.length > 0;
          const promised = await saveOn(disk.fs);
          const after = disk.losePower((count) => gen(fc.nat, { max: count - 1 }));
          expect(await verifiedOn(after), `killed at call ${pass.nth}`).toContainEqual(promised);
        }),
        { numRuns: 25 },
      );
    }
  });

  it('during a later check leaves the old sidecar or the new one', async () => {
    const failure = { code: 'archive/damaged', message: 'The archive is damaged: its checksum is wrong.' };
    await cutAtEachCall(
      ({ fs }) => saveOn(fs),
      (fs, { file }) => recordCheck(FOLDER, file, { checkedAt: TAKEN_AT.toISOString(), failure }, { fs }),
      async ({ fs }, _saved, done, name) => {
        const states = (await listBackups(FOLDER, { fs })).map(({ state }) => state);
        expect(done ? ['damaged'] : ['verified', 'damaged'], name).toContain(states[0]);
        expect(states, name).toHaveLength(1);
      },
    );
  });

  it('during a deletion leaves the whole backup or nothing, and never one that seems lost', async () => {
    await cutAtEachCall(
      ({ fs }) => saveOn(fs),
      (fs, { file }) => deleteBackup(FOLDER, file, { fs }),
      async (disk, _saved, done, name) => {
        const states = (await listBackups(FOLDER, { fs: disk.fs })).map(({ state }) => state);
        expect(states, name).not.toContain('missing');
        if (done) expect(states, name).toEqual([]);
        await expectSettled(disk, name);
      },
    );
  });

  it('while the next run ends a deletion that was cut leaves what one after it can end', async (context) => {
    const fault = injects(context, 'saving/power-loss', 'saving/deletion-cut');
    const pass = { nth: 0, cut: true };
    while (pass.cut) {
      pass.nth += 1;
      await cutAtEachCall(
        ({ fs }) => saveOn(fs),
        async (fs, { file }) => {
          const ending = endingAt(fs, pass.nth);
          await deleteBackup(FOLDER, file, { fs: ending.fs }).catch(() => undefined);
          pass.cut = ending.failed.length > 0;
          await removeStaleStages(FOLDER, { fs });
        },
        async (disk, _before, _done, name) => {
          const states = (await listBackups(FOLDER, { fs: disk.fs })).map(({ state }) => state);
          expect(states, name).not.toContain('missing');
          await expectSettled(disk, `${name}, after a deletion cut at ${pass.nth}`);
          fault.fired();
        },
        10,
      );
    }
  });

  it('during retention leaves three verified backups', async () => {
    const day = (count: number): Date => new Date(TAKEN_AT.getTime() - count * 86_400_000);
    await cutAtEachCall(
      async ({ fs }) => {
        for (const age of [1, 2, 3, 4, 5]) await save(FOLDER, { takenAt: day(age) }, content, { fs });
      },
      async (fs) => {
        const plan = planRetention(await listBackups(FOLDER, { fs }), { newest: 3, weekly: 0, monthly: 0 }, TAKEN_AT);
        await applyRetention(FOLDER, plan, { fs });
      },
      async (disk, _before, done, name) => {
        const verified = await verifiedOn(disk);
        expect(verified.length, name).toBeGreaterThanOrEqual(3);
        await expectSettled(disk, name);
        if (done) expect(verified, name).toHaveLength(3);
      },
    );
  });

  it('during the writing of the restore page leaves the old page or the new one', async () => {
    await cutAtEachCall(
      async ({ fs }) => {
        await saveOn(fs);
        await writeGuide(FOLDER, 'the old page', { fs });
      },
      (fs) => writeGuide(FOLDER, 'the new page', { fs }),
      async ({ fs }, _before, done, name) => {
        const isOld = !(await writeGuide(FOLDER, 'the old page', { fs: { ...fs, rename: refuse } }).catch(() => true));
        const isNew = !(await writeGuide(FOLDER, 'the new page', { fs: { ...fs, rename: refuse } }).catch(() => true));
        expect(done ? isNew : isOld || isNew, name).toBe(true);
      },
    );
  });
});

/** Lets `writeGuide` say whether the page is already the given one, without writing it. */
const refuse = (): Promise<void> => Promise.reject(diskError('EIO'));
