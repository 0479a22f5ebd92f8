import { mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskFs, prepareVault, type DurableFs } from '../../electron/vault/index.ts';
import { systemCode } from '../../electron/platform/system-error.ts';
import { injects } from '../faults/index.ts';
import { diskError } from './faulty-fs.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('preparing a vault', () => {
  it('creates it with what is above it, for the owner alone, and leaves nothing in it', async () => {
    const root = await temporaryFolder();
    const vault = path.join(root, 'Documents', 'Routerkeep');
    await prepareVault(vault, { create: true });
    expect(await readdir(vault)).toEqual([]);
    expect((await stat(vault)).mode & 0o777).toBe(0o700);
    await prepareVault(vault, { create: true });
    await prepareVault(vault, { create: false });
  });

  it('never creates a folder again that is gone: its disk may not be connected', async (context) => {
    const fault = injects(context, 'saving/folder-gone', 'saving/folder-unmounted');
    const root = await temporaryFolder();
    const vault = path.join(root, 'Routerkeep');
    await prepareVault(vault, { create: true });
    await rm(vault, { recursive: true });
    await expect(prepareVault(vault, { create: false })).rejects.toMatchObject({ code: 'vault/missing' });
    expect(await readdir(root)).toEqual([]);
    fault.fired();
    await symlink(path.join(root, 'unmounted'), vault);
    await expect(prepareVault(vault, { create: true })).rejects.toMatchObject({ code: 'vault/missing' });
  });

  it('says so when a file stands in its place, or in the place of a folder above', async (context) => {
    const fault = injects(context, 'saving/folder-is-a-file');
    const root = await temporaryFolder();
    await writeFile(path.join(root, 'file'), 'precious');
    for (const create of [true, false]) {
      for (const vault of [path.join(root, 'file'), path.join(root, 'file', 'deeper')]) {
        await expect(prepareVault(vault, { create })).rejects.toMatchObject({
          code: 'vault/unwritable',
          message: expect.stringContaining('a file stands in its place') as string,
        });
        fault.fired();
      }
    }
  });

  it('says so too where the system, as Windows does, only tells that there is nothing', async () => {
    const root = await temporaryFolder();
    await writeFile(path.join(root, 'file'), 'precious');
    const asWindows = async <Result>(work: Promise<Result>): Promise<Result> =>
      work.catch((thrown: unknown) => {
        throw systemCode(thrown) === 'ENOTDIR' ? diskError('ENOENT') : thrown;
      });
    const fs: DurableFs = {
      ...diskFs,
      stat: (file) => asWindows(diskFs.stat(file)),
      makeFolder: (file) => asWindows(diskFs.makeFolder(file)),
    };
    for (const create of [true, false]) {
      const vault = path.join(root, 'file', 'deeper', 'still');
      await expect(prepareVault(vault, { create }, { fs })).rejects.toMatchObject({
        code: 'vault/unwritable',
        message: `The backup folder ${vault} cannot be used: a file stands in its place.`,
      });
    }
    await expect(prepareVault(path.join(root, 'gone'), { create: false }, { fs })).rejects.toMatchObject({
      code: 'vault/missing',
    });
  });

  it.each(['CON', 'Backups.', 'Backups ', 'a:b', 'n'.repeat(256)])(
    'refuses on Windows the name %j, which would mean another place there, and makes nothing',
    async (name) => {
      const root = await temporaryFolder();
      await expect(prepareVault(path.join(root, name), { create: true }, { platform: 'win32' })).rejects.toMatchObject({
        code: 'usage/invalid',
      });
      expect(await readdir(root)).toEqual([]);
    },
  );

  it.each([
    ['EROFS', 'vault/unwritable', 'it is read-only'],
    ['EACCES', 'vault/unwritable', 'no right to write'],
    ['ENOSPC', 'vault/full', 'no space'],
    ['EIO', 'vault/unwritable', 'the disk reports an error'],
    ['ESTALE', 'vault/missing', 'is not there'],
    ['EWEIRD', 'vault/unwritable', 'the system reports EWEIRD'],
  ])('finds out by writing (%s)', async (systemCode, code, words) => {
    const root = await temporaryFolder();
    const failing: DurableFs = { ...diskFs, createFile: () => Promise.reject(diskError(systemCode)) };
    await expect(prepareVault(root, { create: false }, { fs: failing })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words) as string,
    });
  });

  it.each(['Routerkeep', './Routerkeep', '', '/with\0nul'])('takes only a whole path: %j', async (vault) => {
    await expect(prepareVault(vault, { create: true })).rejects.toMatchObject({ code: 'usage/invalid' });
  });

  it('takes a folder with things in it as it is', async () => {
    const root = await temporaryFolder();
    await mkdir(path.join(root, 'mine'), { mode: 0o755 });
    await writeFile(path.join(root, 'mine', 'cat.jpg'), '');
    await prepareVault(path.join(root, 'mine'), { create: true });
    expect(await readdir(path.join(root, 'mine'))).toEqual(['cat.jpg']);
    expect((await stat(path.join(root, 'mine'))).mode & 0o777).toBe(0o755);
  });
});
