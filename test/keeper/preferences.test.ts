import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockRun, openSettings } from '../../electron/records/index.ts';
import type { PreferenceKey } from '../../shared/index.ts';
import { add, everything, failureOf, makeBench, makeDevice, never, type Bench } from './harness.ts';

async function valueOf({ keeper }: Pick<Bench, 'keeper'>, key: PreferenceKey, name?: string): Promise<string> {
  const views = await keeper.preferences(name);
  return views.find((view) => view.key === key)?.value ?? 'absent';
}

async function withDevice(): Promise<Bench> {
  const bench = await makeBench();
  await add(bench, await makeDevice(), { backUp: false });
  return bench;
}

describe('a setting', () => {
  it('of a device falls back to the one for all, and that one to the program’s own', async () => {
    const bench = await withDevice();
    const set = (name: string | undefined, value: string): Promise<unknown> =>
      bench.keeper.setPreference(name, 'schedule', value, never());
    expect(await valueOf(bench, 'schedule', 'Office')).toBe('daily 03:00');
    await set(undefined, 'every 6 hours');
    expect(await valueOf(bench, 'schedule', 'office')).toBe('every 6 hours');
    await set('Office', 'weekly sunday 04:00');
    expect(await valueOf(bench, 'schedule', 'Office')).toBe('weekly sunday 04:00');
    expect(await valueOf(bench, 'schedule')).toBe('every 6 hours');
    await set('Office', 'default');
    expect(await valueOf(bench, 'schedule', 'Office')).toBe('every 6 hours');
    await set(undefined, '');
    expect(await valueOf(bench, 'schedule', 'Office')).toBe('daily 03:00');
  });

  it('is told by whom it was set', async () => {
    const bench = await withDevice();
    await bench.keeper.setPreference(undefined, 'keep', '50', never());
    const own = async (name?: string): Promise<boolean | undefined> =>
      (await bench.keeper.preferences(name)).find(({ key }) => key === 'keep')?.own;
    expect([await own(), await own('Office')]).toEqual([true, false]);
  });

  it('that belongs to a device is none of all, and the other way round', async () => {
    const bench = await withDevice();
    const wrong = [
      [undefined, 'ping-url', 'https://hc-ping.com/x'],
      ['Office', 'quiet-hours', '22:00-07:00'],
    ] as const;
    for (const [name, key, value] of wrong) {
      expect((await failureOf(bench.keeper.setPreference(name, key, value, never()))).code).toBe('usage/invalid');
    }
    expect((await bench.keeper.preferences()).map(({ key }) => key)).not.toContain('address');
    expect((await bench.keeper.preferences('Office')).map(({ key }) => key)).not.toContain('quiet-hours');
  });

  it.each(['schedule', 'keep', 'vault'] as const)('"%s" cannot be none', async (key) => {
    const bench = await withDevice();
    const error = await failureOf(bench.keeper.setPreference('Office', key, 'none', never()));
    expect(error).toMatchObject({ code: 'usage/invalid', message: `"${key}" cannot be none.` });
  });

  it('of a device nobody knows is refused by name', async () => {
    const bench = await withDevice();
    const error = await failureOf(bench.keeper.setPreference('Attic', 'keep', '40', never()));
    expect(error.code).toBe('usage/unknown-device');
  });
});

describe('a schedule', () => {
  it('that is changed counts from now, one that is given again does not', async () => {
    const bench = await withDevice();
    await bench.keeper.setPreference('Office', 'schedule', 'daily 04:00', never());
    const since = async (): Promise<string | undefined> =>
      (await openSettings(bench.home).read()).devices[0]?.scheduleSince;
    const first = await since();
    bench.advance(3_600_000);
    await bench.keeper.setPreference('Office', 'schedule', 'daily 4:00', never());
    expect(await since()).toBe(first);
    await bench.keeper.setPreference('Office', 'schedule', 'default', never());
    expect(Date.parse((await since()) ?? '') - Date.parse(first ?? '')).toBeGreaterThanOrEqual(3_600_000);
    const [device] = await bench.keeper.listDevices();
    expect(device?.schedule).toBe('every day at 03:00');
  });
});

