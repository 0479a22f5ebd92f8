import { chmod, chown, mkdir, open, readdir, readFile, writeFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openSettings } from '../../electron/records/index.ts';
import { replaceFile } from '../../electron/platform/durable-file.ts';
import { injects } from '../faults/index.ts';
import { failure } from './failure.ts';
import { temporaryFolder, temporaryHome } from './home-folder.ts';
import { withDevice } from './sample-settings.ts';
import { withoutPrivileges } from './without-privileges.ts';

/** A folder in which a file may be written but, for now, not renamed: what a virus scanner does to a fresh file. */
async function folderThatRefusesRenames(): Promise<{ readonly folder: string; readonly file: string }> {
  const outer = await temporaryFolder();
  await chmod(outer, 0o755);
  const folder = path.join(outer, 'home');
  await mkdir(folder);
  const file = path.join(folder, 'settings.json');
  await writeFile(file, 'old');
  await writeFile(`${file}.new`, '');
  if (process.geteuid?.() === 0) for (const owned of [folder, file, `${file}.new`]) await chown(owned, 65534, 65534);
  await chmod(folder, 0o500);
  // Before the folder is removed, which its owner alone could not do.
  onTestFinished(() => chmod(folder, 0o700));
  return { folder, file };
}

/** Calls `before` whenever something is written through to the disk, by whatever handle. */
async function onSync(before: () => Promise<void>): Promise<void> {
  const handle = await open(import.meta.filename, 'r');
  const all = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const sync = Reflect.get(all, 'sync');
  const spy = vi.spyOn(all, 'sync').mockImplementation(async function (this: FileHandle) {
    await before();
    await Reflect.apply(sync, this, []);
  });
  onTestFinished(() => {
    spy.mockRestore();
  });
}

describe('replacing a file', () => {
  it('writes the whole content through before the rename, and the rename through after it', async () => {
    const file = path.join(await temporaryFolder(), 'settings.json');
    await writeFile(file, 'old');
    const seen: string[] = [];
    await onSync(async () => {
      const fresh = await readFile(`${file}.new`, 'utf8').catch(() => 'gone');
      seen.push(`${await readFile(file, 'utf8')}, ${fresh}`);
    });
    await replaceFile(file, 'new');
    expect(seen).toEqual(['old, new', 'new, gone']);
  });

  it('that the disk refuses to write through is a failure, and the old file stays', async (context) => {
    const fault = injects(context, 'home/settings-call-fails');
    const home = await temporaryHome();
    const store = openSettings(home);
    await store.update(withDevice(1));
    const before = await readFile(home.settingsFile);
    await onSync(() =>
      Promise.reject(Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO', syscall: 'fsync' })),
    );
    const error = await failure(() => store.update(withDevice(2)));
    expect([error.code, error.message.includes('its disk reports an error')]).toEqual(['home/unusable', true]);
    fault.fired();
    expect(await readFile(home.settingsFile)).toEqual(before);
  });

  it('waits out a rename that is refused for a moment', async (context) => {
    const fault = injects(context, 'home/settings-call-fails');
    const { folder, file } = await folderThatRefusesRenames();
    const written = withoutPrivileges(() => replaceFile(file, 'new'));
    while ((await readFile(`${file}.new`, 'utf8')) !== 'new') await new Promise(setImmediate);
    // Written in full; the first rename follows within a millisecond or two. The refusals must have begun to be waited out.
    const until = performance.now() + 25;
    while (performance.now() < until) await new Promise(setImmediate);
    expect(await readFile(file, 'utf8')).toBe('old');
    fault.fired();
    await chmod(folder, 0o700);
    await written;
    expect(await readFile(file, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['settings.json']);
  });

  it('gives up on a rename that is refused for ever, and the old file stays', async (context) => {
    const fault = injects(context, 'home/settings-call-fails');
    const { file } = await folderThatRefusesRenames();
    await expect(withoutPrivileges(() => replaceFile(file, 'new'))).rejects.toThrow('EACCES');
    fault.fired();
    expect(await readFile(file, 'utf8')).toBe('old');
  });
});
