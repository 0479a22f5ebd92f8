import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { discover, withSession } from '../../electron/device/index.ts';
import { PROFILES, type BehaviourChange } from '../device-simulator/index.ts';
import { exported, given, inSession, methodsOf, standUp } from './stand.ts';
import { rejectionOf } from './thrown.ts';

describe('a backup of each kind of device', () => {
  for (const profile of PROFILES) {
    // The one that takes the password in clear alone cannot be reached over plain HTTP.
    for (const tls of profile === 'srm-1.3.2' ? [true] : [true, false]) {
      it(`${profile} over ${tls ? 'TLS' : 'plain HTTP'} takes at most eight requests beside the polls`, async () => {
        const stand = await standUp({ profile, tls });
        const bytes = await inSession(stand, async (session) => {
          const identity = await session.identity();
          expect(identity.serial).toBe(stand.sim.serial);
          expect(identity.product).toBe(profile.startsWith('srm') ? 'SRM' : 'DSM');
          expect(identity.model).toBeTruthy();
          expect(identity.firmware).toMatch(/^(SRM|DSM) /);
          return exported(session);
        });
        expect(bytes.subarray(0, 2).toString('hex')).toBe(profile.startsWith('dsm7') ? 'fd37' : '1f8b');
        const methods = methodsOf(stand.sim).filter((method) => method !== 'status');
        expect(methods.length).toBeLessThanOrEqual(8);
        const logins = profile === 'srm-1.3.2' ? 2 : 1;
        expect(stand.sim.counters).toMatchObject({ logins, logouts: 1, openSessions: 0, downloads: 1 });
        expect(stand.sim.counters.handshakes).toBe(tls ? 1 : 0);
      });
    }
  }

  it('sends no credential and no session in an address', async () => {
    const stand = await standUp({ profile: 'srm-strict' });
    await inSession(stand, async (session) => {
      await session.account();
      await session.identity();
      await exported(session);
    });
    const sids = stand.sim.requests.flatMap(({ params }) => [params._sid, params.SynoToken]);
    const secrets = [...new Set(sids), stand.sim.password, stand.sim.user].filter((text) => text !== undefined);
    expect(secrets.length).toBeGreaterThanOrEqual(4);
    for (const { url } of stand.sim.requests) {
      for (const secret of secrets) expect(decodeURIComponent(url)).not.toContain(secret);
    }
  });

  it('never lets the password out of the envelope on plain HTTP', async () => {
    const stand = await standUp({ profile: 'dsm7', tls: false, password: 'open sesame' });
    await inSession(stand, (session) => session.proveBackupRight());
    for (const { body } of stand.sim.requests) expect(decodeURIComponent(body)).not.toContain('open sesame');
    const login = stand.sim.requests.find(({ method }) => method === 'login');
    expect(login?.from.passwd).toBe('envelope');
  });
});

describe('variations of the protocol that make no difference', () => {
  const variations: readonly (readonly [string, BehaviourChange])[] = [
    ['JSON as text/html', { contentType: 'text/html' }],
    ['JSON as text/plain', { contentType: 'text/plain' }],
    ['no SynoToken', { noSynoToken: true }],
    ['a key in DER', { keyForm: 'der' }],
    ['a key in hex', { keyForm: 'hex' }],
    ['other field names', { cipherKey: 'Zx cipher/ü', cipherToken: 'tok&en=' }],
    ['a key of 1024 bits', { keyBits: 1024 }],
    ['a key of 2048 bits', { keyBits: 2048 }],
    ['a clock ten years ahead', { clockOffsetSeconds: 315_360_000 }],
    ['a clock in 1970', { clockOffsetSeconds: -1_790_000_000 }],
    ['completion by finished', { completion: 'finished' }],
    ['completion by state', { completion: 'state' }],
    ['completion by state done', { completion: 'state-done' }],
    ['completion by status', { completion: 'status-success' }],
    ['task ids like paths', { taskIds: 'path' }],
    ['task ids of odd characters', { taskIds: 'odd' }],
    ['numeric task ids', { taskIds: 'number' }],
    ['a task that is finished at once', { taskPolls: 0 }],
    ['a chunked download', { download: { fault: 'chunked' } }],
    ['a download without a length', { download: { fault: 'until-close' } }],
    ['a download without a name', { download: { fault: 'no-disposition' } }],
    ['slow bytes', { faults: [{ at: 'login', kind: 'slow' }] }],
    ['exact method names', { methodCase: 'exact' }],
    ['a second start that gives the same task', { secondStart: 'same' }],
  ];
  it.each(variations)('%s', async (_, behaviour) => {
    const stand = await standUp({ profile: 'srm-lenient', behaviour });
    const bytes = await inSession(stand, exported);
    expect(gunzipSync(bytes).length).toBeGreaterThan(100_000);
  });

  it('takes the host name of the device along where it was told anyway', async () => {
    const stand = await standUp({ profile: 'dsm7', hostName: 'cellar-nas' });
    const identity = await inSession(stand, async (session) => {
      await session.account();
      return session.identity();
    });
    expect(identity.hostName).toBe('cellar-nas');
  });

  it('never takes the name a device suggests for a path', async () => {
    const stand = await standUp({ profile: 'srm-lenient', behaviour: { download: { fault: 'disposition-path' } } });
    const download = await inSession(stand, (session) => session.exportConfiguration(() => Promise.resolve()));
    expect(download.suggestedName).toBe('x.dss');
  });
});

