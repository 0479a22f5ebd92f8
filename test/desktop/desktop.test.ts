import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startFakeItem } from './fake-item.ts';
import { connectToBus } from './session-bus.ts';
import { withDesktop } from './with-desktop.ts';

const NOTIFICATIONS = {
  ...{
    to: 'org.freedesktop.Notifications',
    path: '/org/freedesktop/Notifications',
    face: 'org.freedesktop.Notifications',
  },
} as const;

describe('the tray of the test desktop', () => {
  it('shows an icon with its tool tip, pictures and menu, as a person sees them', async (context) => {
    await using desktop = await withDesktop(context);
    const fake = await startFakeItem(desktop.env.DBUS_SESSION_BUS_ADDRESS ?? '');
    const item = await desktop.tray.item();
    expect(await item.toolTip()).toBe('All is well');
    expect((await item.icons()).map(({ width, height }) => [width, height])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect([...((await item.icons())[0]?.rgba ?? [])]).toEqual([0, 255, 0, 128]);
    const menu = await item.menu();
    expect(menu.map(({ label, kind, enabled, checked }) => ({ label, kind, enabled, checked }))).toEqual([
      { label: 'All is well', kind: 'entry', enabled: false, checked: false },
      { label: '', kind: 'separator', enabled: true, checked: false },
      { label: 'Office', kind: 'entry', enabled: true, checked: false },
      { label: 'At login', kind: 'checkbox', enabled: true, checked: true },
    ]);
    expect(menu[2]?.entries.map(({ label }) => label)).toEqual(['Back up now']);
    fake.bus.close();
  });

  it('clicks entries and the icon, and names what is there when an entry is missing', async (context) => {
    await using desktop = await withDesktop(context);
    const fake = await startFakeItem(desktop.env.DBUS_SESSION_BUS_ADDRESS ?? '');
    const item = await desktop.tray.item();
    await item.choose('Office', 'Back up now');
    expect(fake.clicked).toEqual([4]);
    await expect(item.choose('Office', 'Fly')).rejects.toThrow('the menu has no "Fly", but "Back up now"');
    await item.activate();
    expect(fake.activations()).toBe(1);
    fake.bus.close();
  });

  it('waits for a change without looking at a clock', async (context) => {
    await using desktop = await withDesktop(context);
    const fake = await startFakeItem(desktop.env.DBUS_SESSION_BUS_ADDRESS ?? '');
    const item = await desktop.tray.item();
    const failing = item.until(async ({ toolTip }) => ((await toolTip()) === 'It fails' ? 'seen' : undefined));
    fake.say('Still well');
    fake.say('It fails');
    expect(await failing).toBe('seen');
    expect(item.changes()).toEqual(['NewToolTip', 'NewToolTip']);
    fake.bus.close();
  });
});

describe('the notifications of the test desktop', () => {
  it('are kept with their words, and a click reaches the program that showed them', async (context) => {
    await using desktop = await withDesktop(context);
    const program = await connectToBus(desktop.env.DBUS_SESSION_BUS_ADDRESS ?? '');
    const heard: unknown[] = [];
    const closed = Promise.withResolvers<undefined>();
    await program.listen(`type='signal',interface='${NOTIFICATIONS.face}'`, ({ member, body }) => {
      if (member === 'ActionInvoked' || member === 'NotificationClosed') heard.push([member, ...body]);
      if (member === 'NotificationClosed') closed.resolve(undefined);
    });
    const arriving = desktop.notifications.until(({ title }) => title === 'Office failed');
    const [id] = await program.ask({
      ...{ ...NOTIFICATIONS, member: 'Notify', signature: 'susssasa{sv}i' },
      body: ['Routerkeep', 0, '', 'Office failed', 'Not reached', ['default', 'Open'], {}, -1],
    });
    expect(await arriving).toEqual({ id, title: 'Office failed', body: 'Not reached', actions: ['default'] });
    desktop.notifications.click(Number(id));
    await closed.promise;
    expect(heard).toEqual([
      ['ActionInvoked', id, 'default'],
      ['NotificationClosed', id, 2],
    ]);
    program.close();
  });
});

describe('the computer below the test desktop', () => {
  it('tells programs that it sleeps, wakes and shuts down, and knows who keeps it awake', async (context) => {
    await using desktop = await withDesktop(context);
    const { computer, env } = desktop;
    const program = await connectToBus(env.DBUS_SYSTEM_BUS_ADDRESS ?? '');
    const heard: unknown[] = [];
    const down = Promise.withResolvers<undefined>();
    await program.listen("type='signal',interface='org.freedesktop.login1.Manager'", ({ member, body }) => {
      if (member.startsWith('Prepare')) heard.push([member, ...body]);
      if (member === 'PrepareForShutdown') down.resolve(undefined);
    });
    const login = { to: 'org.freedesktop.login1', path: '/org/freedesktop/login1' };
    const wait = ['sleep', 'Routerkeep', 'Signing out', 'delay'];
    await expect(
      program.ask({ ...login, face: `${login.to}.Manager`, member: 'Inhibit', signature: 'ssss', body: wait }),
    ).rejects.toThrow('nobody is waited for here');
    expect(computer.delays()).toEqual(['sleep']);
    computer.fallAsleep();
    computer.wakeUp();
    computer.shutDown();
    await down.promise;
    expect(heard).toEqual([
      ['PrepareForSleep', true],
      ['PrepareForSleep', false],
      ['PrepareForShutdown', true],
    ]);
    program.close();

    const other = await connectToBus(env.DBUS_SESSION_BUS_ADDRESS ?? '');
    const manager = { to: 'org.gnome.SessionManager', path: '/org/gnome/SessionManager' };
    const ask = (member: string, signature: string, body: readonly unknown[]): Promise<readonly unknown[]> =>
      other.ask({ ...manager, face: manager.to, member, signature, body });
    const [cookie] = await ask('Inhibit', 'susu', ['Routerkeep', 0, 'A backup', 4]);
    expect(computer.keptAwake()).toEqual(['A backup']);
    await ask('Uninhibit', 'u', [cookie]);
    expect(computer.keptAwake()).toEqual([]);
    other.close();
  });
});

describe('a desktop', () => {
  it('can lack tray and notifications, as some do: nobody owns their names then', async (context) => {
    await using desktop = await withDesktop(context, { tray: false, notifications: false, keyring: false });
    const program = await connectToBus(desktop.env.DBUS_SESSION_BUS_ADDRESS ?? '');
    const [names] = await program.ask({
      ...{
        to: 'org.freedesktop.DBus',
        path: '/org/freedesktop/DBus',
        face: 'org.freedesktop.DBus',
        member: 'ListNames',
      },
    });
    expect(names).not.toEqual(expect.arrayContaining(['org.kde.StatusNotifierWatcher']));
    expect(names).not.toEqual(expect.arrayContaining([NOTIFICATIONS.to]));
    expect(names).not.toEqual(expect.arrayContaining(['org.freedesktop.secrets']));
    program.close();
  });

  it('has a screen and folders of its own, none of them the real ones', async (context) => {
    await using desktop = await withDesktop(context);
    expect(desktop.env.DISPLAY).toMatch(/^:\d+$/);
    expect(desktop.env.DISPLAY).not.toBe(process.env.DISPLAY);
    expect(desktop.env.HOME).not.toBe(process.env.HOME);
  });

  it('keeps secrets while its keyring is unlocked', async (context) => {
    await using desktop = await withDesktop(context);
    const program =
      "const {default: k} = await import('keytar'); await k.setPassword('s', 'a', 'ü'); process.stdout.write(await k.getPassword('s', 'a'));";
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      env: desktop.env,
    });
    expect(stdout).toBe('ü');
  });
});
