import { describe, expect, it } from 'vitest';
import type { Simulator } from '../device-simulator/index.ts';
import { envelope, keyInfo } from './envelope.ts';
import { ask, at, codeOf, textAt, type Answered, type Fields } from './raw-client.ts';
import { simulators } from './started.ts';

const start = simulators();

async function pageLogin(simulator: Simulator, form: 'envelope' | 'clear', change: Fields = {}): Promise<Answered> {
  const inside = { username: simulator.user, passwd: simulator.password, ...change };
  const info = form === 'envelope' ? await keyInfo(simulator) : undefined;
  const fields = info === undefined ? inside : { [info.cipherKey]: envelope(info, inside) };
  return ask(simulator, { path: '/webman/login.cgi', form: { enable_syno_token: 'yes', ...fields } });
}

const cookieOf = (answer: Answered): string => (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';

describe('the login page of DSM 5', () => {
  it.each(['envelope', 'clear'] as const)(
    'signs in with the %s form, and the backup works with cookie and token',
    async (form) => {
      const simulator = await start({ profile: 'dsm5' });
      const answer = await pageLogin(simulator, form);
      expect(answer.headers['content-type']).toBe('text/html; charset="UTF-8"');
      const token = textAt(answer.json, 'SynoToken');
      expect(answer.json).toEqual({ SynoToken: token, result: 'success', success: true });
      const headers = { Cookie: cookieOf(answer), 'X-SYNO-TOKEN': token };
      const call = (method: string, more: Fields = {}) =>
        ask(simulator, {
          path: '/webapi/entry.cgi',
          form: { api: 'SYNO.Backup.Config.Backup', version: 1, method, ...more },
          headers,
        });
      const task_id = textAt((await call('start')).json, 'data', 'task_id');
      await call('status', { task_id });
      await call('status', { task_id });
      expect((await call('download', { task_id })).body.subarray(0, 2).toString('hex')).toBe('1f8b');
      expect(simulator.outOfTable).toEqual([]);
      await ask(simulator, { path: '/webman/logout.cgi', headers });
      expect(codeOf(await call('list'))).toBe(119);
      expect(simulator.counters).toMatchObject({ logouts: 1, openSessions: 0 });
    },
  );

  it('needs the token on every call, also where the login did not ask for it, and tells it later', async () => {
    const simulator = await start({ profile: 'dsm5' });
    const answer = await pageLogin(simulator, 'clear', { enable_syno_token: 'no' });
    expect(at(answer.json, 'SynoToken')).toBeUndefined();
    const headers = { Cookie: cookieOf(answer) };
    const list = { api: 'SYNO.Backup.Config.Backup', version: 1, method: 'list' };
    expect(codeOf(await ask(simulator, { path: '/webapi/entry.cgi', query: list, headers }))).toBe(119);
    const token = textAt((await ask(simulator, { path: '/webman/login.cgi', headers })).json, 'SynoToken');
    const told = { path: '/webapi/entry.cgi', query: { ...list, SynoToken: token }, headers };
    expect(at((await ask(simulator, told)).json, 'success')).toBe(true);
  });

  it('takes GET with clear fields, as old clients send it', async () => {
    const simulator = await start({ profile: 'dsm5' });
    const answer = await ask(simulator, {
      path: '/webman/login.cgi',
      query: { username: simulator.user, passwd: simulator.password, enable_syno_token: 'yes' },
    });
    expect(at(answer.json, 'success')).toBe(true);
  });

  it.each([
    [400, 'error_cantlogin'],
    [401, 'error_expired'],
    [402, 'error_noprivilege'],
    [403, 'error_otp_require'],
    [404, 'error_otp_err'],
    [405, 'error_noprivilege'],
    [406, 'error_otp_enforced'],
    [407, 'error_max_tries'],
    [408, 'error_pwd_expired'],
    [409, 'error_pwd_expired'],
    [410, 'error_pwd_mustchange'],
    [411, 'error_acct_lock'],
  ])('says %i in its own words', async (code, reason) => {
    const simulator = await start({ profile: 'dsm5', behaviour: { loginAnswer: code } });
    expect((await pageLogin(simulator, 'clear')).json).toEqual({ reason, result: 'error', success: false });
    expect(simulator.requests.at(-1)?.code).toBe(code);
  });

  it('knows AutoBlock, the second factor and the forms too', async () => {
    const simulator = await start({
      profile: 'dsm5',
      behaviour: { autoBlock: { attempts: 2, minutes: 5, days: 1 }, twoFactor: { code: '1357' } },
    });
    const reason = async (change: Fields) => at((await pageLogin(simulator, 'envelope', change)).json, 'reason');
    expect(await reason({})).toBe('error_otp_require');
    expect(await reason({ OTPcode: '1357' })).toBeUndefined();
    expect(await reason({ passwd: 'wrong' })).toBe('error_cantlogin');
    expect(await reason({ OTPcode: '1' })).toBe('error_otp_err');
    expect(await reason({ OTPcode: '1357' })).toBe('error_max_tries');
    simulator.resetAutoBlock();
    simulator.behave({ loginForms: 'envelope-only', twoFactor: null });
    expect(at((await pageLogin(simulator, 'clear')).json, 'reason')).toBe('error_cantlogin');
  });

  it('can leave the token out, and the session works without', async () => {
    const simulator = await start({ profile: 'dsm5', behaviour: { noSynoToken: true } });
    const answer = await pageLogin(simulator, 'clear');
    expect(answer.json).toEqual({ result: 'success', success: true });
    const list = { api: 'SYNO.Backup.Config.Backup', version: 1, method: 'list' };
    const headers = { Cookie: cookieOf(answer) };
    expect(at((await ask(simulator, { path: '/webapi/entry.cgi', form: list, headers })).json, 'success')).toBe(true);
  });
});

describe('who is signed in', () => {
  it('is the name that authenticate.cgi prints, or nothing', async () => {
    const simulator = await start({ profile: 'dsm5' });
    const page = { path: '/webman/modules/authenticate.cgi' };
    expect((await ask(simulator, page)).body.toString()).toBe('');
    const login = await pageLogin(simulator, 'clear');
    const headers = { Cookie: cookieOf(login) };
    expect((await ask(simulator, { ...page, headers })).body.toString()).toBe('');
    const query = { SynoToken: textAt(login.json, 'SynoToken') };
    expect((await ask(simulator, { ...page, headers, query })).body.toString()).toBe(`${simulator.user}\n`);
  });

  it.each([
    [null, true],
    [105, false],
  ] as const)('and whether that is an administrator, by initdata.cgi (%s)', async (nonAdmin, is_admin) => {
    const simulator = await start({ profile: 'dsm5', behaviour: { nonAdmin } });
    const page = { path: '/webman/initdata.cgi' };
    expect((await ask(simulator, page)).json).toEqual({ Session: { isLogined: false } });
    const login = await pageLogin(simulator, 'clear');
    const query = { SynoToken: textAt(login.json, 'SynoToken') };
    const answer = await ask(simulator, { ...page, headers: { Cookie: cookieOf(login) }, query });
    expect(at(answer.json, 'Session')).toMatchObject({ user: simulator.user, is_admin });
  });
});

describe('other devices', () => {
  it.each(['srm-strict', 'srm-lenient', 'dsm7'] as const)('have no such page: %s', async (profile) => {
    const simulator = await start({ profile });
    const answer = await pageLogin(simulator, 'clear');
    expect(answer.status).toBe(404);
    expect(simulator.counters.logins).toBe(0);
    expect((await ask(simulator, { path: '/' })).body.toString()).toContain('<html>');
  });
});
