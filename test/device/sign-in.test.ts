import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discover, formsToTry, signIn, withSession, type SignInRequest } from '../../electron/device/index.ts';
import { keepError, type ErrorCode, type SignInForm } from '../../shared/index.ts';
import { PROFILES, type BehaviourChange } from '../device-simulator/index.ts';
import { exported, given, inSession, methodsOf, standUp } from './stand.ts';
import { rejectionOf } from './thrown.ts';
import { injects } from '../faults/index.ts';

const REFUSALS: readonly (readonly [number, ErrorCode])[] = [
  [400, 'auth/refused'],
  [401, 'auth/disabled'],
  [402, 'auth/no-permission'],
  [403, 'auth/code-needed'],
  [404, 'auth/code-wrong'],
  [405, 'auth/no-permission'],
  [406, 'auth/code-setup-needed'],
  [407, 'auth/blocked'],
  [408, 'auth/password-expired'],
  [409, 'auth/password-expired'],
  [410, 'auth/password-expired'],
  [411, 'auth/locked'],
  [499, 'auth/refused'],
  [9999, 'auth/refused'],
];

describe('a refused login', () => {
  describe.each(['srm-strict', 'dsm7'] as const)('of %s', (profile) => {
    it.each(REFUSALS)('%i is %s, after exactly one login in the form that worked before', async (code, expected) => {
      const stand = await standUp({ profile, behaviour: { loginAnswer: code } });
      const refused: number[] = [];
      const error = await rejectionOf(
        inSession(stand, exported, { forms: ['envelope'], onRefused: (_, number) => void refused.push(number) }),
      );
      expect(error.code).toBe(expected);
      expect(error.retry).toBe('never');
      expect(`${error.message} ${error.hint}`).not.toContain(stand.sim.password);
      expect(refused).toEqual([code]);
      expect(stand.sim.counters.logins).toBe(1);
      expect(stand.sim.fired).toContain('loginAnswer');
      expect(methodsOf(stand.sim).at(-1)).toBe('login');
    });
  });

  it.each(REFUSALS.slice(0, 12))('%i by the old page is %s', async (code, expected) => {
    const stand = await standUp({ profile: 'dsm5', behaviour: { loginAnswer: code } });
    const error = await rejectionOf(inSession(stand, exported, { forms: ['page'] }));
    // The page has one reason for both kinds of missing permission and no number for an expired password that may be changed.
    expect(error.code).toBe(expected);
    expect(stand.sim.counters.logins).toBe(1);
  });

  it.each(REFUSALS.slice(0, 12))(
    'while adding, %i is answered by the plain form only if that may be the reason',
    async (code, expected) => {
      const stand = await standUp({ profile: 'srm-lenient', behaviour: { loginAnswer: code } });
      const error = await rejectionOf(inSession(stand, exported));
      expect(error.code).toBe(expected);
      expect(stand.sim.counters.logins).toBe(code === 400 || code === 402 ? 2 : 1);
    },
  );

  it('while adding over plain HTTP, one login is all', async () => {
    for (const profile of PROFILES) {
      const stand = await standUp({ profile, tls: false, behaviour: { loginAnswer: 400 } });
      await rejectionOf(inSession(stand, exported));
      expect(stand.sim.counters.logins).toBe(1);
      expect(stand.sim.requests.at(-1)?.from.passwd).toBe('envelope');
    }
  });

  it.each([
    [100, 'device/unexpected-answer'],
    [102, 'device/unexpected-answer'],
    [104, 'device/unexpected-answer'],
    [105, 'auth/no-permission'],
    [109, 'device/busy'],
    [117, 'device/busy'],
    [119, 'session/lost'],
  ] as const)('the common number %i in answer to a login is %s, after one login', async (code, expected) => {
    const stand = await standUp({ profile: 'dsm7', behaviour: { faults: [{ at: 'login', kind: 'error', code }] } });
    const error = await rejectionOf(inSession(stand, exported, { forms: ['envelope'] }));
    expect(error.code).toBe(expected);
    expect(methodsOf(stand.sim).filter((method) => method === 'login')).toHaveLength(1);
  });

  it('is not tried at all when the caller holds it back', async () => {
    const stand = await standUp({ profile: 'dsm7' });
    const held = keepError('auth/refused', { host: 'x' });
    const request: Pick<SignInRequest, 'beforeLogin'> = {
      beforeLogin: () => {
        throw held;
      },
    };
    expect(await rejectionOf(inSession(stand, exported, request))).toBe(held);
    expect(stand.sim.counters.logins).toBe(0);
  });

  it('never gets near AutoBlock: thirty refused backups are thirty logins at most', async () => {
    const stand = await standUp({ profile: 'srm-strict', behaviour: { autoBlock: null } });
    for (let count = 0; count < 5; count += 1) {
      const wrong = { user: stand.sim.user, password: 'wrong' };
      await rejectionOf(inSession(stand, exported, { forms: ['envelope'], credentials: wrong }));
    }
    expect(stand.sim.counters.logins).toBe(5);
  });
});

