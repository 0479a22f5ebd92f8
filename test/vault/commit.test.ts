import { link, lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { commit, diskFs, listBackups, openStage, type DurableFs } from '../../electron/vault/index.ts';
import { injects } from '../faults/index.ts';
import { diskError } from './faulty-fs.ts';
import { factsOf, liesIn, save, statesIn, TAKEN_AT } from './sample.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A disk that has no hard links, such as a FAT stick. */
const withoutLinks: DurableFs = {
  ...diskFs,
  link: () => Promise.reject(diskError('ENOTSUP')),
};
const disks = [
  { disk: 'a disk with hard links', fs: diskFs },
  { disk: 'a disk without them', fs: withoutLinks },
];

describe('committing a backup', () => {
  it('stores archive and sidecar under the promised names, for the owner alone', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    const content = Buffer.from('an archive');
    const entry = await save(folder, {}, content);
    expect(entry).toMatchObject({ state: 'verified', file: 'SynologyRouter_20261120.dss' });
    expect(await readFile(entry.path)).toEqual(content);
    expect((await readdir(folder)).sort()).toEqual(['SynologyRouter_20261120.dss', 'SynologyRouter_20261120.dss.json']);
    expect(await listBackups(folder)).toEqual([entry]);
    expect((await lstat(folder)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(folder)) expect((await lstat(path.join(folder, name))).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['the host name the device tells', { hostName: 'attic' }, 'attic_20261120.dss'],
    ['the default of a NAS', { product: 'DSM' as const }, 'DiskStation_20261120.dss'],
    ['a host name without a path in it', { hostName: '../../etc/passwd' }, 'etc-passwd_20261120.dss'],
    ['a host name without hidden or odd characters', { hostName: '.Bü ro\u0000\u202e🏠' }, 'Bu-ro_20261120.dss'],
    ['the default where nothing of the host name is left', { hostName: '..//\n' }, 'SynologyRouter_20261120.dss'],
    ['a host name of bearable length', { hostName: 'r'.repeat(300) }, `${'r'.repeat(63)}_20261120.dss`],
  ])('names it by %s', async (_what, saved, file) => {
    const folder = path.join(await temporaryFolder(), 'Office');
    expect((await save(folder, saved)).file).toBe(file);
  });

  it.each(disks)('gives each backup of one second its own name on $disk', async ({ fs }) => {
    const folder = path.join(await temporaryFolder(), 'Office');
    const files: string[] = [];
    for (let count = 0; count < 4; count += 1) files.push((await save(folder, {}, undefined, { fs })).file);
    expect(files).toEqual([
      'SynologyRouter_20261120.dss',
      'SynologyRouter_20261120_153012.dss',
      'SynologyRouter_20261120_153012-2.dss',
      'SynologyRouter_20261120_153012-3.dss',
    ]);
    expect(Object.values(await statesIn(folder))).toEqual(['verified', 'verified', 'verified', 'verified']);
    expect(await liesIn(folder)).toEqual([]);
  });

  it.for(disks)('replaces nothing that appears at the last moment on $disk', async ({ fs }, context) => {
    const fault = injects(context, 'saving/symlink-planted');
    const folder = path.join(await temporaryFolder(), 'Office');
    const planted = path.join(folder, 'SynologyRouter_20261120.dss');
    const outside = path.join(path.dirname(folder), 'precious');
    await writeFile(outside, 'precious');
    let planting = 0;
    // Behind the look into the folder, before the name is given.
    const late: DurableFs = {
      ...fs,
      list: async (listed) => {
        const names = await fs.list(listed);
        if (listed === folder) {
          await symlink(outside, planted);
          planting += 1;
        }
        return names;
      },
    };
    const stage = await openStage(folder);
    await stage.write(Buffer.from('new'));
    const entry = await commit(await stage.finish(), factsOf(), { product: 'SRM', takenAt: TAKEN_AT }, { fs: late });
    expect(planting).toBe(1);
    fault.fired();
    expect(entry.file).toBe('SynologyRouter_20261120_153012.dss');
    expect(await readFile(outside, 'utf8')).toBe('precious');
    expect((await lstat(planted)).isSymbolicLink()).toBe(true);
  });

  it('takes a name that differs only in case for taken, as other systems would', async (context) => {
    const fault = injects(context, 'saving/case-twins');
    const folder = path.join(await temporaryFolder(), 'Office');
    await mkdir(folder);
    await writeFile(path.join(folder, 'SYNOLOGYROUTER_20261120.DSS'), 'foreign');
    expect((await save(folder)).file).toBe('SynologyRouter_20261120_153012.dss');
    fault.fired();
  });

  it('never lets a sidecar that lost its archive speak of a new one', async (context) => {
    const fault = injects(context, 'saving/archive-gone');
    const folder = path.join(await temporaryFolder(), 'Office');
    const first = await save(folder);
    await diskFs.unlink(first.path);
    fault.fired();
    expect((await save(folder)).file).toBe('SynologyRouter_20261120_153012.dss');
    expect(await statesIn(folder)).toEqual({
      'SynologyRouter_20261120.dss': 'missing',
      'SynologyRouter_20261120_153012.dss': 'verified',
    });
  });

  it.each([
    ['archive', '.dss'],
    ['sidecar', '.dss.json'],
  ])('takes a backup away again whose %s reads back differently', async (_what, ending) => {
    const folder = path.join(await temporaryFolder(), 'Office');
    const kept = await save(folder);
    let readings = 0;
    const rotting: DurableFs = {
      ...diskFs,
      openFile: async (file) => {
        if (file.endsWith(ending) && !file.startsWith(kept.path)) {
          readings += 1;
          await writeFile(file, 'rotten');
        }
        return await diskFs.openFile(file);
      },
    };
    await expect(save(folder, {}, undefined, { fs: rotting })).rejects.toMatchObject({ code: 'vault/unwritable' });
    expect(readings).toBe(1);
    expect(await listBackups(folder)).toEqual([kept]);
    expect((await readdir(folder)).length).toBe(2);
  });

  it('takes a backup away again that reads back differently at the same length', async (context) => {
    const fault = injects(context, 'saving/bit-rot');
    const folder = path.join(await temporaryFolder(), 'Office');
    const kept = await save(folder);
    const rotting: DurableFs = {
      ...diskFs,
      openFile: async (file) => {
        if (file.endsWith('.dss') && file !== kept.path) {
          const content = await readFile(file);
          content[4000] = (content[4000] ?? 0) ^ 1;
          await writeFile(file, content);
          fault.fired();
        }
        return await diskFs.openFile(file);
      },
    };
    await expect(save(folder, {}, undefined, { fs: rotting })).rejects.toMatchObject({ code: 'vault/unwritable' });
    expect(await listBackups(folder)).toEqual([kept]);
  });

  it.for([
    ['EIO', false],
    ['EINVAL', true],
  ] as const)('promises nothing while the names in a folder cannot be written through (%s)', async (given, context) => {
    const [code, unsupported] = given;
    const fault = injects(context, 'saving/each-call-for-ever');
    const folder = path.join(await temporaryFolder(), 'Office');
    const kept = await save(folder);
    const unsynced: DurableFs = {
      ...diskFs,
      openFolder: async (opened) => {
        const handle = await diskFs.openFolder(opened);
        return {
          write: (...written) => handle.write(...written),
          read: (...read) => handle.read(...read),
          stat: () => handle.stat(),
          close: () => handle.close(),
          sync: () => {
            fault.fired();
            return Promise.reject(diskError(code));
          },
        };
      },
    };
    const saved = save(folder, {}, undefined, { fs: unsynced });
    // Some shares cannot do it at all, and say so.
    if (unsupported) expect(await listBackups(folder)).toContainEqual(await saved.then(() => kept));
    else await expect(saved).rejects.toMatchObject({ code: 'vault/unwritable' });
    expect(await listBackups(folder)).toHaveLength(unsupported ? 2 : 1);
  });

  it.for(['EEXIST', 'EIO'])('sees that it has its name although a share answers %s', async (code, context) => {
    const fault = injects(context, 'saving/done-but-reported-failed');
    const folder = path.join(await temporaryFolder(), 'Office');
    let links = 0;
    const forgetful: DurableFs = {
      ...diskFs,
      link: async (...given) => {
        links += 1;
        await diskFs.link(...given);
        throw diskError(code);
      },
    };
    const entry = await save(folder, {}, undefined, { fs: forgetful });
    expect(links).toBe(2);
    fault.fired(links);
    expect(await listBackups(folder)).toEqual([entry]);
    expect((await readdir(folder)).sort()).toEqual([entry.file, `${entry.file}.json`]);
  });

  it('gives up soon on a disk that calls every name taken', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    let links = 0;
    const absurd: DurableFs = { ...diskFs, link: () => ((links += 1), Promise.reject(diskError('EEXIST'))) };
    await expect(save(folder, {}, undefined, { fs: absurd })).rejects.toMatchObject({ code: 'vault/unwritable' });
    expect(links).toBeLessThan(50);
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuses facts that could not be read again, before anything is placed', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    const stage = await openStage(folder);
    const broken = { ...factsOf(), durationMs: Number.NaN };
    const naming = { product: 'SRM', takenAt: TAKEN_AT } as const;
    await expect(commit(await stage.finish(), broken, naming)).rejects.toMatchObject({ code: 'internal' });
    await stage.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it('stops before anything is placed when cancelled', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    const stage = await openStage(folder);
    const staged = await stage.finish();
    const naming = { product: 'SRM', takenAt: TAKEN_AT } as const;
    const signal = AbortSignal.abort();
    const fs: DurableFs = { ...diskFs, createFile: () => Promise.reject(new Error('it went on')) };
    await expect(commit(staged, factsOf(), naming, { fs, signal })).rejects.toMatchObject({ code: 'cancelled' });
    await stage.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it('does not mind that the hidden name is a second name of the backup for a moment', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    const entry = await save(folder);
    // A run that died between link and unlink leaves this.
    const hidden = path.join(folder, '.routerkeep-0123456789abcdef.part');
    await link(entry.path, hidden);
    await (await openStage(folder)).discard();
    expect(await listBackups(folder)).toEqual([entry]);
  });
});
