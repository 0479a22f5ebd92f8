import { describe, expect, it } from 'vitest';
import { ask, at, codeOf } from './raw-client.ts';
import { login, signedIn } from './session.ts';
import { simulators } from './started.ts';

const start = simulators();

describe('an account without rights', () => {
  it.each([105, 117] as const)('signs in, and is refused with %i at every backup call, `list` too', async (code) => {
    const simulator = await start({ profile: 'srm-strict', behaviour: { nonAdmin: code } });
    const session = await signedIn(simulator);
    for (const method of ['list', 'start', 'status', 'download']) {
      expect(codeOf(await session.backup(method, { task_id: 'x' }))).toBe(code);
    }
    expect(simulator.fired).toHaveLength(4);
    simulator.behave({ nonAdmin: null });
    expect(at((await session.backup('list')).json, 'success')).toBe(true);
  });

  it('is told from a busy device by `list`', async () => {
    const simulator = await start({ profile: 'srm-strict', behaviour: { startAnswer: 'busy' } });
    const session = await signedIn(simulator);
    expect(codeOf(await session.backup('start'))).toBe(117);
    expect(at((await session.backup('list')).json, 'data', 'services', 0)).toHaveProperty('id');
  });
});

describe('calls outside the table', () => {
  it.each([
    ['SYNO.Backup.Config.Restore', 'list', 1, 105],
    ['SYNO.Backup.Config.Restore', 'start', 1, 105],
    ['SYNO.Backup.Config.AutoBackup', 'set', 1, 105],
    ['SYNO.Backup.Config.Backup', 'list', 2, 103],
    ['SYNO.Core.System', 'shutdown', 1, 103],
    ['SYNO.Core.Nothing', 'get', 1, 102],
  ] as const)('%s %s v%i is written down', async (api, method, version, code) => {
    const simulator = await start({ profile: 'dsm6' });
    const { sid, token } = await signedIn(simulator);
    const answer = await ask(simulator, {
      path: '/webapi/entry.cgi',
      form: { api, method, version, _sid: sid, SynoToken: token ?? '' },
    });
    expect(codeOf(answer)).toBe(code);
    expect(simulator.outOfTable).toEqual([`${api} ${method} ${version}`]);
  });

  it('writes down pages that nobody needs, and forgets when told to', async () => {
    const simulator = await start({ profile: 'srm-strict' });
    expect((await ask(simulator, { path: '/webman/modules/ControlPanel/dsm.cgi' })).status).toBe(404);
    expect(simulator.outOfTable).toEqual(['page /webman/modules/ControlPanel/dsm.cgi']);
    simulator.forget();
    expect(simulator.outOfTable).toEqual([]);
    expect(simulator.requests).toEqual([]);
    expect(simulator.counters).toMatchObject({ connections: 0, bytesReceived: 0 });
  });
});

describe('the list of APIs', () => {
  const query = (names: string) => ({
    path: '/webapi/query.cgi',
    query: { api: 'SYNO.API.Info', version: 1, method: 'query', query: names },
  });

  it('leaves out what it does not know', async () => {
    const simulator = await start({ profile: 'srm-lenient' });
    const { json } = await ask(simulator, query('SYNO.API.Auth,SYNO.Nothing'));
    expect(at(json, 'data')).toEqual({ 'SYNO.API.Auth': { path: 'auth.cgi', minVersion: 1, maxVersion: 3 } });
    expect((await ask(simulator, query('SYNO.Nothing'))).json).toEqual({ data: {}, success: true });
  });

  it('can lack the backup, which then answers 102', async () => {
    const simulator = await start({
      profile: 'srm-lenient',
      behaviour: { apis: { 'SYNO.Backup.Config.Backup': null } },
    });
    expect(at((await ask(simulator, query('all'))).json, 'data')).not.toHaveProperty('SYNO.Backup.Config.Backup');
    expect(codeOf(await (await signedIn(simulator)).backup('list'))).toBe(102);
  });

  it('can show other paths and versions, and holds to them', async () => {
    const simulator = await start({
      profile: 'srm-lenient',
      behaviour: {
        apis: {
          'SYNO.API.Auth': { path: 'other.cgi', minVersion: 2, maxVersion: 3 },
          'SYNO.Backup.Config.Backup': { path: 'entry.cgi', minVersion: 3, maxVersion: 4 },
        },
      },
    });
    expect(codeOf(await login(simulator, 'clear'))).toBe(102);
    simulator.behave({ apis: { 'SYNO.Backup.Config.Backup': { path: 'entry.cgi', minVersion: 3, maxVersion: 4 } } });
    expect(codeOf(await (await signedIn(simulator)).backup('list'))).toBe(104);
  });

  it.each([
    ['method', { api: 'SYNO.API.Info', version: 1 }],
    ['version', { api: 'SYNO.API.Info', method: 'query' }],
    ['api', { version: 1, method: 'query' }],
  ])('answers 101 to a call without its %s', async (_, fields) => {
    expect(codeOf(await ask(await start({ profile: 'dsm6' }), { path: '/webapi/query.cgi', query: fields }))).toBe(101);
  });

  it('can insist on the case of method names', async () => {
    const simulator = await start({ profile: 'srm-lenient', behaviour: { methodCase: 'exact' } });
    expect(codeOf(await login(simulator, 'clear', { outside: { method: 'Login' } }))).toBe(103);
    expect(at((await login(simulator, 'clear')).json, 'success')).toBe(true);
  });
});

