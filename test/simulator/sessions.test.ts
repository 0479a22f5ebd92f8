import { describe, expect, it } from 'vitest';
import { ask, at, codeOf, textAt, type Fields, type Wish } from './raw-client.ts';
import { login, sessionOf, signedIn } from './session.ts';
import { simulators, standingClock } from './started.ts';

const start = simulators();
const LIST: Fields = { api: 'SYNO.Backup.Config.Backup', version: 1, method: 'list' };

describe('a session', () => {
  it('that is unknown or missing answers 119', async () => {
    const simulator = await start({ profile: 'srm-lenient' });
    expect(codeOf(await ask(simulator, { path: '/webapi/entry.cgi', query: LIST }))).toBe(119);
    expect(codeOf(await ask(simulator, { path: '/webapi/entry.cgi', query: { ...LIST, _sid: 'invented' } }))).toBe(119);
    const session = await signedIn(simulator);
    simulator.dropSessions();
    expect(codeOf(await session.backup('list'))).toBe(119);
  });

  it('that was idle for longer than the limit answers 106', async () => {
    const clock = standingClock();
    const simulator = await start({ profile: 'srm-lenient', now: clock.now });
    const session = await signedIn(simulator);
    clock.move(15 * 60_000);
    expect(at((await session.backup('list')).json, 'success')).toBe(true);
    clock.move(15 * 60_000 + 1);
    expect(codeOf(await session.backup('list'))).toBe(106);
    expect(codeOf(await session.backup('list'))).toBe(106);
  });

  it('that a second login pushes out answers 107, where that is switched', async () => {
    const simulator = await start({ profile: 'srm-lenient', behaviour: { duplicateLogin: 'interrupts' } });
    const first = await signedIn(simulator);
    const second = await signedIn(simulator);
    expect(codeOf(await first.backup('list'))).toBe(107);
    expect(at((await second.backup('list')).json, 'success')).toBe(true);
    expect(simulator.counters.openSessions).toBe(1);
  });

  it('that comes from another address answers 150', async (context) => {
    if (process.platform !== 'linux') context.skip('only Linux answers on all of 127.0.0.0/8');
    const simulator = await start({ profile: 'srm-lenient' });
    const { sid, token } = await signedIn(simulator);
    const wish = { path: '/webapi/entry.cgi', query: { ...LIST, _sid: sid, SynoToken: token ?? '' } };
    expect(codeOf(await ask(simulator, { ...wish, localAddress: '127.0.0.2' }))).toBe(150);
    expect(at((await ask(simulator, wish)).json, 'success')).toBe(true);
  });

  it.each([
    [
      '_sid and SynoToken in the query',
      (sid: string, token: string): Wish => ({
        path: '/webapi/entry.cgi',
        query: { ...LIST, _sid: sid, SynoToken: token },
      }),
    ],
    [
      '_sid in the body, the token in the header',
      (sid: string, token: string): Wish => ({
        path: '/webapi/entry.cgi',
        form: { ...LIST, _sid: sid },
        headers: { 'X-SYNO-TOKEN': token },
      }),
    ],
    [
      'the cookie and the token in the body',
      (sid: string, token: string): Wish => ({
        path: '/webapi/entry.cgi',
        form: { ...LIST, SynoToken: token },
        headers: { Cookie: `stay=1; id=${sid}` },
      }),
    ],
    [
      'the call split over query and body',
      (sid: string, token: string): Wish => ({
        path: '/webapi/entry.cgi',
        query: { api: 'SYNO.Backup.Config.Backup', _sid: sid },
        form: { method: 'LIST', version: 1, SynoToken: token },
      }),
    ],
  ])('travels as %s', async (_, wish) => {
    const simulator = await start({ profile: 'srm-lenient' });
    const { sid, token } = await signedIn(simulator);
    expect(at((await ask(simulator, wish(sid, token ?? ''))).json, 'success')).toBe(true);
  });
});

