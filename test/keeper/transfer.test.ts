import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSettings } from '../../electron/records/index.ts';
import { add, backUp, everything, failureOf, filesBelow, makeBench, makeDevice, never } from './harness.ts';

const URL_SECRET = 'token-that-nobody-may-see';

describe('settings on another computer', () => {
  it('bring a device that is backed up again once its password was entered', async () => {
    const old = await makeBench();
    const device = await makeDevice();
    await add(old, device, { name: 'Büro', group: 'home' });
    const set = (name: string | undefined, key: 'schedule' | 'keep' | 'ping-url' | 'quiet-hours', value: string) =>
      old.keeper.setPreference(name, key, value, never());
    await set(undefined, 'schedule', 'weekdays 04:00');
    await set('Büro', 'keep', '90 newest, 12 monthly');
    await set('Büro', 'ping-url', `https://hc-ping.com/${URL_SECRET}`);
    await set(undefined, 'quiet-hours', '22:00-07:00');
    const text = JSON.stringify(await old.keeper.exportSettings());
    for (const secret of [URL_SECRET, device.password]) expect(text).not.toContain(secret);

    const fresh = await makeBench();
    const { devices, notes } = await fresh.keeper.importSettings(JSON.parse(text));
    expect(devices).toMatchObject([{ device: 'Büro', outcome: 'added' }]);
    expect(devices[0]?.notes.join(' ')).toMatch(
      /passwd "Büro".*dead-man’s switch.*hc-ping\.com.*set "Büro" ping-url -/s,
    );
    expect(notes).toEqual([]);
    const [before] = (await openSettings(old.home).read()).devices;
    const [after] = (await openSettings(fresh.home).read()).devices;
    const { identity, trust, endpoint, user, folder, group, keep, signInForm } = before ?? {};
    expect(after).toMatchObject({ identity, trust, endpoint, user, folder, group, keep, signInForm });
    expect(after?.alarms).toBeUndefined();
    const [view] = await fresh.keeper.listDevices();
    expect(view).toMatchObject({
      needsYou: { code: 'secret/missing' },
      schedule: 'Monday to Friday at 04:00',
      protection: { state: 'needs-you' },
    });
    device.forget();
    for (const trigger of ['schedule', 'manual'] as const) {
      expect(await backUp(fresh, trigger)).toMatchObject({ ok: false, error: { code: 'secret/missing' } });
    }
    expect(device.counters.logins).toBe(0);
    await fresh.keeper.changePassword('Büro', { password: device.password }, never());
    expect(await backUp(fresh, 'schedule')).toMatchObject({ ok: true });
    const [cleared] = (await openSettings(fresh.home).read()).devices;
    expect(cleared?.stop).toBeUndefined();
    expect(cleared?.clearedAt).toBeDefined();
  });

  it('take up the folder of a vault that came along, with its history', async () => {
    const old = await makeBench();
    const device = await makeDevice();
    await add(old, device, { name: 'Office' });
    const document = await old.keeper.exportSettings();
    const fresh = await makeBench();
    const { devices } = await fresh.keeper.importSettings(document);
    expect(devices[0]?.notes).toHaveLength(1);
    const [here] = await fresh.keeper.listDevices();
    const [there] = await old.keeper.listDevices();
    expect(here).toMatchObject({ folder: there?.folder, backups: 1, id: there?.id });
    expect(await fresh.keeper.history(everything)).toHaveLength(1);
  });

  it('leave a device alone that is here already, and say so', async () => {
    const bench = await makeBench();
    await add(bench, await makeDevice(), { name: 'Office', backUp: false });
    const document = await bench.keeper.exportSettings();
    await bench.keeper.setPreference('Office', 'keep', '40', never());
    await bench.keeper.setPreference('Office', 'name', 'Upstairs', never());
    const before = await openSettings(bench.home).read();
    const { devices } = await bench.keeper.importSettings(document);
    expect(devices).toMatchObject([{ device: 'Office', outcome: 'already-there' }]);
    expect(devices[0]?.notes.join()).toContain('Upstairs');
    expect(await openSettings(bench.home).read()).toEqual(before);
  });

  it('leave the settings for all that are here, and let the newcomer go on as it was', async () => {
    const old = await makeBench();
    await add(old, await makeDevice(), { name: 'Office', backUp: false });
    const document = await old.keeper.exportSettings();
    const here = await makeBench();
    await add(here, await makeDevice({ profile: 'dsm7' }), { name: 'office', backUp: false });
    await here.keeper.setPreference(undefined, 'schedule', 'every 6 hours', never());
    await here.keeper.setPreference(undefined, 'keep', '50', never());
    const { devices, notes } = await here.keeper.importSettings(document);
    expect(devices[0]).toMatchObject({ device: 'Office 2', outcome: 'added' });
    expect(notes.join(' ')).toMatch(/"keep" for all devices stays.*50/);
    const [first, second] = await here.keeper.listDevices();
    expect(first?.schedule).toContain('every 6 hours');
    expect(second).toMatchObject({ name: 'Office 2', schedule: 'every day at 03:00' });
    expect((await here.keeper.preferences('Office 2')).find(({ key }) => key === 'keep')?.value).toBe('30');
  });

  it('use the default folder where theirs is not on this computer', async () => {
    const old = await makeBench();
    const vault = path.join(old.folder, 'own');
    await add(old, await makeDevice(), { name: 'Office', backUp: false, vault });
    const nas = path.join(old.folder, 'nas');
    await mkdir(nas);
    await old.keeper.setPreference('Office', 'copy-to', `${nas} keep 90`, never());
    const text = JSON.stringify(await old.keeper.exportSettings()).replaceAll(old.folder, '/nowhere/else');
    const fresh = await makeBench();
    const { devices } = await fresh.keeper.importSettings(JSON.parse(text));
    expect(devices[0]?.notes.join(' ')).toMatch(
      /\/nowhere\/else\/own is not on this computer.*\/nowhere\/else\/nas is not there/s,
    );
    expect((await fresh.keeper.listDevices())[0]?.folder).toBe(path.join(fresh.vault, 'Office'));
    const [stored] = (await openSettings(fresh.home).read()).devices;
    expect(stored?.copyTo).toMatchObject([{ root: '/nowhere/else/nas', keep: { newest: 90 } }]);
  });

  it.each([
    ['a text', 'hello'],
    ['another file', { format: 'other', version: 1 }],
    ['a newer form', { format: 'routerkeep-settings', version: 2 }],
    ['one that lacks its devices', { format: 'routerkeep-settings', version: 1 }],
  ])('are refused when they are %s, and nothing is stored', async (_name, document) => {
    const bench = await makeBench();
    expect((await failureOf(bench.keeper.importSettings(document))).code).toBe('usage/invalid');
    expect(await filesBelow(bench.vault)).toEqual(new Map());
    expect((await openSettings(bench.home).read()).devices).toEqual([]);
  });

  it.each([
    ['an address with a password inside', { endpoint: { scheme: 'https', host: 'u:p@h', port: 1 } }],
    [
      'plain HTTP for a device that was trusted by its certificate',
      { endpoint: { scheme: 'http', host: 'h', port: 1 } },
    ],
    ['a name with a line end', { name: 'a\nb' }],
    ['a user name that is none', { user: '' }],
  ])('are refused when somebody wrote %s into them', async (_name, change) => {
    const bench = await makeBench();
    await add(bench, await makeDevice(), { backUp: false });
    const { devices, ...rest } = await bench.keeper.exportSettings();
    const fresh = await makeBench();
    const document = { ...rest, devices: devices.map((device) => ({ ...device, ...change })) };
    expect((await failureOf(fresh.keeper.importSettings(document))).code).toBe('usage/invalid');
    expect((await openSettings(fresh.home).read()).devices).toEqual([]);
  });

  it('cannot lead out of the vault', async () => {
    const bench = await makeBench();
    await add(bench, await makeDevice(), { backUp: false });
    const { devices, ...rest } = await bench.keeper.exportSettings();
    const fresh = await makeBench();
    for (const folder of ['../../outside', '..', '/etc']) {
      const document = { ...rest, devices: devices.map((device) => ({ ...device, folder })) };
      await fresh.keeper.importSettings(document);
      const [view] = await fresh.keeper.listDevices();
      expect(path.dirname(view?.folder ?? '')).toBe(bench.vault);
      await fresh.keeper.removeDevice(view?.name ?? '', { deleteBackups: false });
    }
  });
});