describe('who the device is', () => {
  const call = async (
    profile: 'srm-strict' | 'srm-lenient' | 'dsm6' | 'dsm7',
    api: string,
    method: string,
    version: number,
    serial?: string,
  ) => {
    const simulator = await start({ profile });
    if (serial !== undefined) simulator.replaceDevice(serial);
    const { sid, token } = await signedIn(simulator);
    const answer = await ask(simulator, {
      path: '/webapi/entry.cgi',
      query: { api },
      form: { method, version, _sid: sid, SynoToken: token ?? '' },
    });
    expect(simulator.outOfTable).toEqual([]);
    return { data: at(answer.json, 'data'), simulator };
  };

  it('is told by the mesh on SRM, and changes with the device', async () => {
    const { data } = await call('srm-strict', 'SYNO.Mesh.System.Info', 'get', 1, 'OTHER00000001');
    expect(data).toMatchObject({
      nodes: [{ model: 'RT6600ax', sn: 'OTHER00000001', unique: 'synology_cypress_rt6600ax', is_re: false }],
      total: 1,
    });
  });

  it.each(['srm-lenient', 'dsm6', 'dsm7'] as const)(
    'is told by %s in SYNO.DSM.Info and SYNO.Core.System',
    async (profile) => {
      const { data, simulator } = await call(profile, 'SYNO.DSM.Info', 'getinfo', 2);
      expect(data).toMatchObject({ serial: simulator.serial });
      expect((await call(profile, 'SYNO.Core.System', 'info', 1)).data).toMatchObject({ serial: simulator.serial });
    },
  );

  it('and who we are is told by Initdata, where there is one', async () => {
    const { data } = await call('dsm7', 'SYNO.Core.Desktop.Initdata', 'get', 1);
    expect(data).toMatchObject({ Session: { user: 'backup-admin', is_admin: true, isLogined: true } });
    const simulator = await start({ profile: 'srm-lenient', behaviour: { nonAdmin: 105 } });
    const { sid, token } = await signedIn(simulator);
    const answer = await ask(simulator, {
      path: '/webapi/entry.cgi',
      query: { api: 'SYNO.Core.Desktop.Initdata', method: 'get', version: 1, _sid: sid, SynoToken: token ?? '' },
    });
    expect(at(answer.json, 'data', 'Session', 'is_admin')).toBe(false);
  });

  it('is another one after a replacement, which knows no session', async () => {
    const simulator = await start({ profile: 'srm-strict' });
    const session = await signedIn(simulator);
    simulator.replaceDevice('OTHER00000001');
    expect(simulator.serial).toBe('OTHER00000001');
    expect(codeOf(await session.backup('list'))).toBe(119);
  });
});

describe('the type of JSON', () => {
  it.each([
    ['srm-strict', 'text/plain; charset="UTF-8"'],
    ['srm-lenient', 'text/plain; charset="UTF-8"'],
    ['dsm5', 'text/html; charset="UTF-8"'],
    ['dsm6', 'application/json; charset="UTF-8"'],
    ['dsm7', 'application/json; charset="UTF-8"'],
  ] as const)('of %s is %s', async (profile, type) => {
    const answer = await ask(await start({ profile }), {
      path: '/webapi/query.cgi',
      query: { api: 'SYNO.API.Info', version: 1, method: 'query', query: 'all' },
    });
    expect(answer.headers['content-type']).toBe(type);
    expect(answer.headers.p3p).toContain('CP=');
  });
});