describe('the form of a login', () => {
  it.each<[BehaviourChange, SignInForm, number]>([
    [{ loginForms: 'envelope-only' }, 'envelope', 1],
    [{ loginForms: 'clear-only', formRefusedCode: 400 }, 'plain', 2],
    [{ loginForms: 'clear-only', formRefusedCode: 402 }, 'plain', 2],
    [{ loginForms: 'either' }, 'envelope', 1],
  ])('%j: signed in by %s after %i logins', async (behaviour, form, logins) => {
    const stand = await standUp({ profile: 'dsm6', behaviour });
    const used: SignInForm[] = [];
    const found = await inSession(stand, (session) => Promise.resolve(session.form), {
      beforeLogin: (tried) => void used.push(tried),
    });
    expect(found).toBe(form);
    expect(used).toHaveLength(logins);
    expect(stand.sim.counters).toMatchObject({ logins, openSessions: 0 });
  });

  it('is in clear only inside TLS, at the old page too', async () => {
    const behaviour: BehaviourChange = { loginForms: 'clear-only' };
    const inTls = await standUp({ profile: 'dsm5', behaviour });
    expect(await inSession(inTls, (session) => Promise.resolve(session.form))).toBe('plain');
    const open = await standUp({ profile: 'dsm5', tls: false, behaviour });
    expect((await rejectionOf(inSession(open, exported))).code).toBe('auth/refused');
    expect(open.sim.counters.logins).toBe(1);
  });

  it('is refused before a byte of the password leaves where plain HTTP has no envelope', async () => {
    const behaviour: BehaviourChange = { apis: { 'SYNO.API.Encryption': null } };
    const stand = await standUp({ profile: 'srm-lenient', tls: false, behaviour });
    const directory = await discover(stand.connection);
    expect(formsToTry(directory, stand.endpoint)).toEqual([]);
    for (const form of ['envelope', 'plain', 'page'] as const) {
      const error = await rejectionOf(signIn(stand.connection, directory, stand.credentials, form));
      expect(error.code).toBe('http/consent-needed');
    }
    expect(methodsOf(stand.sim)).toEqual(['query']);
  });

  it('adapts when an update of the firmware took the remembered one away', async () => {
    const without = await standUp({ profile: 'dsm6', behaviour: { apis: { 'SYNO.API.Encryption': null } } });
    expect(await inSession(without, (session) => Promise.resolve(session.form), { forms: ['envelope'] })).toBe('plain');
    const updated = await standUp({ profile: 'dsm6' });
    expect(await inSession(updated, (session) => Promise.resolve(session.form), { forms: ['page'] })).toBe('envelope');
  });

  it('says what tells more when both forms are refused', async () => {
    const stand = await standUp({
      profile: 'srm-lenient',
      behaviour: {
        faults: [
          { at: 'login', kind: 'error', code: 402, times: 1 },
          { at: 'login', kind: 'error', code: 400 },
        ],
      },
    });
    expect((await rejectionOf(inSession(stand, exported))).code).toBe('auth/no-permission');
    const other = await standUp({
      profile: 'srm-lenient',
      behaviour: {
        faults: [
          { at: 'login', kind: 'error', code: 400, times: 1 },
          { at: 'login', kind: 'error', code: 403 },
        ],
      },
    });
    expect((await rejectionOf(inSession(other, exported))).code).toBe('auth/code-needed');
  });

  it('fetches a key for each envelope, so that none is stale', async () => {
    const stand = await standUp({
      profile: 'srm-strict',
      behaviour: { expireSessionAt: { at: 'start', code: 106, times: 'once' } },
    });
    await inSession(stand, exported);
    expect(methodsOf(stand.sim).filter((method) => method === 'getinfo')).toHaveLength(2);
    expect(stand.sim.fired.join()).not.toContain('envelope:');
  });

  it.each(['html', 'broken-json', 'no-data', 'status-502', 'empty-object', 'huge'] as const)(
    'is not sent when the key comes as %s',
    async (kind) => {
      const stand = await standUp({ profile: 'srm-strict', behaviour: { faults: [{ at: 'getinfo', kind }] } });
      expect((await rejectionOf(inSession(stand, exported))).code).toBe('device/unexpected-answer');
      expect(stand.sim.counters.logins).toBe(0);
    },
  );

  it('of the page is looked for where SYNO.API.Auth knows only its first version', async () => {
    const behaviour: BehaviourChange = {
      apis: { 'SYNO.API.Auth': { path: 'auth.cgi', minVersion: 1, maxVersion: 1 } },
    };
    const stand = await standUp({ profile: 'dsm5', behaviour });
    expect((await discover(stand.connection)).signInBy).toBe('page');
  });
});

