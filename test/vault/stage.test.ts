import { chmod, lstat, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  commit,
  diskFs,
  hashFile,
  listBackups,
  openStage,
  removeStaleStages,
  type DurableFs,
} from '../../electron/vault/index.ts';
import { injects } from '../faults/index.ts';
import { diskError } from './faulty-fs.ts';
import { factsOf, save, TAKEN_AT } from './sample.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('a stage', () => {
  it('is hidden, for its owner alone, and counts and hashes what it gets', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    const stage = await openStage(folder);
    expect(path.dirname(stage.path)).toBe(folder);
    expect(path.basename(stage.path)).toMatch(/^\.routerkeep-[0-9a-f]{16}\.part$/);
    for (const piece of ['one', '', 'two']) await stage.write(Buffer.from(piece));
    const staged = await stage.finish();
    expect((await lstat(stage.path)).mode & 0o777).toBe(0o600);
    expect(staged).toEqual({ path: stage.path, ...(await hashFile(stage.path)) });
    expect(await readFile(stage.path, 'utf8')).toBe('onetwo');
    expect(staged.bytes).toBe(6);
  });

  it('closes a folder that it creates by an access list on Windows, and leaves the list of one that stood', async () => {
    const root = await temporaryFolder();
    const closed: string[] = [];
    const closeFolder = (folder: string): Promise<boolean> => Promise.resolve(closed.push(folder) > 0);
    await openStage(path.join(root, 'Office'), { platform: 'win32', closeFolder });
    await openStage(path.join(root, 'Office'), { platform: 'win32', closeFolder });
    await openStage(path.join(root, 'Attic'), { platform: 'linux', closeFolder });
    expect(closed).toEqual([path.join(root, 'Office')]);
  });

  it('creates the folder of the device, but never the vault', async (context) => {
    const fault = injects(context, 'saving/folder-gone');
    const root = await temporaryFolder();
    await openStage(path.join(root, 'Office'));
    expect((await stat(path.join(root, 'Office'))).mode & 0o777).toBe(0o700);
    const gone = path.join(root, 'unmounted', 'Office');
    await expect(openStage(gone)).rejects.toMatchObject({ code: 'vault/missing' });
    fault.fired();
    expect(await readdir(root)).toEqual(['Office']);
  });

  it('closes a folder to others that was open to them', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    await mkdir(folder);
    await chmod(folder, 0o755);
    await openStage(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('goes on in a folder whose rights cannot be set, as on a share that has none', async (context) => {
    const fault = injects(context, 'saving/rights-refused');
    const folder = path.join(await temporaryFolder(), 'Office');
    const earlier = await save(folder);
    await chmod(folder, 0o755);
    const rightless: DurableFs = {
      ...diskFs,
      chmod: () => {
        fault.fired();
        return Promise.reject(diskError('EPERM'));
      },
    };
    const later = await save(folder, {}, undefined, { fs: rightless });
    expect(await listBackups(folder)).toEqual([later, earlier]);
    await save(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('says so when a file stands where the folder should be, or the path is too long', async (context) => {
    const fault = injects(context, 'saving/folder-is-a-file', 'saving/path-too-long');
    const root = await temporaryFolder();
    await writeFile(path.join(root, 'Office'), '', { mode: 0o644 });
    await expect(openStage(path.join(root, 'Office'))).rejects.toMatchObject({ code: 'vault/unwritable' });
    expect((await stat(path.join(root, 'Office'))).mode & 0o777).toBe(0o644);
    await expect(openStage(path.join(root, 'Office', 'deeper'))).rejects.toMatchObject({ code: 'vault/unwritable' });
    await expect(openStage(path.join(root, 'x'.repeat(300)))).rejects.toMatchObject({
      code: 'vault/unwritable',
      message: expect.stringContaining('the path is too long') as string,
    });
    fault.fired(3);
  });

  it('follows no link planted at its name', async (context) => {
    const fault = injects(context, 'saving/symlink-planted');
    const root = await temporaryFolder();
    const folder = path.join(root, 'Office');
    await mkdir(folder);
    const outside = path.join(root, 'precious');
    const names = ['planted', 'planted', 'free'];
    await symlink(outside, path.join(folder, '.routerkeep-planted.part'));
    const stage = await openStage(folder, { randomName: () => names.shift() ?? 'exhausted' });
    expect(path.basename(stage.path)).toBe('.routerkeep-free.part');
    fault.fired();
    await stage.write(Buffer.from('secret'));
    await stage.finish();
    expect(await readdir(root)).toEqual(['Office']);
    await expect(openStage(folder, { randomName: () => 'planted' })).rejects.toMatchObject({
      code: 'vault/unwritable',
    });
  });

  it('can be discarded at any time, also twice, and never takes a backup with it', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    const early = await openStage(folder);
    await early.discard();
    await early.discard();
    const stage = await openStage(folder);
    await stage.write(Buffer.from('x'));
    const staged = await stage.finish();
    const entry = await commit(staged, factsOf(), { product: 'SRM', takenAt: TAKEN_AT });
    await stage.discard();
    expect((await readdir(folder)).sort()).toEqual([entry.file, `${entry.file}.json`]);
  });

  it('writes everything although the disk takes little at a time', async (context) => {
    const fault = injects(context, 'saving/short-write');
    const folder = path.join(await temporaryFolder(), 'Office');
    let writes = 0;
    const slow: DurableFs = {
      ...diskFs,
      createFile: async (file) => {
        const handle = await diskFs.createFile(file);
        return {
          write: (buffer, offset, length) => {
            writes += 1;
            return handle.write(buffer, offset, Math.min(7, length));
          },
          read: (...given) => handle.read(...given),
          stat: () => handle.stat(),
          sync: () => handle.sync(),
          close: () => handle.close(),
        };
      },
    };
    const content = Buffer.from('0123456789'.repeat(50));
    const { path: archive } = await save(folder, {}, content, { fs: slow });
    expect(writes).toBeGreaterThan(70);
    fault.fired(writes);
    expect(await readFile(archive)).toEqual(content);
  });

  it.for<[string, (length: number) => Promise<{ bytesWritten: number }>]>([
    ['says it wrote but did not', (length: number) => Promise.resolve({ bytesWritten: length })],
    ['takes nothing more', () => Promise.resolve({ bytesWritten: 0 })],
    ['is full', () => Promise.reject(diskError('ENOSPC'))],
    ['is over quota', () => Promise.reject(diskError('EDQUOT'))],
  ])('never becomes a backup when the disk %s', async ([what, answer], context) => {
    const fault = injects(context, /full|quota/.test(what) ? 'saving/disk-full' : 'saving/short-write');
    const folder = path.join(await temporaryFolder(), 'Office');
    let answers = 0;
    const lying: DurableFs = {
      ...diskFs,
      createFile: async (file) => {
        const handle = await diskFs.createFile(file);
        return {
          write: (_buffer, _offset, length) => {
            answers += 1;
            return answer(length);
          },
          read: (...given) => handle.read(...given),
          stat: () => handle.stat(),
          sync: () => handle.sync(),
          close: () => handle.close(),
        };
      },
    };
    const code = /full|quota/.test(what) ? 'vault/full' : 'vault/unwritable';
    const stage = await openStage(folder, { fs: lying });
    // At the latest when it is finished, so that nobody goes on to look into half an archive.
    const written = stage.write(Buffer.from('an archive'));
    if (what === 'takes nothing more') await expect(written).rejects.toMatchObject({ code });
    const finished = written.then(() => stage.finish());
    await expect(finished).rejects.toMatchObject({ code });
    expect(answers).toBeGreaterThan(0);
    fault.fired(answers);
    await stage.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it('stays broken after a failed write, whatever is asked of it then', async (context) => {
    const fault = injects(context, 'saving/each-call-once');
    const folder = path.join(await temporaryFolder(), 'Office');
    let writes = 0;
    const hiccup: DurableFs = {
      ...diskFs,
      createFile: async (file) => {
        const handle = await diskFs.createFile(file);
        return {
          write: (...given) => ((writes += 1) === 2 ? Promise.reject(diskError('EIO')) : handle.write(...given)),
          read: (...given) => handle.read(...given),
          stat: () => handle.stat(),
          sync: () => handle.sync(),
          close: () => handle.close(),
        };
      },
    };
    const stage = await openStage(folder, { fs: hiccup });
    await stage.write(Buffer.from('first'));
    await expect(stage.write(Buffer.from('second'))).rejects.toMatchObject({ code: 'vault/unwritable' });
    fault.fired();
    await stage.write(Buffer.from('third')).catch(() => undefined);
    await expect(stage.finish()).rejects.toMatchObject({ code: 'vault/unwritable' });
    await stage.discard();
  });

  it('stops when cancelled', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    const controller = new AbortController();
    const stage = await openStage(folder, { signal: controller.signal });
    await stage.write(Buffer.from('x'));
    controller.abort();
    await expect(stage.write(Buffer.from('y'))).rejects.toMatchObject({ code: 'cancelled' });
    await stage.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it('tells a folder that vanished from a file that vanished', async () => {
    const root = await temporaryFolder();
    const folder = path.join(root, 'Office');
    const naming = { product: 'SRM', takenAt: TAKEN_AT } as const;
    const stage = await openStage(folder);
    const staged = await stage.finish();
    await rm(stage.path);
    await expect(commit(staged, factsOf(), naming)).rejects.toMatchObject({
      code: 'vault/unwritable',
      message: expect.stringContaining('the file is gone') as string,
    });
    await rm(folder, { recursive: true });
    await expect(commit(staged, factsOf(), naming)).rejects.toMatchObject({ code: 'vault/missing' });
  });
});

describe('the sweep of stages', () => {
  it('removes what dead runs left, and nothing else', async () => {
    const root = await temporaryFolder();
    const folder = path.join(root, 'Office');
    const { file } = await save(folder);
    await writeFile(path.join(root, 'precious'), 'precious');
    await writeFile(path.join(folder, '.routerkeep-0123456789abcdef.part'), 'half an archive');
    await symlink(path.join(root, 'precious'), path.join(folder, '.routerkeep-ffff.part'));
    for (const foreign of ['.routerkeep-.part', 'routerkeep-aa.part', '.routerkeep-aa.part.dss', 'download.part']) {
      await writeFile(path.join(folder, foreign), '');
    }
    const swept = await removeStaleStages(folder);
    expect([...swept].sort()).toEqual(['.routerkeep-0123456789abcdef.part', '.routerkeep-ffff.part']);
    expect(await readFile(path.join(root, 'precious'), 'utf8')).toBe('precious');
    const left = await readdir(folder);
    expect(left).toHaveLength(6);
    expect(left).toContain(file);
  });

  it('is content with a folder that does not exist yet', async () => {
    expect(await removeStaleStages(path.join(await temporaryFolder(), 'Office'))).toEqual([]);
  });
});