describe('waiting for a job', () => {
  it('asks after 150 ms, then at 15 % of the time passed, every 2 s at most', async () => {
    const stand = await standUp({ profile: 'srm-strict', behaviour: { taskPolls: 45 } });
    await inSession(stand, exported);
    const { pauses } = stand.clock;
    let passed = 0;
    for (const pause of pauses) {
      expect(pause).toBe(Math.min(2_000, Math.max(150, Math.round(0.15 * passed))));
      passed += pause;
    }
    expect(pauses).toHaveLength(46);
    expect(pauses.at(-1)).toBe(2_000);
  });

  it('gives up after five minutes, and the session is ended', async () => {
    const stand = await standUp({ profile: 'srm-strict', behaviour: { taskPolls: 'never' } });
    const error = await rejectionOf(inSession(stand, exported));
    expect(error.code).toBe('task/timeout');
    expect(error.message).toContain('300 seconds');
    expect(stand.sim.counters).toMatchObject({ logins: 1, logouts: 1, openSessions: 0, downloads: 0 });
  });

  it('keeps its deadline when the clock of the computer is set back', async () => {
    const stand = await standUp({ profile: 'srm-strict', now: Date.now, behaviour: { taskPolls: 'never' } });
    let polls = 0;
    const back = Date.UTC(2020, 0, 1);
    const error = await rejectionOf(
      inSession(stand, async (session) => {
        const work = exported(session);
        // Once, in the middle.
        while (polls < 20) {
          polls = methodsOf(stand.sim).filter((method) => method === 'status').length;
          await new Promise((resolve) => setImmediate(resolve));
        }
        stand.clock.set(back);
        return work;
      }),
    );
    expect(error.code).toBe('task/timeout');
  });

  it('tells how long the device took', async () => {
    const stand = await standUp({ profile: 'srm-strict', behaviour: { taskMs: 3_000 } });
    const download = await inSession(stand, (session) => session.exportConfiguration(() => Promise.resolve()));
    expect(download.taskMs).toBeGreaterThanOrEqual(3_000);
    expect(download.taskMs).toBeLessThan(4_000);
  });

  const failures: readonly (readonly [string, BehaviourChange, string])[] = [
    ['error 100', { taskFailure: 'error-100' }, 'task/failed'],
    ['error 117', { taskFailure: 'error-117' }, 'task/failed'],
    ['a state that says so', { taskFailure: 'state-fail' }, 'task/failed'],
    ['an error inside the data', { taskFailure: 'data-error' }, 'task/failed'],
    ['no task id', { startAnswer: 'no-task-id' }, 'device/unexpected-answer'],
    ['an empty task id', { startAnswer: 'empty-task-id' }, 'device/unexpected-answer'],
    ['busy', { startAnswer: 'busy' }, 'device/busy'],
    ['an unknown job (120)', { faults: [{ at: 'status', kind: 'error', code: 120 }] }, 'task/failed'],
    ['an unknown job (114)', { faults: [{ at: 'status', kind: 'error', code: 114 }] }, 'task/failed'],
    ['a missing method', { faults: [{ at: 'start', kind: 'error', code: 103 }] }, 'device/unexpected-answer'],
    ['a refused version', { faults: [{ at: 'start', kind: 'error', code: 104 }] }, 'device/unexpected-answer'],
    ['error 109 at start', { faults: [{ at: 'start', kind: 'error', code: 109 }] }, 'device/busy'],
    ['error 118 in between', { faults: [{ at: 'status', kind: 'error', code: 118 }] }, 'device/busy'],
    ['a number nobody knows', { faults: [{ at: 'status', kind: 'error', code: 4711 }] }, 'task/failed'],
  ];
  it.each(failures)('%s: one clear error, one login, session ended', async (_, behaviour, code) => {
    const stand = await standUp({ profile: 'srm-strict', behaviour });
    const error = await rejectionOf(inSession(stand, exported));
    expect(error.code).toBe(code);
    expect(stand.sim.counters).toMatchObject({ logins: 1, openSessions: 0 });
  });

  it('can begin anew on the same session', async () => {
    const stand = await standUp({ profile: 'srm-strict' });
    const [first, second] = await inSession(stand, async (session) => [
      await exported(session),
      await exported(session),
    ]);
    expect(first.length).toBe(second.length);
    expect(stand.sim.counters).toMatchObject({ logins: 1, downloads: 2 });
  });
});

