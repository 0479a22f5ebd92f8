import { describe, expect, it } from 'vitest';
import { createAddSession, type AddSession } from '../../electron/shell/adding/index.ts';
import type { AddState } from '../../shared/ipc/index.ts';
import { everything, makeBench, makeDevice } from '../keeper/harness.ts';

/** A stepper over a real keeper; `until` waits for a state that fits. */
async function open() {
  const bench = await makeBench();
  const listeners = new Set<() => void>();
  const told: AddState[] = [];
  const session: AddSession = createAddSession({
    keeper: bench.keeper,
    onChange: (state) => {
      told.push(state);
      for (const listener of [...listeners]) listener();
    },
    onAdded: () => undefined,
  });
  const until = (fits: (state: AddState) => boolean): Promise<AddState> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!fits(session.state())) return;
        listeners.delete(look);
        resolve(session.state());
      };
      listeners.add(look);
      look();
    });
  const idle = (step: AddState['step']) => until((state) => state.step === step && !state.working);
  return { ...bench, session, told, until, idle };
}

describe('adding a device in steps', () => {
  it('goes from the address to "protected", ticking what is proven', async () => {
    const device = await makeDevice();
    const { session, told, idle, keeper } = await open();
    session.look({ address: device.origin, allowHttp: false });
    const { report } = await idle('trust');
    expect(report?.certificate?.sha256).toBe(device.fingerprint);
    session.trust({ fingerprint: report?.certificate?.sha256 ?? '' });
    session.signIn({ user: device.user, password: device.password, name: 'Office' });
    const { result, checks } = await idle('done');
    expect(result?.backup?.ok).toBe(true);
    expect(checks.every(({ outcome }) => outcome === 'ok')).toBe(true);
    expect(told.some(({ step, progress }) => step === 'first-backup' && progress !== undefined)).toBe(true);
    expect((await keeper.listDevices(everything)).map(({ name }) => name)).toEqual(['Office']);
  });

  it('never tells the password, in no state and no event', async () => {
    const device = await makeDevice();
    const { session, told, idle } = await open();
    session.look({ address: device.origin, allowHttp: false });
    const { report } = await idle('trust');
    session.trust({ fingerprint: report?.certificate?.sha256 ?? '' });
    session.signIn({ user: device.user, password: device.password });
    await idle('done');
    expect(JSON.stringify(told)).not.toContain(device.password);
  });

  it('stores nothing when the sign-in is refused, keeps what was typed, and takes another password', async () => {
    const device = await makeDevice();
    const { session, idle, keeper } = await open();
    session.look({ address: device.origin, allowHttp: false });
    const { report } = await idle('trust');
    session.trust({ fingerprint: report?.certificate?.sha256 ?? '' });
    session.signIn({ user: device.user, password: 'not this one', name: 'Office' });
    const refused = await idle('check');
    expect(refused.error?.code).toBe('auth/refused');
    expect(refused.checks.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'failed', 'waiting', 'waiting']);
    expect(await keeper.listDevices(everything)).toEqual([]);
    session.back({ step: 'sign-in' });
    expect(session.state()).toMatchObject({ step: 'sign-in', user: device.user, name: 'Office' });
    session.signIn({ user: device.user, password: device.password, name: 'Office' });
    expect((await idle('done')).result?.device.name).toBe('Office');
  });

  it('holds no password that was refused, and none for another device than the one it was typed for', async () => {
    const [device, stranger] = [await makeDevice(), await makeDevice()];
    const { session, idle } = await open();
    const lookAt = async (origin: string): Promise<void> => {
      session.look({ address: origin, allowHttp: false });
      const { report } = await idle('trust');
      session.trust({ fingerprint: report?.certificate?.sha256 ?? '' });
    };
    const user = device.user;
    await lookAt(device.origin);
    session.signIn({ user, password: 'not this one' });
    await idle('check');
    await lookAt(device.origin);
    expect(session.state().user).toBe(user);
    expect(session.state().holdsPassword).toBe(false);
    const { logins } = device.counters;
    session.signIn({ user });
    expect((await idle('check')).error?.code).toBe('usage/invalid');
    expect(device.counters.logins).toBe(logins);
    device.behave({ loginAnswer: 401 });
    session.signIn({ user, password: device.password });
    expect((await idle('check')).error?.code).toBe('auth/disabled');
    expect(session.state().holdsPassword).toBe(true);
    await lookAt(stranger.origin);
    const shown = session.state().user;
    session.signIn({ user: stranger.user });
    expect((await idle('check')).error).toBeDefined();
    expect(stranger.counters.logins).toBe(0);
    expect(shown).toBe('');
    expect(session.state().holdsPassword).toBe(false);
  });

  it('trusts nothing but the certificate that was looked at', async () => {
    const device = await makeDevice();
    const { session, idle, keeper } = await open();
    session.look({ address: device.origin, allowHttp: false });
    await idle('trust');
    session.trust({ fingerprint: 'f'.repeat(64) });
    expect(session.state().step).toBe('trust');
    // A page that goes on all the same gets nowhere: no password leaves.
    session.signIn({ user: device.user, password: device.password });
    expect((await idle('trust')).error?.code).toBe('tls/untrusted');
    expect(await keeper.listDevices(everything)).toEqual([]);
  });

  it('asks for a one-time code where the device does, once more when it was wrong', async () => {
    const device = await makeDevice({ profile: 'dsm7', behaviour: { twoFactor: { code: '123456' } } });
    const { session, idle, until } = await open();
    session.look({ address: device.origin, allowHttp: false });
    const { report } = await idle('trust');
    session.trust({ fingerprint: report?.certificate?.sha256 ?? '' });
    session.signIn({ user: device.user, password: device.password });
    await until(({ code }) => code === 'asked');
    expect(session.state().step).toBe('sign-in');
    session.answerCode({ code: '000000' });
    await until(({ code }) => code === 'wrong');
    session.answerCode({ code: '123456' });
    expect((await idle('done')).result?.backup?.ok).toBe(true);
  });

  it('says what is wrong with an address, and looks at the next one', async () => {
    const device = await makeDevice();
    const { session, idle, until } = await open();
    session.look({ address: 'http://', allowHttp: false });
    expect((await until(({ error }) => error !== undefined)).error?.code).toBe('usage/invalid');
    session.look({ address: device.origin, allowHttp: false });
    expect((await idle('trust')).error).toBeUndefined();
  });

  it('takes the device back when it is cancelled in the first backup', async () => {
    const device = await makeDevice();
    device.behave({ taskMs: 3_600_000 });
    const { session, idle, until, keeper } = await open();
    session.look({ address: device.origin, allowHttp: false });
    const { report } = await idle('trust');
    session.trust({ fingerprint: report?.certificate?.sha256 ?? '' });
    session.signIn({ user: device.user, password: device.password });
    await until(({ step }) => step === 'first-backup');
    session.cancel();
    await session.end();
    expect(session.state()).toMatchObject({ step: 'sign-in', working: false });
    expect(await keeper.listDevices(everything)).toEqual([]);
  });
});
