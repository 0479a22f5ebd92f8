import { describe, expect, it } from 'vitest';
import { openSettings } from '../../electron/records/index.ts';
import { add, backUp, codeOf, failureOf, makeBench, makeDevice, never } from './harness.ts';

describe('a new address', () => {
  it('is stored when it shows the remembered identity, after one sign-in', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device, { backUp: false });
    device.forget();
    const moved = device.origin.replace('127.0.0.1', 'localhost');
    const { value } = await bench.keeper.setPreference('Office', 'address', moved, never());
    expect(value).toBe(moved);
    expect(device.counters).toMatchObject({ logins: 1, openSessions: 0 });
    expect((await openSettings(bench.home).read()).devices[0]?.clearedAt).toBeDefined();
    expect(await backUp(bench)).toMatchObject({ ok: true });
  });

  it('at which another device answers is refused, and nothing is sent to it', async () => {
    const bench = await makeBench();
    await add(bench, await makeDevice(), { backUp: false });
    const before = await openSettings(bench.home).read();
    const stranger = await makeDevice({ profile: 'dsm7' });
    const error = await failureOf(bench.keeper.setPreference('Office', 'address', stranger.origin, never()));
    expect(error.code).toBe('tls/identity-changed');
    expect(stranger.requests).toEqual([]);
    expect(await openSettings(bench.home).read()).toEqual(before);
  });

  it('is never tried with a password that was refused', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device, { backUp: false });
    device.behave({ loginAnswer: 400 });
    expect(codeOf(await backUp(bench))).toBe('auth/refused');
    device.behave({ loginAnswer: null });
    device.forget();
    const moved = device.origin.replace('127.0.0.1', 'localhost');
    const { notes } = await bench.keeper.setPreference('Office', 'address', moved, never());
    expect(notes.join()).toContain('compared at the next sign-in');
    expect(device.counters.logins).toBe(0);
    expect((await bench.keeper.listDevices())[0]?.needsYou?.code).toBe('auth/refused');
  });

  it('over plain HTTP is refused for a device that was trusted by its certificate', async () => {
    const bench = await makeBench();
    await add(bench, await makeDevice(), { backUp: false });
    const plain = await makeDevice({ tls: false });
    const error = await failureOf(bench.keeper.setPreference('Office', 'address', plain.origin, never()));
    expect(error.code).toBe('usage/invalid');
    expect(plain.requests).toEqual([]);
  });
});