describe('an account without rights', () => {
  it('answered 117 where nobody can be asked about rights is told both that the number may mean', async () => {
    for (const code of [103, 104] as const) {
      const behaviour: BehaviourChange = { startAnswer: 'busy', faults: [{ at: 'list', kind: 'error', code }] };
      const stand = await standUp({ profile: 'srm-strict', behaviour });
      const { code: told, message } = await rejectionOf(inSession(stand, exported));
      expect(told).toBe('device/busy');
      expect(message).toMatch(
        / is busy with another job, or does not let \S+ back it up: it gives both the same number\.$/,
      );
    }
  });

  it.each([105, 117] as const)('answered %i is told so, by the probe and by the backup', async (code) => {
    const stand = await standUp({ profile: 'srm-lenient', behaviour: { nonAdmin: code } });
    const directory = await discover(stand.connection);
    const request = { credentials: given(stand.credentials), forms: ['envelope'] as const };
    const probe = withSession(stand.connection, directory, request, (session) => session.proveBackupRight());
    const error = await rejectionOf(probe);
    expect(error.code).toBe('auth/no-permission');
    expect(error.message).toContain(stand.sim.user);
    const backup = withSession(stand.connection, directory, request, exported);
    expect((await rejectionOf(backup)).code).toBe('auth/no-permission');
    expect(stand.sim.counters).toMatchObject({ openSessions: 0, failedLogins: 0 });
  });

  it('still tells who the device is, as far as it may', async () => {
    const cases = PROFILES.flatMap((profile) => [[profile, 105] as const, [profile, 117] as const]);
    for (const [profile, nonAdmin] of cases) {
      const stand = await standUp({ profile, behaviour: { nonAdmin } });
      const { identity, account } = await inSession(stand, async (session) => ({
        account: await session.account(),
        identity: await session.identity(),
      }));
      expect(identity.product).toBe(profile.startsWith('srm') ? 'SRM' : 'DSM');
      expect(account.administrator).toBe(false);
    }
  });

  it('is told from an administrator by what the device offers for it', async () => {
    for (const [profile, source] of [
      ['srm-strict', 'rights-probe'],
      ['srm-lenient', 'initdata'],
      ['dsm5', 'initdata'],
      ['dsm7', 'initdata'],
    ] as const) {
      const stand = await standUp({ profile });
      const account = await inSession(stand, (session) => session.account());
      expect(account).toMatchObject({ administrator: true, source });
      if (source !== 'rights-probe') expect(account.user).toBe(stand.sim.user);
    }
  });
});

describe('an old device without the desktop call', () => {
  it('prints the name on a page, and the rank is found out without changing anything', async () => {
    const behaviour: BehaviourChange = { apis: { 'SYNO.Core.Desktop.Initdata': null } };
    for (const [nonAdmin, administrator] of [
      [null, true],
      [105, false],
    ] as const) {
      const stand = await standUp({ profile: 'dsm5', behaviour: { ...behaviour, nonAdmin } });
      const account = await inSession(stand, (session) => session.account());
      expect(account).toEqual({ user: stand.sim.user, administrator, source: 'authenticate.cgi' });
    }
  });
});

describe('a device without configuration backup', () => {
  it.each(['SYNO.Backup.Config.Backup'])('(%s is not listed) is told so, and nothing is asked of it', async (api) => {
    const stand = await standUp({ profile: 'srm-lenient', behaviour: { apis: { [api]: null } } });
    const directory = await discover(stand.connection);
    expect(directory.hasBackup).toBe(false);
    expect((await rejectionOf(inSession(stand, exported))).code).toBe('device/no-backup-api');
    expect((await rejectionOf(inSession(stand, (session) => session.proveBackupRight()))).code).toBe(
      'device/no-backup-api',
    );
    expect(methodsOf(stand.sim)).not.toContain('start');
  });

  it('is one that lists only versions nobody knows', async () => {
    const entry = { path: 'entry.cgi', minVersion: 3, maxVersion: 4 };
    const stand = await standUp({ profile: 'dsm7', behaviour: { apis: { 'SYNO.Backup.Config.Backup': entry } } });
    expect((await discover(stand.connection)).hasBackup).toBe(false);
    expect((await rejectionOf(inSession(stand, exported))).code).toBe('device/no-backup-api');
  });
});
