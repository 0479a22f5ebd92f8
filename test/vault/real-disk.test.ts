import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import {
  applyRetention,
  deleteBackup,
  listBackups,
  planRetention,
  prepareVault,
  removeStaleStages,
  setPinned,
} from '../../electron/vault/index.ts';
import { KeepError } from '../../shared/index.ts';
import { injects } from '../faults/index.ts';
import { liesIn, save, TAKEN_AT } from './sample.ts';
import { temporaryFolder } from './temporary-folder.ts';

const run = promisify(execFile);

/** A small disk of its own; the test is skipped aloud where this system does not let us mount one. */
async function smallDisk(context: TestContext): Promise<string> {
  const mountPoint = path.join(await temporaryFolder(), 'disk');
  await mkdir(mountPoint);
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=128k,mode=0700', 'tmpfs', mountPoint]);
  } catch {
    context.skip('this system does not let the tests mount a disk');
  }
  onTestFinished(async () => {
    await run('umount', [mountPoint]).catch(() => undefined);
  });
  return mountPoint;
}

async function saveUntilFull(folder: string): Promise<KeepError> {
  for (let date = 1; date < 100; date += 1) {
    try {
      await save(folder, { takenAt: new Date(2026, 8, date, 3) }, Buffer.alloc(9000, date));
    } catch (thrown) {
      if (thrown instanceof KeepError) return thrown;
      throw thrown;
    }
  }
  throw new Error('the disk never became full');
}

describe('a real disk', () => {
  it('that is full ends the save with nothing half-written; with room again all goes on', async (context) => {
    const fault = injects(context, 'saving/disk-full', 'saving/disk-full-in-retention');
    const folder = path.join(await smallDisk(context), 'Office');
    const error = await saveUntilFull(folder);
    expect(error.code).toBe('vault/full');
    const entries = await listBackups(folder);
    expect(entries.length).toBeGreaterThan(4);
    expect(entries.every(({ state }) => state === 'verified')).toBe(true);
    expect(await liesIn(folder)).toEqual([]);
    expect(await readdir(folder)).toHaveLength(2 * entries.length);
    // Not even a change of a sidecar may cost the sidecar.
    await writeFile(path.join(folder, 'filler'), Buffer.alloc(4096)).catch(() => undefined);
    await writeFile(path.join(folder, 'filler 2'), Buffer.alloc(4096)).catch(() => undefined);
    const [newest] = entries;
    await expect(setPinned(folder, newest?.file ?? '', true)).rejects.toMatchObject({ code: 'vault/full' });
    fault.fired(2);
    expect(await listBackups(folder)).toEqual(entries);
    // Retention itself needs no room.
    const plan = planRetention(entries, { newest: 3, weekly: 0, monthly: 0 }, TAKEN_AT);
    expect((await applyRetention(folder, plan)).removed).toHaveLength(entries.length - 3);
    expect((await save(folder, {}, Buffer.alloc(9000))).state).toBe('verified');
  });

  it('that is read-only, or refuses its owner, is told as such and harms nothing', async (context) => {
    const fault = injects(context, 'saving/folder-read-only');
    const disk = await smallDisk(context);
    const folder = path.join(disk, 'Office');
    const entry = await save(folder);
    await run('mount', ['-o', 'remount,ro', disk]);
    const refused = { code: 'vault/unwritable', message: expect.stringContaining('read-only') as string };
    await expect(save(folder)).rejects.toMatchObject(refused);
    await expect(save(path.join(disk, 'Attic'))).rejects.toMatchObject(refused);
    await expect(prepareVault(disk, { create: false })).rejects.toMatchObject(refused);
    await expect(deleteBackup(folder, entry.file)).rejects.toMatchObject(refused);
    fault.fired(4);
    expect(await removeStaleStages(folder)).toEqual([]);
    expect(await listBackups(folder)).toEqual([entry]);
    await run('mount', ['-o', 'remount,rw', disk]);
    await save(folder);
    expect(await liesIn(folder)).toEqual([]);
  });

  it('that was disconnected is missing, and nothing is written to where it should be', async (context) => {
    const fault = injects(context, 'saving/folder-unmounted');
    const disk = await smallDisk(context);
    const vault = path.join(disk, 'Routerkeep');
    await prepareVault(vault, { create: true });
    await save(path.join(vault, 'Office'));
    await run('umount', [disk]);
    await expect(prepareVault(vault, { create: false })).rejects.toMatchObject({ code: 'vault/missing' });
    await expect(save(path.join(vault, 'Office'))).rejects.toMatchObject({ code: 'vault/missing' });
    await expect(listBackups(path.join(vault, 'Office'))).rejects.toMatchObject({ code: 'vault/missing' });
    fault.fired(3);
    expect(await readdir(disk)).toEqual([]);
  });

  it('whose folder its owner closed is unwritable until it is opened again', async (context) => {
    if (process.getuid?.() === 0) context.skip('the administrator may write anywhere');
    const folder = path.join(await temporaryFolder(), 'Office');
    const entry = await save(folder);
    await chmod(folder, 0o500);
    await expect(save(folder)).rejects.toMatchObject({ code: 'vault/unwritable' });
    await chmod(folder, 0o700);
    expect(await listBackups(folder)).toEqual([entry]);
    await save(folder);
  });
});
