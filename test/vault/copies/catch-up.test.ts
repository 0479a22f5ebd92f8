import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  catchUp,
  copyState,
  diskFs,
  listBackups,
  setNote,
  setPinned,
  writeGuide,
  type DurableFs,
} from '../../../electron/vault/index.ts';
import { diskError } from '../faulty-fs.ts';
import { liesIn, save, statesIn } from '../sample.ts';
import { daysAgo, fileOf, setUp, snapshotOf } from './pair.ts';

const few = { newest: 3, weekly: 0, monthly: 0 };

describe('catching up', () => {
  it('copies what is missing, the oldest gap first, and leaves the vault as it is', async () => {
    const { pair, copies, options } = await setUp([4, 3, 2, 1, 0]);
    await writeGuide(pair.vaultFolder, 'page');
    const before = await snapshotOf(pair.vaultFolder);
    const order: string[] = [];
    const result = await catchUp(pair, options, (file) => order.push(file));
    const expected = [4, 3, 2, 1, 0].map(fileOf);
    expect(order).toEqual(expected);
    expect(result).toEqual({
      copied: expected,
      left: [],
      removed: [],
      standing: { state: 'current', copies: 5, newest: daysAgo(0).toISOString() },
    });
    expect(Object.values(await statesIn(copies))).toEqual(Array(5).fill('verified'));
    expect(await liesIn(copies)).toEqual([]);
    expect(await readFile(path.join(copies, 'HOW-TO-RESTORE.html'), 'utf8')).toBe('page');
    expect(await snapshotOf(pair.vaultFolder)).toEqual(before);
  });

  it('does nothing when nothing is missing', async () => {
    const { pair, options } = await setUp([1, 0]);
    await catchUp(pair, options);
    const before = await snapshotOf(pair.place.root);
    expect(await catchUp(pair, options)).toMatchObject({ copied: [], removed: [], standing: { state: 'current' } });
    expect(await snapshotOf(pair.place.root)).toEqual(before);
  });

  it('has nothing to do for a device without backups', async () => {
    const { pair, options } = await setUp([]);
    expect(await catchUp(pair, options)).toEqual({
      copied: [],
      left: [],
      removed: [],
      standing: { state: 'current', copies: 0 },
    });
  });

  it('fills the gaps that a place got while it was away', async () => {
    const { pair, copies, options } = await setUp([5]);
    await catchUp(pair, options);
    const { root } = pair.place;
    await rename(root, `${root}-away`);
    for (const age of [4, 3]) {
      await save(pair.vaultFolder, { takenAt: daysAgo(age) });
      await expect(catchUp(pair, options)).rejects.toMatchObject({ code: 'copy/missing' });
    }
    await mkdir(root);
    await expect(catchUp(pair, options)).rejects.toMatchObject({ code: 'copy/missing' });
    await expect(copyState(pair, options)).rejects.toMatchObject({ code: 'copy/missing' });
    await rm(root, { recursive: true });
    await rename(`${root}-away`, root);
    expect((await copyState(pair, options)).standing).toMatchObject({
      state: 'behind',
      behind: 2,
      since: daysAgo(4).toISOString(),
    });
    expect((await catchUp(pair, options)).copied).toEqual([fileOf(4), fileOf(3)]);
    expect(Object.keys(await statesIn(copies))).toHaveLength(3);
  });

  it('keeps what it copied when it is cancelled, and goes on from there', async () => {
    const { pair, copies, options } = await setUp([3, 2, 1, 0]);
    const cancel = new AbortController();
    const work = catchUp(pair, { ...options, signal: cancel.signal }, (file) => {
      if (file === fileOf(2)) cancel.abort();
    });
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(Object.keys(await statesIn(copies)).sort()).toEqual([fileOf(3), fileOf(2)].sort());
    expect((await readdir(copies)).filter((name) => name.startsWith('.'))).toEqual([]);
    expect((await catchUp(pair, options)).copied).toEqual([fileOf(1), fileOf(0)]);
  });

  it('is not stopped by a backup that cannot be copied', async () => {
    const { pair, copies, options } = await setUp([2, 1, 0]);
    const rotten = path.join(pair.vaultFolder, fileOf(2));
    await writeFile(rotten, (await readFile(rotten)).fill(0, 0, 10));
    await mkdir(copies);
    await writeFile(path.join(copies, fileOf(1)), 'precious');
    expect(await catchUp(pair, options)).toEqual({
      copied: [fileOf(0)],
      left: [
        { file: fileOf(2), reason: 'its content in the backup folder is no longer what was stored' },
        { file: fileOf(1), reason: 'something else has its name there' },
      ],
      removed: [],
      standing: {
        state: 'behind',
        copies: 1,
        newest: daysAgo(0).toISOString(),
        behind: 2,
        since: daysAgo(2).toISOString(),
      },
    });
    expect(await readFile(path.join(copies, fileOf(1)), 'utf8')).toBe('precious');
  });

  it('stops at a place that is full, and says so', async () => {
    const { pair, copies, options } = await setUp([2, 1, 0]);
    let writes = 0;
    const full: DurableFs = {
      ...diskFs,
      createFile: async (file) => {
        const handle = await diskFs.createFile(file);
        return {
          write: (...given) => ((writes += 1) > 2 ? Promise.reject(diskError('ENOSPC')) : handle.write(...given)),
          read: (...given) => handle.read(...given),
          stat: () => handle.stat(),
          sync: () => handle.sync(),
          close: () => handle.close(),
        };
      },
    };
    await expect(catchUp(pair, { ...options, fs: full })).rejects.toMatchObject({
      code: 'copy/failed',
      message: `The copy to ${pair.place.root} failed: there is no space left.`,
      retry: 'later',
    });
    expect(await statesIn(copies)).toEqual({ [fileOf(2)]: 'verified' });
    expect((await readdir(copies)).length).toBe(2);
    expect(writes).toBe(3);
  });

  it('tells a vault that cannot be read from a place that cannot', async () => {
    const { pair, options } = await setUp([0]);
    await rm(path.dirname(pair.vaultFolder), { recursive: true });
    await expect(catchUp(pair, options)).rejects.toMatchObject({ code: 'vault/missing' });
  });

  it('sweeps what a run that died left in the place', async () => {
    const { pair, copies, options } = await setUp([0]);
    await mkdir(copies);
    await writeFile(path.join(copies, '.routerkeep-0123456789abcdef.part'), 'half');
    await catchUp(pair, options);
    expect((await readdir(copies)).sort()).toEqual([fileOf(0), `${fileOf(0)}.json`]);
  });

  it('carries pins and notes after the copies', async () => {
    const { pair, copies, options } = await setUp([1, 0]);
    await catchUp(pair, options);
    await setPinned(pair.vaultFolder, fileOf(1), true);
    await setNote(pair.vaultFolder, fileOf(0), 'before the move');
    expect((await catchUp(pair, options)).copied).toEqual([]);
    expect(await listBackups(copies)).toMatchObject([
      { state: 'verified', sidecar: { note: 'before the move', pinned: false } },
      { state: 'verified', sidecar: { note: '', pinned: true } },
    ]);
    expect(await liesIn(copies)).toEqual([]);
  });
});

