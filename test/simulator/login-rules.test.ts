import { describe, expect, it } from 'vitest';
import { directEnvelope, envelope, keyInfo, publicKeyOf } from './envelope.ts';
import { ask, at, codeOf } from './raw-client.ts';
import { login } from './session.ts';
import { simulators, standingClock } from './started.ts';

const start = simulators();

describe('the strict picture', () => {
  it('refuses a clear password with 400', async () => {
    const simulator = await start({ profile: 'srm-strict' });
    expect(codeOf(await login(simulator, 'clear'))).toBe(400);
    expect(simulator.fired).toEqual(['loginForms:envelope-only']);
  });

  it('refuses another session name with 402, and none at all', async () => {
    const simulator = await start({ profile: 'srm-strict' });
    expect(codeOf(await login(simulator, 'envelope', { inside: { session: 'HomeAssistant' } }))).toBe(402);
    expect(codeOf(await login(simulator, 'envelope', { inside: { session: '' } }))).toBe(402);
  });

  it('refuses a version beyond 3 with 400', async () => {
    const simulator = await start({ profile: 'srm-strict' });
    expect(codeOf(await login(simulator, 'envelope', { outside: { version: 6 } }))).toBe(400);
  });
});

describe('the lenient picture', () => {
  it.each([
    ['envelope', 2],
    ['envelope', 3],
    ['clear', 2],
    ['clear', 3],
  ] as const)('takes the %s form with version %i and any session name', async (form, version) => {
    const simulator = await start({ profile: 'srm-lenient' });
    const answer = await login(simulator, form, { outside: { version }, inside: { session: 'WiFiPresence' } });
    expect(at(answer.json, 'success')).toBe(true);
    // A token needs version 3.
    expect(typeof at(answer.json, 'data', 'synotoken')).toBe(version === 3 ? 'string' : 'undefined');
  });

  it('refuses a version beyond 3 with 104', async () => {
    expect(codeOf(await login(await start({ profile: 'srm-lenient' }), 'clear', { outside: { version: 7 } }))).toBe(
      104,
    );
  });
});

describe('DSM', () => {
  it.each([
    [1, 103],
    [2, 103],
    [3, undefined],
    [6, undefined],
    [7, undefined],
    [8, 104],
  ] as const)('7 answers version %i with %s', async (version, code) => {
    expect(codeOf(await login(await start({ profile: 'dsm7' }), 'clear', { outside: { version } }))).toBe(code);
  });

  it.each([
    [1, 103],
    [2, undefined],
    [6, undefined],
    [7, 104],
  ] as const)('6 answers version %i with %s', async (version, code) => {
    expect(codeOf(await login(await start({ profile: 'dsm6' }), 'clear', { outside: { version } }))).toBe(code);
  });

  it('5 has no such API', async () => {
    expect(codeOf(await login(await start({ profile: 'dsm5' }), 'clear'))).toBe(102);
  });
});

describe('refusals', () => {
  it.each([400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411])('answers %i when told to', async (code) => {
    const simulator = await start({ profile: 'srm-lenient', behaviour: { loginAnswer: code } });
    expect(codeOf(await login(simulator, 'clear'))).toBe(code);
    expect(simulator.fired).toEqual(['loginAnswer']);
    expect(simulator.counters).toMatchObject({ logins: 1, failedLogins: 1, openSessions: 0 });
    simulator.behave({ loginAnswer: null });
    expect(at((await login(simulator, 'clear')).json, 'success')).toBe(true);
  });

  it('refuses a wrong password and an unknown user alike', async () => {
    const simulator = await start({ profile: 'srm-lenient' });
    expect(codeOf(await login(simulator, 'envelope', { inside: { passwd: 'wrong' } }))).toBe(400);
    expect(codeOf(await login(simulator, 'clear', { inside: { account: 'nobody' } }))).toBe(400);
  });

  it('can take the clear form alone, and refuse with 402', async () => {
    const simulator = await start({ profile: 'dsm6', behaviour: { loginForms: 'clear-only', formRefusedCode: 402 } });
    expect(codeOf(await login(simulator, 'envelope'))).toBe(402);
    expect(at((await login(simulator, 'clear')).json, 'success')).toBe(true);
  });
});