describe('the token', () => {
  it.each([119, 105] as const)('that was asked for and is not sent answers %i', async (code) => {
    const simulator = await start({ profile: 'dsm6', behaviour: { tokenMissingCode: code } });
    const { sid } = await signedIn(simulator);
    expect(codeOf(await sessionOf(simulator, sid, undefined).backup('list'))).toBe(code);
    expect(codeOf(await sessionOf(simulator, sid, 'wrong').backup('list'))).toBe(code);
    expect(simulator.fired).toEqual(['tokenRequired', 'tokenRequired']);
    simulator.behave({ tokenRequired: false });
    expect(at((await sessionOf(simulator, sid, undefined).backup('list')).json, 'success')).toBe(true);
  });

  it('is not needed by a session that did not ask for one', async () => {
    const simulator = await start({ profile: 'dsm6' });
    const { json } = await login(simulator, 'clear', { outside: { enable_syno_token: 'no' } });
    const session = sessionOf(simulator, textAt(json, 'data', 'sid'), undefined);
    expect(at((await session.backup('list')).json, 'success')).toBe(true);
  });

  it('may be missing from the answer, and the session works without it', async () => {
    const simulator = await start({ profile: 'srm-strict', behaviour: { noSynoToken: true } });
    const session = await signedIn(simulator);
    expect(session.token).toBeUndefined();
    expect(at((await session.backup('list')).json, 'success')).toBe(true);
    expect(simulator.fired).toEqual(['noSynoToken']);
  });
});

describe('a token that is switched off', () => {
  it('is shown as dashes, and may be sent or left out', async () => {
    const simulator = await start({ profile: 'dsm6', behaviour: { noSynoToken: 'disabled' } });
    const session = await signedIn(simulator);
    expect(session.token).toBe('--------');
    expect(at((await session.backup('list')).json, 'success')).toBe(true);
    const bare = sessionOf(simulator, session.sid, undefined);
    expect(at((await bare.backup('list')).json, 'success')).toBe(true);
  });
});

describe('an expiry at a call', () => {
  it.each([
    ['list', 106],
    ['start', 107],
    ['status', 119],
    ['SYNO.Backup.Config.Backup.download', 150],
  ] as const)('strikes once at %s with %i, and the session is over', async (at_, code) => {
    const simulator = await start({ profile: 'srm-lenient' });
    const first = await signedIn(simulator);
    const taskId = await first.finishTask();
    simulator.behave({ expireSessionAt: { at: at_, code, times: 'once' } });
    const method = at_.split('.').at(-1) ?? '';
    expect(codeOf(await first.backup(method, { task_id: taskId }))).toBe(code);
    expect(codeOf(await first.backup('list'))).toBe(code);
    const second = await signedIn(simulator);
    expect(codeOf(await second.backup(method, { task_id: taskId }))).toBeUndefined();
    expect(simulator.fired).toEqual([`expireSessionAt:${code}`]);
  });

  it('strikes every session where that is switched', async () => {
    const simulator = await start({
      profile: 'srm-lenient',
      behaviour: { expireSessionAt: { at: 'start', code: 119, times: 'always' } },
    });
    for (let time = 1; time <= 3; time += 1)
      expect(codeOf(await (await signedIn(simulator)).backup('start'))).toBe(119);
  });
});

describe('a logout', () => {
  const logout = { api: 'SYNO.API.Auth', version: 3, method: 'logout' };

  it('ends the session that it names', async () => {
    const simulator = await start({ profile: 'srm-strict' });
    const session = await signedIn(simulator);
    const answer = await ask(simulator, {
      path: '/webapi/auth.cgi',
      form: { ...logout, _sid: session.sid, SynoToken: session.token ?? '' },
    });
    expect(answer.json).toEqual({ success: true });
    expect(simulator.counters).toMatchObject({ logouts: 1, openSessions: 0 });
    expect(codeOf(await session.backup('list'))).toBe(119);
  });

  it('without an id succeeds and ends nothing', async () => {
    const simulator = await start({ profile: 'srm-strict' });
    const session = await signedIn(simulator);
    expect((await ask(simulator, { path: '/webapi/auth.cgi', query: logout })).json).toEqual({ success: true });
    expect(at((await session.backup('list')).json, 'success')).toBe(true);
  });

  it('without the token ends nothing', async () => {
    const simulator = await start({ profile: 'srm-strict' });
    const session = await signedIn(simulator);
    const answer = await ask(simulator, { path: '/webapi/auth.cgi', form: { ...logout, _sid: session.sid } });
    expect(codeOf(answer)).toBe(119);
    expect(simulator.counters.openSessions).toBe(1);
  });
});
