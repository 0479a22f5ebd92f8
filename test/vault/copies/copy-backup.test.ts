import { mkdir, readdir, readFile, rename, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  copyBackup,
  diskFs,
  GUIDE_NAME,
  listBackups,
  MARKER_NAME,
  preparePlace,
  setPinned,
  writeGuide,
  type DurableFs,
  type VerifiedBackup,
} from '../../../electron/vault/index.ts';
import { injects } from '../../faults/index.ts';
import { diskError } from '../faulty-fs.ts';
import { idOf, liesIn, save, statesIn } from '../sample.ts';
import { daysAgo, fileOf, setUp, snapshotOf, type Setting } from './pair.ts';

async function newest({ pair }: Setting): Promise<VerifiedBackup> {
  const [entry] = await listBackups(pair.vaultFolder);
  if (entry?.state !== 'verified') throw new Error('no backup');
  return entry;
}

describe('a copy', () => {
  it('is the same file with the same sidecar and the restore page, for the owner alone', async () => {
    const setting = await setUp([0]);
    const { pair, copies, options } = setting;
    await writeGuide(pair.vaultFolder, '<p>How to restore: Büro</p>');
    const before = await snapshotOf(pair.vaultFolder);
    expect(await copyBackup(await newest(setting), pair, options)).toEqual({ state: 'copied' });
    expect((await readdir(copies)).sort()).toEqual([GUIDE_NAME, fileOf(0), `${fileOf(0)}.json`]);
    for (const name of await readdir(copies)) {
      expect(await readFile(path.join(copies, name))).toEqual(await readFile(path.join(pair.vaultFolder, name)));
      expect((await stat(path.join(copies, name))).mode & 0o777).toBe(0o600);
    }
    expect((await stat(copies)).mode & 0o777).toBe(0o700);
    expect(await statesIn(copies)).toEqual({ [fileOf(0)]: 'verified' });
    expect(await snapshotOf(pair.vaultFolder)).toEqual(before);
  });

  it('is not made again, and follows the restore page', async () => {
    const setting = await setUp([0]);
    const { pair, copies, options } = setting;
    const source = await newest(setting);
    await copyBackup(source, pair, options);
    const before = await snapshotOf(copies);
    expect(await copyBackup(source, pair, options)).toEqual({ state: 'there' });
    expect(await snapshotOf(copies)).toEqual(before);
    await writeGuide(pair.vaultFolder, 'new page');
    expect(await copyBackup(source, pair, options)).toEqual({ state: 'there' });
    expect(await readFile(path.join(copies, GUIDE_NAME), 'utf8')).toBe('new page');
  });

  it('is a backup by itself: the next computer reads it without the vault', async () => {
    const setting = await setUp([0]);
    await copyBackup(await newest(setting), setting.pair, setting.options);
    await rm(setting.pair.vaultFolder, { recursive: true });
    expect(await listBackups(setting.copies)).toMatchObject([
      { state: 'verified', sidecar: { deviceName: 'Office router' } },
    ]);
    expect(await liesIn(setting.copies)).toEqual([]);
  });

  it.for<[string, (copy: string, setting: Setting) => Promise<void>]>([
    ['lost its archive', (copy) => rm(copy)],
    ['lost its sidecar', (copy) => rm(`${copy}.json`)],
    ['has a sidecar cut short', (copy) => truncate(`${copy}.json`, 100)],
    ['has an empty sidecar', (copy) => truncate(`${copy}.json`, 0)],
    ['has an empty archive, as a loss of power leaves it', (copy) => truncate(copy, 0)],
    ['was cut', (copy) => truncate(copy, 1000)],
    ['rotted', async (copy) => writeFile(copy, (await readFile(copy)).fill(0, 10, 20))],
    [
      'is an empty claim without a sidecar',
      async (copy) => {
        await rm(`${copy}.json`);
        await truncate(copy, 0);
      },
    ],
    [
      'failed a check that it would pass',
      async (copy) => {
        const sidecar = JSON.parse(await readFile(`${copy}.json`, 'utf8')) as object;
        const checkFailure = { code: 'archive/damaged', message: 'was damaged' };
        await writeFile(`${copy}.json`, JSON.stringify({ ...sidecar, checkFailure }));
      },
    ],
  ])('that %s is made whole again', async ([, spoil], context) => {
    const fault = injects(context, 'second/copy-rotten');
    const setting = await setUp([0]);
    const { pair, copies, options } = setting;
    const source = await newest(setting);
    await copyBackup(source, pair, options);
    await spoil(path.join(copies, source.file), setting);
    fault.fired();
    expect(await copyBackup(source, pair, options)).toEqual({ state: 'copied' });
    expect(await statesIn(copies)).toEqual({ [source.file]: 'verified' });
    expect(await liesIn(copies)).toEqual([]);
    expect((await readdir(copies)).length).toBe(2);
  });

  it.each<[string, (copy: string) => Promise<unknown>]>([
    ['another file', (copy) => writeFile(copy, 'precious')],
    ['a link', (copy) => symlink('/etc/hostname', copy)],
    ['a folder', (copy) => mkdir(copy)],
    [
      "another device's sidecar that lost its archive",
      async (copy) => {
        await save(path.dirname(copy), { serial: 'OTHER', deviceId: idOf(2) });
        await rm(copy);
      },
    ],
    [
      "another device's backup",
      (copy) => save(path.dirname(copy), { serial: 'OTHER', deviceId: idOf(2) }).then(() => undefined),
    ],
  ])('never takes the place of %s', async (_what, plant) => {
    const setting = await setUp([0]);
    const { pair, copies, options } = setting;
    await mkdir(copies);
    await plant(path.join(copies, fileOf(0)));
    const before = await snapshotOf(copies);
    expect(await copyBackup(await newest(setting), pair, options)).toEqual({
      state: 'left',
      reason: 'something else has its name there',
    });
    expect(await snapshotOf(copies)).toEqual(before);
  });

  it('never takes the place of something that appears at the last moment', async () => {
    const setting = await setUp([0]);
    const { pair, copies, options } = setting;
    const final = path.join(copies, fileOf(0));
    const late: DurableFs = {
      ...diskFs,
      link: async (from, to) => {
        if (to === final) await writeFile(final, 'precious');
        await diskFs.link(from, to);
      },
    };
    expect(await copyBackup(await newest(setting), pair, { ...options, fs: late })).toMatchObject({ state: 'left' });
    expect(await readFile(final, 'utf8')).toBe('precious');
    expect(await readdir(copies)).toEqual([fileOf(0)]);
  });

  it('leaves the sidecar of a newer Routerkeep alone', async () => {
    const setting = await setUp([0]);
    const { pair, copies, options } = setting;
    const source = await newest(setting);
    await copyBackup(source, pair, options);
    await writeFile(path.join(copies, `${source.file}.json`), JSON.stringify({ version: 2, file: source.file }));
    const before = await snapshotOf(copies);
    expect(await copyBackup(source, pair, options)).toMatchObject({ state: 'left' });
    expect(await snapshotOf(copies)).toEqual(before);
  });

  it('is not made of a backup that rotted in the vault', async () => {
    const setting = await setUp([0]);
    const { pair, copies, options } = setting;
    const source = await newest(setting);
    await writeFile(source.path, (await readFile(source.path)).fill(0, 10, 20));
    expect(await copyBackup(source, pair, options)).toEqual({
      state: 'left',
      reason: 'its content in the backup folder is no longer what was stored',
    });
    expect(await readdir(copies)).toEqual([]);
  });

  it('does not lose its good content to a backup that rotted in the vault', async () => {
    const setting = await setUp([0]);
    const { pair, copies, options } = setting;
    const source = await newest(setting);
    await copyBackup(source, pair, options);
    await writeFile(source.path, 'x'.repeat(source.sidecar.bytes + 5000));
    await truncate(path.join(copies, source.file), 1000);
    expect(await copyBackup(source, pair, options)).toMatchObject({ state: 'left' });
    expect(await statesIn(copies)).toEqual({ [source.file]: 'damaged' });
  });

  it.each(['openFile', 'read'])('is not made of a backup that the vault refuses to give (%s)', async (call) => {
    const setting = await setUp([0]);
    const { pair, copies, options } = setting;
    const source = await newest(setting);
    const fs: DurableFs = {
      ...diskFs,
      openFile: async (file) => {
        if (file !== source.path) return await diskFs.openFile(file);
        if (call === 'openFile') throw diskError('EACCES');
        const handle = await diskFs.openFile(file);
        return {
          write: () => Promise.reject(diskError('EBADF')),
          read: () => Promise.reject(diskError('EIO')),
          stat: () => handle.stat(),
          sync: () => handle.sync(),
          close: () => handle.close(),
        };
      },
    };
    expect(await copyBackup(source, pair, { ...options, fs })).toEqual({
      state: 'left',
      reason: 'it cannot be read from the backup folder',
    });
    expect(await readdir(copies)).toEqual([]);
  });

  it('that reads back differently is taken away again', async () => {
    const setting = await setUp([0]);
    const { pair, copies, options } = setting;
    const source = await newest(setting);
    let rotten = 0;
    const rotting: DurableFs = {
      ...diskFs,
      openFile: async (file) => {
        if (file === path.join(copies, source.file)) {
          rotten += 1;
          await writeFile(file, 'rotten');
        }
        return await diskFs.openFile(file);
      },
    };
    await expect(copyBackup(source, pair, { ...options, fs: rotting })).rejects.toMatchObject({
      code: 'copy/failed',
      message: `The copy to ${pair.place.root} failed: what was read back is not what was written.`,
    });
    expect(rotten).toBe(1);
    expect(await readdir(copies)).toEqual([]);
  });

  it('whose sidecar cannot be written is taken away again', async () => {
    const setting = await setUp([0]);
    const { pair, copies, options } = setting;
    const fs: DurableFs = {
      ...diskFs,
      link: (from, to) => (to.endsWith('.json') ? Promise.reject(diskError('EIO')) : diskFs.link(from, to)),
    };
    const work = copyBackup(await newest(setting), pair, { ...options, fs });
    await expect(work).rejects.toMatchObject({ code: 'copy/failed' });
    expect(await readdir(copies)).toEqual([]);
  });

  it('has a restore page that reads back as it was', async () => {
    const setting = await setUp([0]);
    const { pair, copies, options } = setting;
    await writeGuide(pair.vaultFolder, 'page');
    const page = path.join(copies, GUIDE_NAME);
    const fs: DurableFs = {
      ...diskFs,
      rename: async (from, to) => {
        await diskFs.rename(from, to);
        if (to === page) await writeFile(page, 'rotten');
      },
    };
    const work = copyBackup(await newest(setting), pair, { ...options, fs });
    await expect(work).rejects.toMatchObject({ code: 'copy/failed' });
    expect(await copyBackup(await newest(setting), pair, options)).toEqual({ state: 'there' });
    expect(await readFile(page, 'utf8')).toBe('page');
  });

  it('stops before anything is written when it was cancelled', async () => {
    const setting = await setUp([0]);
    const signal = AbortSignal.abort();
    const work = copyBackup(await newest(setting), setting.pair, { ...setting.options, signal });
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(setting.pair.place.root)).toEqual([MARKER_NAME]);
  });
});

