import { describe, expect, it } from 'vitest';
import { at, codeOf } from './raw-client.ts';
import { login } from './session.ts';
import { simulators, standingClock } from './started.ts';

const start = simulators();
const wrong = { inside: { passwd: 'wrong' } } as const;

describe('AutoBlock', () => {
  it('blocks the address after ten failures in five minutes, also with the right password, for a day', async () => {
    const clock = standingClock();
    const simulator = await start({ profile: 'srm-lenient', now: clock.now });
    for (let attempt = 1; attempt <= 10; attempt += 1) expect(codeOf(await login(simulator, 'clear', wrong))).toBe(400);
    expect(codeOf(await login(simulator, 'clear'))).toBe(407);
    expect(simulator.fired).toEqual(['autoBlock']);
    clock.move(86_399_000);
    expect(codeOf(await login(simulator, 'clear'))).toBe(407);
    clock.move(2_000);
    expect(at((await login(simulator, 'clear')).json, 'success')).toBe(true);
    expect(simulator.counters).toMatchObject({ logins: 13, failedLogins: 12 });
  });

  it('forgets failures that lie further back', async () => {
    const clock = standingClock();
    const simulator = await start({ profile: 'srm-lenient', now: clock.now });
    for (let attempt = 1; attempt <= 20; attempt += 1) {
      expect(codeOf(await login(simulator, 'clear', wrong))).toBe(400);
      clock.move(40_000);
    }
    expect(at((await login(simulator, 'clear')).json, 'success')).toBe(true);
  });

  it('blocks one address and not another', async (context) => {
    if (process.platform !== 'linux') context.skip('only Linux answers on all of 127.0.0.0/8');
    const simulator = await start({
      profile: 'srm-lenient',
      behaviour: { autoBlock: { attempts: 2, minutes: 5, days: 1 } },
    });
    for (let attempt = 1; attempt <= 2; attempt += 1)
      await login(simulator, 'clear', { ...wrong, localAddress: '127.0.0.2' });
    expect(codeOf(await login(simulator, 'clear', { localAddress: '127.0.0.2' }))).toBe(407);
    expect(at((await login(simulator, 'clear')).json, 'success')).toBe(true);
  });

  it('can be lifted and switched off', async () => {
    const simulator = await start({
      profile: 'srm-lenient',
      behaviour: { autoBlock: { attempts: 1, minutes: 5, days: 1 } },
    });
    await login(simulator, 'clear', wrong);
    expect(codeOf(await login(simulator, 'clear'))).toBe(407);
    simulator.resetAutoBlock();
    expect(at((await login(simulator, 'clear')).json, 'success')).toBe(true);
    simulator.behave({ autoBlock: null });
    for (let attempt = 1; attempt <= 3; attempt += 1) expect(codeOf(await login(simulator, 'clear', wrong))).toBe(400);
  });
});
