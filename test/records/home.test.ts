import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultHome, openHome, openSettings } from '../../electron/records/index.ts';
import { exitCodeOf } from '../../shared/index.ts';
import { injects } from '../faults/index.ts';
import { failure } from './failure.ts';
import { temporaryFolder } from './home-folder.ts';
import { withDevice } from './sample-settings.ts';
import { withoutPrivileges } from './without-privileges.ts';

const NOBODY = 65534;

/** A folder that the user without rights owns, or we do where we are none. */
async function ownFolder(mode: number): Promise<string> {
  const outer = await temporaryFolder();
  await chmod(outer, 0o755);
  const folder = path.join(outer, 'home');
  await mkdir(folder);
  if (process.geteuid?.() === 0) await chown(folder, NOBODY, NOBODY);
  await chmod(folder, mode);
  return folder;
}

describe('the default home', () => {
  it.each([
    ['win32', { LOCALAPPDATA: 'D:\\Data' }, 'C:\\Users\\ann', 'D:\\Data\\Routerkeep'],
    ['win32', {}, 'C:\\Users\\ann', 'C:\\Users\\ann\\AppData\\Local\\Routerkeep'],
    ['darwin', {}, '/Users/ann', '/Users/ann/Library/Application Support/Routerkeep'],
    ['linux', {}, '/home/ann', '/home/ann/.local/share/routerkeep'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/home/ann', '/data/routerkeep'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/ann', '/home/ann/.local/share/routerkeep'],
    ['freebsd', { XDG_DATA_HOME: '' }, '/home/ann', '/home/ann/.local/share/routerkeep'],
  ] as const)('on %s with %j is the application data folder', (platform, env, homedir, expected) => {
    expect(defaultHome(platform, env, homedir)).toBe(expected);
  });
});

describe('opening a home', () => {
  it('creates it for its owner alone, with everything above it', async () => {
    const folder = path.join(await temporaryFolder(), 'a', 'b');
    const home = await openHome(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const part of await readdir(folder)) expect((await stat(path.join(folder, part))).mode & 0o777).toBe(0o700);
    expect((await readdir(folder)).sort()).toEqual([path.basename(home.locksFolder), path.basename(home.logsFolder)]);
  });

  it('twice is fine, and leaves the mode of a folder that the user made', async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o750);
    await openHome(folder);
    await openHome(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o750);
  });

  it('takes away the probe of a process that was killed, and nothing else', async () => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, '.probe-4711-k3x9'), 'routerkeep');
    await writeFile(path.join(folder, '.probe-of-somebody'), 'mine');
    await openHome(folder);
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual(['.probe-of-somebody']);
  });

  it('says so, and does not wait for ever, where the file system lets nobody create a folder', async (context) => {
    if (!existsSync('/proc/self')) context.skip('this system has no /proc');
    expect(await failure(() => openHome('/proc/routerkeep/home'))).toMatchObject({ code: 'home/unusable' });
  });

  it('gives absolute paths for a relative one', async () => {
    const folder = await temporaryFolder();
    const home = await openHome(path.relative(process.cwd(), folder));
    expect([home.folder, home.settingsFile]).toEqual([folder, path.join(folder, 'settings.json')]);
  });

  it('follows a link to a folder', async () => {
    const outer = await temporaryFolder();
    await mkdir(path.join(outer, 'real'));
    await symlink('real', path.join(outer, 'link'));
    await openHome(path.join(outer, 'link'));
    expect(await readdir(path.join(outer, 'real'))).toContain('locks');
  });

  it.for<[string, string, string]>([
    ['a file in its place', 'file', 'there is a file in its place'],
    ['a file above it', 'file/home', 'there is a file in its place'],
    ['a link to nowhere', 'dangling', 'it is not there'],
    ['a name that is too long', 'x'.repeat(300), 'its path is too long'],
  ])('with %s is refused with the reason', async ([, name, reason], context) => {
    const fault = injects(context, 'home/home-unreadable');
    const outer = await temporaryFolder();
    await writeFile(path.join(outer, 'file'), '');
    await symlink('nowhere/at/all', path.join(outer, 'dangling'));
    const error = await failure(() => openHome(path.join(outer, name)));
    expect([error.code, exitCodeOf(error.code)]).toEqual(['home/unusable', 3]);
    fault.fired();
    expect(error.message).toBe(`Routerkeep cannot use its folder ${path.join(outer, name)}: ${reason}.`);
  });

  it.for<[string, number]>([
    ['read-only', 0o500],
    ['unreadable', 0o300],
    ['closed', 0],
  ])('that is %s is refused with the reason', async ([, mode], context) => {
    const fault = injects(context, 'home/home-unreadable');
    const folder = await ownFolder(mode);
    const error = await failure(() => withoutPrivileges(() => openHome(folder)));
    expect(error.code).toBe('home/unusable');
    fault.fired();
    expect(error.message).toContain('not permitted');
  });

  it('that its owner may use works without any other right', async () => {
    const folder = await ownFolder(0o700);
    await withoutPrivileges(() => openHome(folder));
    expect(await readdir(folder)).toContain('locks');
  });
});

describe('a settings file that the system does not let us read', () => {
  it('is no damage: the home is called unusable and nothing is moved', async (context) => {
    const fault = injects(context, 'home/home-unreadable');
    const folder = await ownFolder(0o700);
    const home = await withoutPrivileges(async () => {
      const opened = await openHome(folder);
      await openSettings(opened).update(withDevice(1));
      return opened;
    });
    await chmod(home.settingsFile, 0);
    const store = openSettings(home);
    for (const work of [store.read, () => store.update(withDevice(2))]) {
      expect((await failure(() => withoutPrivileges(work))).code).toBe('home/unusable');
      fault.fired();
    }
    expect((await readdir(folder)).sort()).toEqual(['locks', 'logs', 'settings.json', 'settings.previous.json']);
  });
});