describe('a name', () => {
  it('can be given anew, also in other letters, and the folder keeps the first', async () => {
    const bench = await withDevice();
    const [before] = await bench.keeper.listDevices();
    await bench.keeper.setPreference('Office', 'name', 'OFFICE', never());
    await bench.keeper.setPreference('office', 'name', 'Upstairs', never());
    const [after] = await bench.keeper.listDevices();
    expect(after).toMatchObject({ name: 'Upstairs', folder: before?.folder, id: before?.id });
  });

  it('that another device has is refused', async () => {
    const bench = await withDevice();
    await add(bench, await makeDevice({ profile: 'dsm7' }), { name: 'NAS', backUp: false });
    const error = await failureOf(bench.keeper.setPreference('NAS', 'name', 'office', never()));
    expect(error.code).toBe('usage/invalid');
    await bench.keeper.setPreference('NAS', 'group', 'home', never());
    expect((await bench.keeper.listDevices({ kind: 'group', group: 'Home' })).map(({ name }) => name)).toEqual(['NAS']);
    await bench.keeper.setPreference('NAS', 'group', 'none', never());
    expect(await valueOf(bench, 'group', 'NAS')).toBe('none');
  });
});

describe('the account of a device', () => {
  it('takes its password with it: nothing is tried until the new one was entered', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device, { backUp: false });
    device.forget();
    const { notes } = await bench.keeper.setPreference('Office', 'user', 'somebody', never());
    expect(notes.join()).toContain('routerkeep passwd "Office"');
    for (const trigger of ['schedule', 'manual'] as const) {
      const [result] = await bench.keeper.backUp(everything, { trigger, signal: never() });
      expect(result).toMatchObject({ ok: false, error: { code: 'secret/missing' } });
    }
    expect(device.counters.logins).toBe(0);
    await bench.keeper.setPreference('Office', 'user', device.user, never());
    await bench.keeper.changePassword('Office', { password: device.password }, never());
    const [stored] = (await openSettings(bench.home).read()).devices;
    expect(stored?.stop).toBeUndefined();
    expect(stored?.clearedAt).toBeDefined();
    const [result] = await bench.keeper.backUp(everything, { trigger: 'schedule', signal: never() });
    expect(result?.ok).toBe(true);
  });

  it('is not changed while the device is backed up', async () => {
    const bench = await withDevice();
    const [device] = await bench.keeper.listDevices();
    const lock = lockRun(bench.home, device?.id ?? '');
    for (const key of ['user', 'address', 'vault'] as const) {
      const value = key === 'vault' ? path.join(bench.folder, 'elsewhere') : '192.168.1.1';
      expect((await failureOf(bench.keeper.setPreference('Office', key, value, never()))).code).toBe('busy');
    }
    lock?.release();
  });
});

describe('second places', () => {
  it('are known again by their marker, each with a retention of its own', async () => {
    const bench = await withDevice();
    const [nas, usb] = ['nas', 'usb; old'].map((name) => path.join(bench.folder, name));
    if (nas === undefined || usb === undefined) throw new Error('no folders');
    await mkdir(nas);
    await mkdir(usb);
    const text = `${nas} keep 90 newest, 12 monthly; "${usb}"`;
    await bench.keeper.setPreference(undefined, 'copy-to', text, never());
    expect(await valueOf(bench, 'copy-to', 'Office')).toBe(text);
    const [first, second] = (await openSettings(bench.home).read()).copyTo ?? [];
    expect(first).toMatchObject({ root: nas, keep: { newest: 90, weekly: 0, monthly: 12 } });
    expect(second).toMatchObject({ root: usb });
    expect(second).not.toHaveProperty('keep');
    await bench.keeper.setPreference('Office', 'copy-to', nas, never());
    expect((await openSettings(bench.home).read()).devices[0]?.copyTo).toEqual([{ root: nas, id: first?.id }]);
    await bench.keeper.setPreference('Office', 'copy-to', 'none', never());
    expect((await openSettings(bench.home).read()).devices[0]?.copyTo).toEqual([]);
  });

  it('that are the vault, missing, or named twice are refused', async () => {
    const bench = await withDevice();
    const nas = path.join(bench.folder, 'nas');
    await mkdir(nas);
    const codeOf = async (value: string): Promise<string> =>
      (await failureOf(bench.keeper.setPreference('Office', 'copy-to', value, never()))).code;
    expect(await codeOf(bench.vault)).toBe('usage/invalid');
    expect(await codeOf(path.join(bench.folder, 'absent'))).toBe('copy/missing');
    expect(await codeOf(`${nas}; ${nas}`)).toBe('usage/invalid');
    expect(await codeOf('relative')).toBe('usage/invalid');
    expect(await codeOf(`"${nas}`)).toBe('usage/invalid');
    expect(await codeOf(`${nas} keep 2`)).toBe('usage/invalid');
    expect(await valueOf(bench, 'copy-to', 'Office')).toBe('none');
  });
});