describe("a place's own retention", () => {
  it('keeps its own number, whatever the vault keeps, and copies nothing twice', async () => {
    const { pair, copies, options } = await setUp([6, 5, 4, 3], few);
    expect((await catchUp(pair, options)).copied).toEqual([5, 4, 3].map(fileOf));
    for (const age of [2, 1]) {
      await save(pair.vaultFolder, { takenAt: daysAgo(age) });
      const result = await catchUp(pair, options);
      expect(result).toMatchObject({ copied: [fileOf(age)], removed: [fileOf(age + 3)] });
    }
    expect(Object.keys(await statesIn(copies)).sort()).toEqual([3, 2, 1].map(fileOf).sort());
    expect(Object.keys(await statesIn(pair.vaultFolder))).toHaveLength(6);
    expect(await catchUp(pair, options)).toMatchObject({ copied: [], removed: [] });
  });

  it('keeps there what was deleted here', async () => {
    const { pair, copies, options } = await setUp([2, 1, 0]);
    await catchUp(pair, options);
    for (const age of [2, 1]) {
      await rm(path.join(pair.vaultFolder, fileOf(age)));
      await rm(path.join(pair.vaultFolder, `${fileOf(age)}.json`));
    }
    expect(await catchUp(pair, options)).toMatchObject({ removed: [], standing: { state: 'current', copies: 3 } });
    expect(Object.keys(await statesIn(copies))).toHaveLength(3);
  });

  it('removes nothing unless a copy was made', async () => {
    const { pair, copies, options } = await setUp([5, 4, 3, 2, 1, 0]);
    await catchUp(pair, options);
    expect(await catchUp({ ...pair, policy: few }, options)).toMatchObject({ copied: [], removed: [] });
    expect(Object.keys(await statesIn(copies))).toHaveLength(6);
  });

  it('never deletes pinned copies, nor goes below three that read back', async () => {
    const { pair, copies, options } = await setUp([5, 4, 3, 2, 1]);
    await setPinned(pair.vaultFolder, fileOf(5), true);
    await catchUp(pair, options);
    // Same size, other content: only reading shows it.
    for (const age of [2, 1]) {
      const copy = path.join(copies, fileOf(age));
      await writeFile(copy, (await readFile(copy)).fill(0, 0, 10));
    }
    await save(pair.vaultFolder, { takenAt: daysAgo(0) });
    expect(await catchUp({ ...pair, policy: few }, options)).toMatchObject({ copied: [fileOf(0)], removed: [] });
    expect(Object.keys(await statesIn(copies))).toHaveLength(6);
  });

  it('pauses while the clock cannot be believed', async () => {
    const { pair, options } = await setUp([5, 4, 3, 2, 1, 0], few);
    const late = { now: () => Date.parse('2036-11-20T12:00:00Z'), sleep: () => Promise.resolve() };
    await catchUp({ ...pair, policy: { ...few, newest: 10 } }, options);
    await save(pair.vaultFolder, { takenAt: new Date(late.now()) });
    const result = await catchUp(pair, { ...options, clock: late });
    expect(result.copied).toHaveLength(1);
    expect(result.removed).toEqual([]);
    expect(result.paused).toMatchObject({ code: 'retention/clock-ahead' });
  });
});
