import { describe, expect, it } from 'vitest';
import { envelope, keyInfo } from './envelope.ts';
import { ask, at, codeOf, textAt } from './raw-client.ts';
import { login } from './session.ts';
import { simulators } from './started.ts';

const start = simulators();
const twoFactor = { code: '246810' } as const;

describe('a second factor', () => {
  it('is asked for with 403, refused with 404 and taken', async () => {
    const simulator = await start({ profile: 'srm-lenient', behaviour: { twoFactor } });
    expect(codeOf(await login(simulator, 'clear'))).toBe(403);
    expect(codeOf(await login(simulator, 'clear', { outside: { otp_code: '000000' } }))).toBe(404);
    expect(at((await login(simulator, 'clear', { outside: { otp_code: '246810' } })).json, 'success')).toBe(true);
    expect(simulator.fired).toEqual(['twoFactor:403', 'twoFactor:404']);
  });

  it('counts as a failure when it is wrong, not when it is missing', async () => {
    const simulator = await start({
      profile: 'srm-lenient',
      behaviour: { twoFactor, autoBlock: { attempts: 1, minutes: 5, days: 1 } },
    });
    expect(codeOf(await login(simulator, 'clear'))).toBe(403);
    expect(codeOf(await login(simulator, 'clear'))).toBe(403);
    await login(simulator, 'clear', { outside: { otp_code: '1' } });
    expect(codeOf(await login(simulator, 'clear'))).toBe(407);
  });

  it('answers 406 where it is enforced and not set up', async () => {
    const simulator = await start({
      profile: 'dsm7',
      behaviour: { twoFactor: { code: '246810', enforcedSetUp: true } },
    });
    expect(codeOf(await login(simulator, 'clear'))).toBe(406);
  });

  it('is read beside the envelope although an empty one is inside', async () => {
    const simulator = await start({ profile: 'srm-strict', behaviour: { twoFactor } });
    const info = await keyInfo(simulator);
    const answer = await ask(simulator, {
      path: '/webapi/auth.cgi',
      form: {
        api: 'SYNO.API.Auth',
        version: 3,
        method: 'login',
        otp_code: '246810',
        [info.cipherKey]: envelope(info, {
          account: simulator.user,
          passwd: simulator.password,
          session: 'webui',
          otp_code: '',
        }),
      },
    });
    expect(at(answer.json, 'success')).toBe(true);
  });

  it('is read inside the envelope too', async () => {
    const simulator = await start({ profile: 'srm-strict', behaviour: { twoFactor } });
    expect(at((await login(simulator, 'envelope', { inside: { otp_code: '246810' } })).json, 'success')).toBe(true);
  });
});

describe('a trusted-device token', () => {
  it.each([
    ['dsm6', 6, 'did'],
    ['dsm7', 6, 'did'],
    ['dsm7', 7, 'device_id'],
  ] as const)('of %s comes with version %i as %s, and replaces the code', async (profile, version, field) => {
    const simulator = await start({ profile, behaviour: { twoFactor } });
    const first = await login(simulator, 'envelope', {
      outside: { version, otp_code: '246810', enable_device_token: 'yes', device_name: 'Routerkeep' },
    });
    const token = textAt(first.json, 'data', field);
    expect(first.headers['set-cookie']?.some((cookie) => cookie.startsWith(`did=${token};`))).toBe(true);

    const again = (device_id: string, device_name: string) =>
      login(simulator, 'envelope', { outside: { version, device_id, device_name } });
    expect(at((await again(token, 'Routerkeep')).json, 'success')).toBe(true);
    expect(codeOf(await again(token, 'Other'))).toBe(403);
    expect(codeOf(await again('invented', 'Routerkeep'))).toBe(403);
    simulator.revokeDeviceTokens();
    expect(codeOf(await again(token, 'Routerkeep'))).toBe(403);
  });

  it.each(['srm-lenient', 'dsm6'] as const)('is not given by %s to version 3', async (profile) => {
    const simulator = await start({ profile, behaviour: { twoFactor } });
    const answer = await login(simulator, 'clear', {
      outside: { otp_code: '246810', enable_device_token: 'yes', device_name: 'Routerkeep' },
    });
    expect(at(answer.json, 'success')).toBe(true);
    expect(at(answer.json, 'data', 'did')).toBeUndefined();
    expect(at(answer.json, 'data', 'device_id')).toBeUndefined();
  });
});