describe('a place that is not there', () => {
  it('is missing when its folder is gone, and is not created', async () => {
    const setting = await setUp([0]);
    await rm(setting.pair.place.root, { recursive: true });
    const work = copyBackup(await newest(setting), setting.pair, setting.options);
    await expect(work).rejects.toMatchObject({ code: 'copy/missing' });
    await expect(stat(setting.pair.place.root)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is missing when only its empty mount point is there, and nothing is written into it', async () => {
    const setting = await setUp([0]);
    const { root } = setting.pair.place;
    await rename(root, `${root}-unmounted`);
    await mkdir(root);
    const written: string[] = [];
    const never = (file: string): Promise<never> => {
      written.push(file);
      return Promise.reject(new Error('written beneath a mount point'));
    };
    const fs = { ...diskFs, makeFolder: never, createFile: never };
    const work = copyBackup(await newest(setting), setting.pair, { ...setting.options, fs });
    await expect(work).rejects.toMatchObject({
      code: 'copy/missing',
      message: `The second place ${root} is not there.`,
    });
    expect(written).toEqual([]);
    expect(await readdir(root)).toEqual([]);
  });

  it('is missing when another disk lies in its stead', async () => {
    const setting = await setUp([0]);
    const { root } = setting.pair.place;
    await rename(root, `${root}-other`);
    await mkdir(root);
    await preparePlace(root, []);
    const work = copyBackup(await newest(setting), setting.pair, setting.options);
    await expect(work).rejects.toMatchObject({ code: 'copy/missing' });
    expect(await readdir(root)).toEqual([MARKER_NAME]);
  });

  it.each(['makeFolder', 'link', 'rename', 'unlink', 'list'])(
    'is missing when it goes away during the work (before %s), and nothing is left in its mount point',
    async (call) => {
      const setting = await setUp([0]);
      const { pair, options } = setting;
      const { root } = pair.place;
      const unmount = async (): Promise<void> => {
        if (await stat(`${root}-unmounted`).catch(() => undefined)) return;
        await rename(root, `${root}-unmounted`);
        await mkdir(root);
      };
      const fs = {
        ...diskFs,
        [call]: async (...given: never[]) => {
          await unmount();
          return await (diskFs[call as 'list'] as (...given: never[]) => Promise<unknown>)(...given);
        },
      };
      const outcome = await copyBackup(await newest(setting), pair, { ...options, fs }).catch(
        (thrown: unknown) => thrown,
      );
      const wasUnmounted = (await stat(`${root}-unmounted`).catch(() => undefined)) !== undefined;
      expect(outcome).toMatchObject(wasUnmounted ? { code: 'copy/missing' } : { state: 'copied' });
      if (wasUnmounted) expect(await readdir(root)).toEqual([]);
    },
  );

  it('is still the place when it is mounted elsewhere and told so', async () => {
    const setting = await setUp([0]);
    const { pair, options } = setting;
    await rename(pair.place.root, `${pair.place.root}-2`);
    const place = { ...pair.place, root: `${pair.place.root}-2` };
    expect(await copyBackup(await newest(setting), { ...pair, place }, options)).toEqual({ state: 'copied' });
  });
});

describe('pins and notes', () => {
  it('go with the copy', async () => {
    const setting = await setUp([1]);
    await setPinned(setting.pair.vaultFolder, fileOf(1), true);
    await copyBackup(await newest(setting), setting.pair, setting.options);
    expect(await listBackups(setting.copies)).toMatchObject([
      { sidecar: { pinned: true, takenAt: daysAgo(1).toISOString() } },
    ]);
  });
});