describe('a password', () => {
  const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');
  const passwords = [
    ['every printable character', PRINTABLE],
    ['blanks at both ends', '  open sesame  '],
    ['what breaks careless forms', `+&%#="'\\;%20%2B+`],
    ['umlauts', 'Größenwahn-ÄÖÜß'],
    ['emoji', '🔑👩‍👩‍👧‍👦🇨🇭'],
    ['127 characters', 'x'.repeat(126) + '+'],
    ['127 emoji', '🔐'.repeat(127)],
  ] as const;
  describe.each([
    ['srm-strict', 'envelope'],
    ['srm-lenient', 'plain'],
    ['dsm5', 'page'],
    ['dsm5', 'plain'],
    ['dsm7', 'envelope'],
    ['dsm7', 'plain'],
  ] as const)('at %s by %s', (profile, form) => {
    it.for(passwords)('of %s survives', async ([, password], context) => {
      const fault = injects(context, 'api/password-any');
      const stand = await standUp({ profile, password });
      expect(await inSession(stand, (session) => Promise.resolve(session.form), { forms: [form] })).toBe(form);
      fault.fired(stand.sim.counters.logins);
    });
  });

  it('of any characters survives in every form', async (context) => {
    const fault = injects(context, 'api/password-any');
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 127 }),
        fc.constantFrom<SignInForm>('envelope', 'plain'),
        async (password, form) => {
          const stand = await standUp({ profile: 'srm-lenient', password, tls: true });
          expect(await inSession(stand, (session) => Promise.resolve(session.form), { forms: [form] })).toBe(form);
        },
      ),
      { numRuns: 15 },
    );
    fault.fired(15);
  });

  it('and a user name of any script survive together', async () => {
    const stand = await standUp({ profile: 'srm-strict', user: 'Jürgen O’Neil+管理', password: 'p w' });
    await inSession(stand, (session) => session.proveBackupRight());
    expect(stand.sim.counters.failedLogins).toBe(0);
  });
});

