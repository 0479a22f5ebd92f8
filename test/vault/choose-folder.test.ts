import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseFolder, deleteBackup } from '../../electron/vault/index.ts';
import { injects } from '../faults/index.ts';
import { save } from './sample.ts';
import { temporaryFolder } from './temporary-folder.ts';

const day = (date: number): Date => new Date(2026, 10, date, 3, 0, 0);

describe('choosing the folder of a device', () => {
  it('takes the name of the device', async () => {
    expect(await chooseFolder(await temporaryFolder(), 'Office router', 'SN1')).toBe('Office router');
  });

  it('takes up the folder of the same serial again, whatever the device is called now', async () => {
    const root = await temporaryFolder();
    await save(path.join(root, 'Old name'), { serial: 'SN1' });
    await save(path.join(root, 'Other'), { serial: 'SN2' });
    expect(await chooseFolder(root, 'Other', 'SN1')).toBe('Old name');
  });

  it('goes by the newest sidecar of a folder that has seen two devices', async () => {
    const root = await temporaryFolder();
    await save(path.join(root, 'Office'), { serial: 'SN-OLD', takenAt: day(1), hostName: 'z' });
    await save(path.join(root, 'Office'), { serial: 'SN-NEW', takenAt: day(2), hostName: 'a' });
    expect(await chooseFolder(root, 'Office', 'SN-NEW')).toBe('Office');
    expect(await chooseFolder(root, 'Office', 'SN-OLD')).toBe('Office-NOLD');
  });

  it('takes the one used last when two folders tell the same serial', async () => {
    const root = await temporaryFolder();
    await save(path.join(root, 'A'), { serial: 'SN1', takenAt: day(3) });
    await save(path.join(root, 'B'), { serial: 'SN1', takenAt: day(5) });
    await save(path.join(root, 'C'), { serial: 'SN1', takenAt: day(4) });
    expect(await chooseFolder(root, 'D', 'SN1')).toBe('B');
  });

  it('still knows a folder whose newest sidecar is broken', async () => {
    const root = await temporaryFolder();
    const folder = path.join(root, 'Office');
    await save(folder, { serial: 'SN1', takenAt: day(1) });
    const { path: archive } = await save(folder, { serial: 'SN1', takenAt: day(2) });
    await writeFile(`${archive}.json`, '{"version":1');
    expect(await chooseFolder(root, 'New', 'SN1')).toBe('Office');
  });

  it('never hands out the folder of a device that is added now', async () => {
    const root = await temporaryFolder();
    await save(path.join(root, 'Office'), { serial: 'SN12345678' });
    expect(await chooseFolder(root, 'Office', 'SN12345678', { taken: ['Office'] })).toBe('Office-5678');
    // Not even one that was given to it but not created yet.
    expect(await chooseFolder(root, 'Attic', 'SN2', { taken: ['attic'] })).toBe('Attic-SN2');
  });

  it('tells twins apart by the last four of the serial, then by a count', async (context) => {
    const fault = injects(context, 'saving/case-twins');
    const root = await temporaryFolder();
    await save(path.join(root, 'Office'), { serial: 'SN1' });
    expect(await chooseFolder(root, 'office', '2130ABC/..99')).toBe('office-BC99');
    fault.fired();
    await save(path.join(root, 'OFFICE-BC99'), { serial: 'SN2' });
    expect(await chooseFolder(root, 'Office', '2130ABC99')).toBe('Office-BC99-2');
    await save(path.join(root, 'office-bc99-2'), { serial: 'SN3' });
    expect(await chooseFolder(root, 'Office', '2130ABC99')).toBe('Office-BC99-3');
    expect(await chooseFolder(root, 'Office')).toBe('Office-2');
  });

  it('takes names of other composition for the same', async (context) => {
    const fault = injects(context, 'saving/unicode-forms');
    const root = await temporaryFolder();
    await save(path.join(root, 'Bu\u0308ro'), { serial: 'SN1' });
    expect(await chooseFolder(root, 'BÜRO', 'SN9999')).toBe('BÜRO-9999');
    fault.fired();
  });

  it('uses a folder of its own that never got a backup', async () => {
    const root = await temporaryFolder();
    const folder = path.join(root, 'Office');
    const { file } = await save(folder, { serial: 'SN1' });
    await deleteBackup(folder, file);
    await writeFile(path.join(folder, '.routerkeep-00ff.part'), 'left over');
    await writeFile(path.join(folder, 'HOW-TO-RESTORE.html'), 'page');
    expect(await chooseFolder(root, 'Office', 'SN2')).toBe('Office');
  });

  it('leaves alone what is not its own: files, links, folders with foreign things', async () => {
    const root = await temporaryFolder();
    await writeFile(path.join(root, 'File'), '');
    await symlink(await temporaryFolder(), path.join(root, 'Link'));
    await mkdir(path.join(root, 'Photos'));
    await writeFile(path.join(root, 'Photos', 'cat.jpg'), '');
    await mkdir(path.join(root, 'Exports'));
    await writeFile(path.join(root, 'Exports', 'SynologyRouter_20250504.dss'), '');
    for (const name of ['File', 'Link', 'Photos', 'Exports']) {
      expect(await chooseFolder(root, name, 'SN1234')).toBe(`${name}-1234`);
    }
  });

  it('says that the vault is gone', async () => {
    const gone = path.join(await temporaryFolder(), 'gone');
    await expect(chooseFolder(gone, 'Office')).rejects.toMatchObject({ code: 'vault/missing' });
  });
});
