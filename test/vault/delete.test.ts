import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  deleteBackup,
  deleteDevice,
  diskFs,
  listBackups,
  setPinned,
  writeGuide,
  type DurableFs,
} from '../../electron/vault/index.ts';
import { injects } from '../faults/index.ts';
import { diskError } from './faulty-fs.ts';
import { idOf, save, statesIn } from './sample.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('deleting one backup', () => {
  it('removes archive and sidecar, and nothing else', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    const [first, second] = [await save(folder), await save(folder)];
    await deleteBackup(folder, first.file);
    expect(await statesIn(folder)).toEqual({ [second.file]: 'verified' });
    expect(await readdir(folder)).toHaveLength(2);
    await deleteBackup(folder, first.file);
  });

  it('finishes what an interrupted one began', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    const { file, path: archive } = await save(folder);
    await rm(archive);
    expect(await statesIn(folder)).toEqual({ [file]: 'missing' });
    await deleteBackup(folder, file);
    expect(await readdir(folder)).toEqual([]);
  });

  it('that the disk refuses leaves the backup as it was, to be deleted later', async (context) => {
    const fault = injects(context, 'saving/deletion-cut');
    const folder = path.join(await temporaryFolder(), 'Office');
    const entry = await save(folder);
    const refusing: DurableFs = {
      ...diskFs,
      unlink: (file) => {
        if (file !== entry.path) return diskFs.unlink(file);
        fault.fired();
        return Promise.reject(diskError('EPERM'));
      },
    };
    const refused = deleteBackup(folder, entry.file, { fs: refusing, platform: 'linux' });
    await expect(refused).rejects.toMatchObject({ code: 'vault/unwritable' });
    expect(await listBackups(folder)).toEqual([entry]);
    expect(await readdir(folder)).toHaveLength(2);
    await deleteBackup(folder, entry.file);
    expect(await readdir(folder)).toEqual([]);
  });

  it('never reaches outside the folder', async () => {
    const root = await temporaryFolder();
    const folder = path.join(root, 'Office');
    await save(folder);
    const outside = path.join(root, 'precious.dss');
    await writeFile(outside, 'precious');
    for (const file of ['../precious.dss', outside, 'notes.txt', 'HOW-TO-RESTORE.html']) {
      await expect(deleteBackup(folder, file)).rejects.toMatchObject({ code: 'usage/invalid' });
    }
    // A link in the folder is removed, not what it leads to.
    await symlink(outside, path.join(folder, 'link.dss'));
    await deleteBackup(folder, 'link.dss');
    expect((await readdir(root)).sort()).toEqual(['Office', 'precious.dss']);
  });
});

describe('deleting the backups of a device', () => {
  it('leaves no trace of a folder that holds nothing else', async () => {
    const root = await temporaryFolder();
    const folder = path.join(root, 'Office');
    const [first, second] = [await save(folder), await save(folder)];
    await setPinned(folder, first.file, true);
    await rm(second.path);
    await writeGuide(folder, '<p>page</p>');
    await writeFile(path.join(folder, '.routerkeep-00.part'), 'left over');
    const result = await deleteDevice(folder);
    expect([...result.removed].sort()).toEqual([first.file, second.file]);
    expect(result.stays).toEqual([]);
    expect(await readdir(root)).toEqual([]);
  });

  it('leaves what is not ours, says so, and keeps the page that explains it', async () => {
    const root = await temporaryFolder();
    const folder = path.join(root, 'Office');
    const { file } = await save(folder);
    const broken = await save(folder);
    await writeFile(`${broken.path}.json`, '{');
    await writeGuide(folder, '<p>page</p>');
    const foreign = ['cat.jpg', 'SynologyRouter_20250504.dss', broken.file, `${broken.file}.json`];
    await writeFile(path.join(folder, 'cat.jpg'), '');
    await writeFile(path.join(folder, 'SynologyRouter_20250504.dss'), 'manual export');
    const result = await deleteDevice(folder);
    expect(result.removed).toEqual([file]);
    expect([...result.stays].sort()).toEqual([...foreign, 'HOW-TO-RESTORE.html'].sort());
    expect((await readdir(folder)).sort()).toEqual([...result.stays].sort());
  });

  it('leaves the backups of another device in the same folder when asked to tell them apart', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    await save(folder, { deviceId: idOf(1), serial: 'SN1' });
    const other = await save(folder, { deviceId: idOf(2), serial: 'SN2' });
    const result = await deleteDevice(folder, { isOurs: ({ identity }) => identity.serial === 'SN1' });
    expect(result.removed).toHaveLength(1);
    expect(await statesIn(folder)).toEqual({ [other.file]: 'verified' });
  });

  it('has nothing to do for a device that never got a folder, but says that a vault is gone', async () => {
    const root = await temporaryFolder();
    await mkdir(path.join(root, 'Attic'));
    expect(await deleteDevice(path.join(root, 'Attic'))).toEqual({ removed: [], stays: [] });
    expect(await deleteDevice(path.join(root, 'Office'))).toEqual({ removed: [], stays: [] });
    const gone = path.join(root, 'gone', 'Office');
    await expect(deleteDevice(gone)).rejects.toMatchObject({ code: 'vault/missing' });
  });
});