describe('the envelope', () => {
  it('is refused when it does not decrypt', async () => {
    const simulator = await start({ profile: 'srm-strict' });
    const answer = await ask(simulator, {
      path: '/webapi/auth.cgi',
      form: {
        api: 'SYNO.API.Auth',
        version: 3,
        method: 'login',
        __cIpHeRtExT: JSON.stringify({ rsa: 'AAAA', aes: 'AAAA' }),
      },
    });
    expect(codeOf(answer)).toBe(400);
    expect(simulator.fired).toEqual(['envelope:undecryptable']);
  });

  it('is refused when its key is older than six minutes by the device’s clock', async () => {
    const clock = standingClock();
    const simulator = await start({ profile: 'srm-strict', now: clock.now });
    const info = await keyInfo(simulator);
    const text = envelope(info, { account: simulator.user, passwd: simulator.password, session: 'webui' });
    const send = () =>
      ask(simulator, {
        path: '/webapi/auth.cgi',
        form: { api: 'SYNO.API.Auth', version: 3, method: 'login', [info.cipherKey]: text },
      });
    clock.move(360_000);
    expect(at((await send()).json, 'success')).toBe(true);
    clock.move(1_000);
    expect(codeOf(await send())).toBe(400);
    expect(simulator.fired).toEqual(['envelope:stale']);
  });

  it('needs the token: one without a server time is refused', async () => {
    const simulator = await start({ profile: 'srm-strict' });
    const info = await keyInfo(simulator);
    const text = envelope({ ...info, cipherToken: 'other' }, { account: simulator.user, passwd: simulator.password });
    const answer = await ask(simulator, {
      path: '/webapi/auth.cgi',
      form: { api: 'SYNO.API.Auth', version: 3, method: 'login', [info.cipherKey]: text },
    });
    expect(codeOf(answer)).toBe(400);
    expect(simulator.fired).toEqual(['envelope:no-token']);
  });

  it('follows the device’s clock, years away from ours', async () => {
    const simulator = await start({ profile: 'srm-strict', behaviour: { clockOffsetSeconds: -300_000_000 } });
    const { serverTime } = await keyInfo(simulator);
    expect(Date.now() / 1000 - serverTime).toBeGreaterThan(299_000_000);
    expect(at((await login(simulator, 'envelope')).json, 'success')).toBe(true);
  });

  it.each([
    ['hex', 'module', 'as-asked', /^[0-9A-F]+$/],
    ['DER', 'der', 'as-asked', /^MII/],
    ['DER though hex was asked for', 'module', 'der', /^MII/],
    ['hex though nothing was asked for', 'der', 'hex', /^[0-9A-F]+$/],
  ] as const)('works with the key as %s', async (_, format, keyForm, shape) => {
    const simulator = await start({ profile: 'srm-strict', behaviour: { keyForm, keyBits: 2_048 } });
    const info = await keyInfo(simulator, format);
    expect(info.publicKey).toMatch(shape);
    expect(publicKeyOf(info).asymmetricKeyDetails?.modulusLength).toBe(2_048);
    expect(at((await login(simulator, 'envelope')).json, 'success')).toBe(true);
  });

  it('takes its field names from getinfo', async () => {
    const simulator = await start({ profile: 'srm-strict', behaviour: { cipherKey: '__box', cipherToken: '__when' } });
    expect(await keyInfo(simulator)).toMatchObject({ cipherKey: '__box', cipherToken: '__when' });
    expect(at((await login(simulator, 'envelope')).json, 'success')).toBe(true);
    expect(simulator.requests.at(-1)?.login).toHaveProperty('__when');
  });

  it('is read in its second form, RSA directly over the fields', async () => {
    const simulator = await start({ profile: 'srm-strict' });
    const info = await keyInfo(simulator);
    const text = directEnvelope(info, { account: simulator.user, passwd: simulator.password, session: 'webui' });
    const answer = await ask(simulator, {
      path: '/webapi/auth.cgi',
      form: { api: 'SYNO.API.Auth', version: 3, method: 'login', client_time: 1, [info.cipherKey]: text },
    });
    expect(at(answer.json, 'success')).toBe(true);
  });

  it('is read on any call, not only on a login', async () => {
    const simulator = await start({ profile: 'srm-lenient' });
    const sid = at((await login(simulator, 'clear', { outside: { enable_syno_token: 'no' } })).json, 'data', 'sid');
    const info = await keyInfo(simulator);
    const answer = await ask(simulator, {
      path: '/webapi/entry.cgi',
      form: {
        [info.cipherKey]: envelope(info, {
          api: 'SYNO.Backup.Config.Backup',
          version: 1,
          method: 'list',
          _sid: String(sid),
        }),
      },
    });
    expect(at(answer.json, 'success')).toBe(true);
    expect(simulator.requests.at(-1)?.sidFrom).toBe('envelope');
  });
});
