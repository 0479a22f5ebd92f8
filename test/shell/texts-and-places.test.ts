import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openWindowMemory } from '../../electron/shell/boot/window-memory.ts';
import { linuxLaunchAtLogin } from '../../electron/shell/desktop/launch/linux.ts';
import { macLaunchAtLogin, windowsLaunchAtLogin } from '../../electron/shell/desktop/launch/windows-and-mac.ts';
import { createSuspension } from '../../electron/shell/desktop/suspension.ts';
import { notificationTarget } from '../../electron/shell/desktop/notification-target.ts';
import { addPlace, keepAtPlace, removePlace } from '../../electron/shell/settings/place-text.ts';
import { parsePlaceList } from '../../shared/place-list.ts';

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'routerkeep-shell-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

describe('launch at login on Linux', () => {
  const command = ['/opt/Router keep/routerkeep', '--hidden', '--home', '/h/100%'];

  it('is a file of the desktop, and says what is really there', async () => {
    const config = await folder();
    const launch = linuxLaunchAtLogin({ env: { XDG_CONFIG_HOME: config }, homedir: '/nowhere', command });
    expect(launch.state()).toBe('off');
    launch.set(true);
    expect(launch.state()).toBe('on');
    const file = path.join(config, 'autostart', 'routerkeep.desktop');
    expect(await readFile(file, 'utf8')).toContain('Exec="/opt/Router keep/routerkeep" "--hidden" "--home" "/h/100%%"');
    expect(await readdir(path.dirname(file))).toEqual(['routerkeep.desktop']);
    await writeFile(file, `${await readFile(file, 'utf8')}Hidden=true\n`);
    expect(launch.state()).toBe('off');
    launch.set(false);
    await expect(stat(file)).rejects.toThrow();
    launch.set(false);
  });
});

describe('launch at login elsewhere', () => {
  const app = (settings: object) => ({
    getLoginItemSettings: () => settings as never,
    setLoginItemSettings: vi.fn(),
  });

  it.each([
    [{ openAtLogin: true, status: 'enabled' }, 'on'],
    [{ openAtLogin: false, status: 'not-registered' }, 'off'],
    [{ openAtLogin: true, status: 'requires-approval' }, 'requires-approval'],
  ])('macOS: %j', (settings, state) => {
    expect(macLaunchAtLogin(app(settings)).state()).toBe(state);
  });

  it.each([
    [{ openAtLogin: true, executableWillLaunchAtLogin: true }, 'on'],
    [{ openAtLogin: true, executableWillLaunchAtLogin: false }, 'blocked'],
    [{ openAtLogin: false, executableWillLaunchAtLogin: false }, 'off'],
  ])('Windows: %j', (settings, state) => {
    expect(windowsLaunchAtLogin(app(settings), ['routerkeep.exe', '--hidden']).state()).toBe(state);
  });
});

describe('a click on a notification', () => {
  it.each([
    ['open-devices', { place: 'devices' }],
    ['open-device/one', { place: 'devices', deviceId: 'one' }],
    ['enter-password/one', { place: 'devices', deviceId: 'one', view: 'password' }],
    ['compare-identity/one', { place: 'devices', deviceId: 'one', view: 'trust' }],
    ['something/else', { place: 'devices' }],
    [undefined, { place: 'devices' }],
  ])('%s', (action, target) => {
    expect(notificationTarget(action)).toEqual(target);
  });
});

describe('second places as a text', () => {
  const NAS = '/mnt/nas keep 90 newest';

  it('take another folder, whatever it is called, and give one up by its folder alone', () => {
    const list = addPlace(NAS, '/mnt/a; b "c" keep 3');
    expect(parsePlaceList(list)).toEqual([
      { folder: '/mnt/nas', keep: '90 newest' },
      { folder: '/mnt/a; b "c" keep 3' },
    ]);
    expect(parsePlaceList(removePlace(list, '/mnt/nas'))).toEqual([{ folder: '/mnt/a; b "c" keep 3' }]);
    expect(removePlace(NAS, '/mnt/nas')).toBe('none');
    expect(removePlace(NAS, '/mnt/other')).toBe(NAS);
    expect(addPlace('none', '/mnt/nas')).toBe('/mnt/nas');
  });

  it('keep a number of their own, or as many as the vault', () => {
    const own = keepAtPlace(addPlace(NAS, '/mnt/usb'), '/mnt/usb', { newest: 12, weekly: 0, monthly: 6 });
    expect(own).toBe('/mnt/nas keep 90 newest; /mnt/usb keep 12 newest, 0 weekly, 6 monthly');
    expect(keepAtPlace(own, '/mnt/nas', null)).toBe('/mnt/nas; /mnt/usb keep 12 newest, 0 weekly, 6 monthly');
    expect(() => keepAtPlace(own, '/etc', null)).toThrow('cannot be');
  });
});

describe('what the window remembers', () => {
  it('survives a restart, and a damaged file is as good as none', async () => {
    const file = path.join(await folder(), 'window.json');
    const open = () =>
      openWindowMemory(file, (thrown) => {
        throw thrown;
      });
    expect(open().get()).toEqual({ theme: 'system', unseenIsFine: false });
    open().set({ theme: 'dark' });
    expect(open().get().theme).toBe('dark');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await writeFile(file, '{"theme":');
    expect(open().get().theme).toBe('system');
  });
});

describe('the computer', () => {
  it('is kept awake while a backup runs, once, and not after', () => {
    const told: string[] = [];
    const suspension = createSuspension({
      start: (type) => told.push(`start ${type}`),
      stop: (id) => {
        told.push(`stop ${id}`);
        return true;
      },
    });
    for (const running of [0, 1, 5, 1, 0, 0, 1]) suspension.update(running);
    expect(told).toEqual(['start prevent-app-suspension', 'stop 1', 'start prevent-app-suspension']);
  });
});