describe('a one-time code', () => {
  const twoFactor: BehaviourChange = { twoFactor: { code: '123456' } };

  it('is asked for, refused when wrong, and needed to be set up', async () => {
    const stand = await standUp({ profile: 'dsm7', behaviour: twoFactor });
    expect((await rejectionOf(inSession(stand, exported))).code).toBe('auth/code-needed');
    const wrong = { ...stand.credentials, code: '000000' };
    expect((await rejectionOf(inSession(stand, exported, { credentials: wrong }))).code).toBe('auth/code-wrong');
    stand.sim.behave({ twoFactor: { code: '123456', enforcedSetUp: true } });
    expect((await rejectionOf(inSession(stand, exported))).code).toBe('auth/code-setup-needed');
  });

  it.each([true, false])('brings a token on DSM that stands in for it from then on (TLS %s)', async (tls) => {
    for (const profile of ['dsm6', 'dsm7'] as const) {
      const stand = await standUp({ profile, tls, behaviour: twoFactor });
      const credentials = { ...stand.credentials, code: '123456' };
      const token = await inSession(stand, (session) => Promise.resolve(session.newDeviceToken), { credentials });
      expect(token).toMatch(/\S{10}/);
      if (token === undefined) continue;
      stand.sim.forget();
      const again = { ...stand.credentials, deviceToken: token };
      const next = await inSession(stand, (session) => Promise.resolve(session.newDeviceToken), { credentials: again });
      expect(next).toBeUndefined();
      expect(stand.sim.counters).toMatchObject({ logins: 1, failedLogins: 0 });
      // A secret like the password: on plain HTTP it travels in the envelope.
      const login = stand.sim.requests.find(({ method }) => method === 'login');
      expect(login?.from.device_id).toBe(tls ? 'body' : 'envelope');
      stand.sim.revokeDeviceTokens();
      expect((await rejectionOf(inSession(stand, exported, { credentials: again }))).code).toBe('auth/code-needed');
    }
  });

  it('opens a session on SRM and at the old page, without a token', async () => {
    for (const profile of ['srm-strict', 'dsm5'] as const) {
      const stand = await standUp({ profile, behaviour: twoFactor });
      const credentials = { ...stand.credentials, code: '123456' };
      const token = await inSession(stand, (session) => Promise.resolve(session.newDeviceToken), { credentials });
      expect(token).toBeUndefined();
      expect(stand.sim.counters).toMatchObject({ logins: 1, logouts: 1 });
    }
  });

  it('is never sent twice: not in a second form, not after a lost session', async () => {
    const refused = await standUp({ profile: 'dsm7', behaviour: { ...twoFactor, loginForms: 'clear-only' } });
    const credentials = { ...refused.credentials, code: '123456' };
    expect((await rejectionOf(inSession(refused, exported, { credentials }))).code).toBe('auth/refused');
    expect(refused.sim.counters.logins).toBe(1);

    const behaviour: BehaviourChange = { ...twoFactor, expireSessionAt: { at: 'start', code: 119, times: 'once' } };
    const router = await standUp({ profile: 'srm-strict', behaviour });
    const once = inSession(router, exported, { credentials: { ...router.credentials, code: '123456' } });
    expect((await rejectionOf(once)).code).toBe('session/lost');
    expect(router.sim.counters.logins).toBe(1);

    const nas = await standUp({ profile: 'dsm7', behaviour });
    await inSession(nas, exported, { credentials: { ...nas.credentials, code: '123456' } });
    const codes = nas.sim.requests.map(({ params }) => params.otp_code).filter((code) => code !== undefined);
    expect(codes).toEqual(['123456']);
    expect(nas.sim.counters).toMatchObject({ logins: 2, failedLogins: 0 });
  });
});

describe('the work of a session', () => {
  it('ends with a logout also when it fails, and its error wins over that of the logout', async () => {
    const stand = await standUp({ profile: 'dsm7', behaviour: { faults: [{ at: 'logout', kind: 'status-502' }] } });
    const directory = await discover(stand.connection);
    const broken = new Error('disk full');
    const work = withSession(
      stand.connection,
      directory,
      { credentials: given(stand.credentials), forms: ['envelope'] },
      () => Promise.reject(broken),
    );
    await expect(work).rejects.toBe(broken);
    expect(methodsOf(stand.sim).at(-1)).toBe('logout');
  });

  it('succeeds although the logout does not', async () => {
    for (const kind of ['status-502', 'reset', 'html'] as const) {
      const stand = await standUp({ profile: 'dsm7', behaviour: { faults: [{ at: 'logout', kind }] } });
      expect((await inSession(stand, exported)).length).toBeGreaterThan(1_000);
    }
  });
});
