import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  carryBackups,
  deleteBackup,
  deleteDevice,
  diskFs,
  listBackups,
  removeCarried,
  removeStaleStages,
  setPinned,
  type DurableFs,
  type VerifiedBackup,
} from '../../electron/vault/index.ts';
import { injects } from '../faults/index.ts';
import { diskError, faultyFs } from './faulty-fs.ts';
import { liesIn, save, statesIn } from './sample.ts';
import { temporaryFolder } from './temporary-folder.ts';

const withoutLinks: DurableFs = { ...diskFs, link: () => Promise.reject(diskError('ENOTSUP')) };

/** As it was named before the name told whose it is. */
const waitingName = (file: string): string => `.routerkeep-${file}.json.part`;

/** A folder with one backup whose saving or deletion was cut: its sidecar waits. */
async function cutBackup(): Promise<{ readonly folder: string; readonly entry: VerifiedBackup }> {
  const folder = path.join(await temporaryFolder(), 'Office');
  const entry = await save(folder);
  await rename(`${entry.path}.json`, path.join(folder, waitingName(entry.file)));
  expect((await listBackups(folder))[0]).toMatchObject({
    state: 'unknown',
    reason: expect.stringContaining('cut short') as string,
  });
  return { folder, entry };
}

describe('what a process that was killed left half done', () => {
  it.for([
    { disk: 'a disk with hard links', base: diskFs },
    { disk: 'a disk without them', base: withoutLinks },
  ])('in a save is finished or taken away by the next run, on $disk', async ({ base }, context) => {
    const fault = injects(context, 'saving/killed-anywhere');
    let finished = 0;
    for (let nth = 1, done = false; !done; nth += 1) {
      const folder = path.join(await temporaryFolder('memory'), 'Office');
      const earlier = await save(folder);
      const killed = faultyFs(base, { nth, lasting: 'forever', when: 'before', code: 'EIO' });
      await save(folder, {}, undefined, { fs: killed.fs }).catch(() => undefined);
      done = killed.failed.length === 0;
      if (!done) fault.fired();
      const counted = Object.values(await statesIn(folder)).filter((state) => state === 'verified').length;
      await removeStaleStages(folder);
      const entries = await listBackups(folder);
      expect(entries, `killed at call ${nth}`).toContainEqual(earlier);
      expect(await liesIn(folder)).toEqual([]);
      expect(new Set(entries.map(({ state }) => state)), `killed at call ${nth}`).toEqual(new Set(['verified']));
      if (entries.length > counted) finished += 1;
      const whole = entries.flatMap(({ file }) => [file, `${file}.json`]).sort();
      expect((await readdir(folder)).sort(), `killed at call ${nth}`).toEqual(whole);
    }
    expect(finished).toBeGreaterThan(0);
  });

  it('in a deletion is undone or finished by the next run, and never seems lost', async (context) => {
    const fault = injects(context, 'saving/deletion-cut');
    const ends = new Set<string>();
    for (let nth = 1, done = false; !done; nth += 1) {
      const folder = path.join(await temporaryFolder('memory'), 'Office');
      const entry = await save(folder);
      const killed = faultyFs(diskFs, { nth, lasting: 'forever', when: 'before', code: 'EIO' });
      await deleteBackup(folder, entry.file, { fs: killed.fs }).catch(() => undefined);
      done = killed.failed.length === 0;
      if (!done) fault.fired();
      expect(Object.values(await statesIn(folder)), `killed at call ${nth}`).not.toContain('missing');
      await removeStaleStages(folder);
      const names = (await readdir(folder)).sort();
      expect([[], [entry.file, `${entry.file}.json`]], `killed at call ${nth}`).toContainEqual(names);
      if (names.length > 0) expect(await listBackups(folder)).toEqual([entry]);
      ends.add(names.length > 0 ? 'undone' : 'finished');
    }
    expect(ends).toEqual(new Set(['undone', 'finished']));
  });

  it('does not hide that another backup was lost', async (context) => {
    const fault = injects(context, 'saving/archive-gone');
    const { folder, entry } = await cutBackup();
    const lost = await save(folder);
    await rm(lost.path);
    await rm(entry.path);
    fault.fired();
    await removeStaleStages(folder);
    expect(await statesIn(folder)).toEqual({ [lost.file]: 'missing' });
    expect(await readdir(folder)).toEqual([`${lost.file}.json`]);
  });

  it('is never given out as whole when the archive is not what was stored', async (context) => {
    const fault = injects(context, 'saving/archive-other-hash');
    const { folder, entry } = await cutBackup();
    await writeFile(entry.path, Buffer.alloc(5000));
    fault.fired();
    await removeStaleStages(folder);
    const [found] = await listBackups(folder);
    expect(found).toMatchObject({ state: 'damaged', problem: { code: 'archive/damaged' } });
    expect(await readdir(folder)).toHaveLength(2);
  });

  it('waits for a later run while the archive cannot be read', async (context) => {
    const fault = injects(context, 'saving/each-call-for-ever');
    const { folder, entry } = await cutBackup();
    const unreadable: DurableFs = {
      ...diskFs,
      openFile: (file) => {
        if (file !== entry.path) return diskFs.openFile(file);
        fault.fired();
        return Promise.reject(diskError('EIO'));
      },
    };
    expect(await removeStaleStages(folder, { fs: unreadable })).toEqual([]);
    expect(await statesIn(folder)).toEqual({ [entry.file]: 'unknown' });
    await removeStaleStages(folder);
    expect(await listBackups(folder)).toEqual([entry]);
  });

  it.for([
    ['a sidecar that stands', ''],
    ['a sidecar of a newer version', '{"version": 2}'],
  ] as const)('yields to %s', async ([, text], context) => {
    const fault = injects(context, text === '' ? 'saving/deletion-cut' : 'saving/sidecar-newer');
    const folder = path.join(await temporaryFolder(), 'Office');
    const entry = await save(folder);
    await diskFs.link(`${entry.path}.json`, path.join(folder, waitingName(entry.file)));
    if (text === '') await setPinned(folder, entry.file, true);
    else {
      await rm(`${entry.path}.json`);
      await writeFile(`${entry.path}.json`, text);
    }
    fault.fired();
    await removeStaleStages(folder);
    expect((await readdir(folder)).sort()).toEqual([entry.file, `${entry.file}.json`]);
    const [found] = await listBackups(folder);
    if (text === '') expect(found).toMatchObject({ state: 'verified', sidecar: { pinned: true } });
    else expect(found?.state).toBe('unknown');
  });

  it('keeps its name: a new backup takes another', async (context) => {
    const fault = injects(context, 'saving/killed-anywhere');
    const { folder, entry } = await cutBackup();
    await rm(entry.path);
    fault.fired();
    expect((await save(folder)).file).toBe('SynologyRouter_20261120_153012.dss');
  });

  it('goes with the device, and moves with it', async (context) => {
    const fault = injects(context, 'saving/deletion-cut');
    const { folder, entry } = await cutBackup();
    fault.fired();
    const to = path.join(await temporaryFolder(), 'Office');
    expect(await carryBackups(folder, to)).toEqual([]);
    expect(await statesIn(to)).toEqual({ [entry.file]: 'verified' });
    await rename(`${entry.path}.json`, path.join(folder, waitingName(entry.file)));
    expect(await removeCarried(folder, to)).toEqual({ removed: [entry.file], left: [] });
    const there = path.join(to, entry.file);
    await rename(`${there}.json`, path.join(to, waitingName(entry.file)));
    fault.fired(2);
    expect(await deleteDevice(to)).toEqual({ removed: [entry.file], stays: [] });
  });
});
