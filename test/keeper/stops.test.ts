import { describe, expect, it } from 'vitest';
import { lockRun, openSettings, type Settings } from '../../electron/records/index.ts';
import type { DoctorQuestions } from '../../electron/keeper/index.ts';
import { add, backUp, codeOf, everything, failureOf, makeBench, makeDevice, never } from './harness.ts';

const nobody: DoctorQuestions = {
  credentials: () => Promise.resolve(undefined),
  given: false,
  trust: () => Promise.resolve(false),
  allowHttp: false,
};

describe('the stop of a device', () => {
  it('is kept when the device refuses the password and the user interrupts in the same moment', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device);
    device.forget();
    const controller = new AbortController();
    // The refusal is on its way back when Ctrl-C comes: a login under way is waited for.
    device.behave({ loginAnswer: 400, faults: [{ at: 'login', kind: 'late', ms: 400 }] });
    const running = backUp(bench, 'manual', controller.signal);
    await expect.poll(() => device.counters.logins, { interval: 5 }).toBe(1);
    controller.abort();
    expect(codeOf(await running)).toBe('auth/refused');
    expect((await bench.keeper.history(everything))[0]).toMatchObject({ outcome: 'failed' });
    expect(codeOf(await backUp(bench))).toBe('auth/refused');
    expect(device.counters.logins).toBe(1);
  });

  it('is kept when the right is missing at the first backup, as at any other', async () => {
    const bench = await makeBench();
    const device = await makeDevice({ behaviour: { faults: [{ at: 'start', kind: 'error', code: 105 }] } });
    const { device: added, backup } = await add(bench, device);
    expect(codeOf(backup)).toBe('auth/no-permission');
    expect(added.needsYou?.code).toBe('auth/no-permission');
    device.forget();
    expect(codeOf(await backUp(bench, 'schedule'))).toBe('auth/no-permission');
    expect(device.counters.logins).toBe(0);
  });

  it('asks for an account without codes when a new password was proven with one that brings no token', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device);
    device.behave({ twoFactor: { code: '123456' } });
    const entry = { password: device.password, code: '123456' };
    const view = await bench.keeper.changePassword('Office', entry, never());
    expect(view.needsYou?.code).toBe('auth/code-needed');
  });

  it('is not lifted by a new password while a backup with the old one is under way', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    const { device: added } = await add(bench, device);
    const lock = lockRun(bench.home, added.id);
    device.forget();
    const change = bench.keeper.changePassword('Office', { password: device.password }, never());
    expect((await failureOf(change)).code).toBe('busy');
    expect(device.counters.connections).toBe(0);
    lock?.release();
    await bench.keeper.changePassword('Office', { password: device.password }, never());
  });

  it('is not made by a mistyped new password: the stored one still works', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device);
    const error = await failureOf(bench.keeper.changePassword('Office', { password: 'mistyped' }, never()));
    expect(error.code).toBe('auth/refused');
    expect((await bench.keeper.listDevices())[0]?.needsYou).toBeUndefined();
    expect((await backUp(bench, 'schedule')).ok).toBe(true);
  });

  it('is made by a diagnosis whose stored password is refused: no backup tries that password again', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device);
    device.forget();
    device.behave({ loginAnswer: 400 });
    const report = await bench.keeper.doctor('Office', undefined, nobody, { signal: never() });
    expect(report.error?.code).toBe('auth/refused');
    expect(device.counters.logins).toBe(1);
    expect(codeOf(await backUp(bench))).toBe('auth/refused');
    expect(device.counters.logins).toBe(1);
  });

  it('is not made by a diagnosis with a password that was given for it', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device);
    const credentials = () => Promise.resolve({ user: device.user, password: 'mistyped' });
    const questions = { ...nobody, given: true, credentials };
    const report = await bench.keeper.doctor('Office', undefined, questions, { signal: never() });
    expect(report.error?.code).toBe('auth/refused');
    expect((await backUp(bench)).ok).toBe(true);
  });

  it('stays when a new password is refused too', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device);
    device.behave({ loginAnswer: 400 });
    await backUp(bench);
    const stopOf = ({ devices }: Settings) => devices[0]?.stop;
    const before = stopOf(await openSettings(bench.home).read());
    await failureOf(bench.keeper.changePassword('Office', { password: 'wrong' }, never()));
    expect(stopOf(await openSettings(bench.home).read())).toEqual(before);
  });
});
