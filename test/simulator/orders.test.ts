import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { envelope, keyInfo } from './envelope.ts';
import { ask, at, textAt } from './raw-client.ts';
import { simulators } from './started.ts';

const start = simulators();

/** Request orders of clients other than ours, protocol.md 1.2 and 2.3. */
describe('clients of others', () => {
  it('serves the Python library: key, login, the list twice, calls with the API in the query, logout without an id', async () => {
    const simulator = await start({ profile: 'srm-strict' });
    const info = await keyInfo(simulator);
    expect(info.publicKey).toMatch(/^[0-9A-F]{1024}$/);
    const inside = {
      account: simulator.user,
      enable_device_token: 'no',
      logintype: 'local',
      otp_code: '',
      rememberme: 0,
      passwd: simulator.password,
      session: 'webui',
      format: 'cookie',
    };
    // Python's urlencode writes a space as `+`, inside the envelope and in bodies.
    const written = envelope(info, inside, (fields) =>
      new URLSearchParams(
        Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
      ).toString(),
    );
    const login = await ask(simulator, {
      path: '/webapi/auth.cgi',
      form: {
        api: 'SYNO.API.Auth',
        version: 3,
        method: 'login',
        enable_syno_token: 'yes',
        client: 'browser',
        [info.cipherKey]: written,
      },
    });
    const sid = textAt(login.json, 'data', 'sid');
    const token = textAt(login.json, 'data', 'synotoken');
    expect(login.headers['set-cookie']?.[0]).toBe(`id=${sid};path=/`);

    for (let time = 1; time <= 2; time += 1) {
      const list = await ask(simulator, {
        path: '/webapi/query.cgi',
        query: { api: 'SYNO.API.Info', version: 1, method: 'query', query: 'all' },
      });
      expect(at(list.json, 'data', 'SYNO.Backup.Config.Backup')).toEqual({
        path: 'entry.cgi',
        minVersion: 1,
        maxVersion: 1,
      });
    }

    const call = (fields: Record<string, string | number>) =>
      ask(simulator, {
        path: '/webapi/entry.cgi',
        query: { api: 'SYNO.Backup.Config.Backup' },
        form: { version: 1, ...fields, _sid: sid },
        headers: { 'X-SYNO-TOKEN': token },
      });
    const taskId = textAt((await call({ method: 'start' })).json, 'data', 'task_id');
    expect((await call({ method: 'status', task_id: taskId })).json).toEqual({
      data: { state: 'running' },
      success: true,
    });
    expect((await call({ method: 'status', task_id: taskId })).json).toEqual({
      data: { state: 'finish' },
      success: true,
    });
    const archive = await call({ method: 'download', task_id: taskId });
    expect(gunzipSync(archive.body).toString('latin1', 257, 262)).toBe('ustar');

    const logout = await ask(simulator, {
      path: '/webapi/auth.cgi',
      query: { api: 'SYNO.API.Auth', version: 3, method: 'logout', session: 'webui' },
    });
    expect(logout.json).toEqual({ success: true });
    // Without an id nothing can have ended.
    expect(simulator.counters).toMatchObject({ openSessions: 1, logouts: 0 });

    expect(simulator.requests.map(({ api, method }) => `${api ?? ''} ${method ?? ''}`)).toEqual([
      'SYNO.API.Encryption getinfo',
      'SYNO.API.Auth login',
      'SYNO.API.Info query',
      'SYNO.API.Info query',
      'SYNO.Backup.Config.Backup start',
      'SYNO.Backup.Config.Backup status',
      'SYNO.Backup.Config.Backup status',
      'SYNO.Backup.Config.Backup download',
      'SYNO.API.Auth logout',
    ]);
    expect(simulator.requests[4]).toMatchObject({
      from: { api: 'query', method: 'body' },
      sidFrom: 'body',
      tokenFrom: 'header',
      code: 0,
    });
    expect(simulator.requests[1]?.login).toMatchObject({ passwd: simulator.password, session: 'webui' });
  });

  it('serves the plain GET client: version 2, `Login`, cookie id, no token, an exact content type', async () => {
    const simulator = await start({ profile: 'srm-lenient' });
    const login = await ask(simulator, {
      path: '/webapi/auth.cgi',
      query: {
        api: 'SYNO.API.Auth',
        version: 2,
        method: 'Login',
        account: simulator.user,
        passwd: simulator.password,
        format: 'sid',
      },
    });
    expect(login.headers['set-cookie']).toBeUndefined();
    const headers = { Cookie: `id=${textAt(login.json, 'data', 'sid')}` };
    expect(at(login.json, 'data', 'synotoken')).toBeUndefined();
    const call = (method: string, more: Record<string, string> = {}) =>
      ask(simulator, {
        path: '/webapi/entry.cgi',
        query: { api: 'SYNO.Backup.Config.Backup', version: 1, method, ...more },
        headers,
      });
    const taskId = textAt((await call('start')).json, 'data', 'task_id');
    expect(at((await call('status', { task_id: taskId })).json, 'data')).toEqual({ finish: false, task_id: taskId });
    expect(at((await call('status', { task_id: taskId })).json, 'data')).toEqual({ finish: true, task_id: taskId });
    const archive = await call('download', { task_id: taskId });
    expect(archive.headers['content-type']).toBe('application/octet-stream');
    expect(simulator.requests.at(-1)?.sidFrom).toBe('cookie');
  });

  it('serves the Node client: POST, version 2, `Logout` with the cookie', async () => {
    const simulator = await start({ profile: 'srm-lenient' });
    const login = await ask(simulator, {
      path: '/webapi/auth.cgi',
      form: {
        api: 'SYNO.API.Auth',
        version: 2,
        method: 'Login',
        account: simulator.user,
        passwd: simulator.password,
      },
    });
    const sid = textAt(login.json, 'data', 'sid');
    expect(login.headers['set-cookie']).toEqual([`id=${sid};path=/`]);
    const logout = await ask(simulator, {
      path: '/webapi/auth.cgi',
      form: { api: 'SYNO.API.Auth', version: 2, method: 'Logout' },
      headers: { Cookie: `id=${sid}` },
    });
    expect(logout.json).toEqual({ success: true });
    expect(simulator.counters).toMatchObject({ openSessions: 0, logouts: 1 });
  });

  it('serves the DSM 7 page: UIConfig sets a 43-character `_SSID`, and the login goes on without a handshake', async () => {
    const simulator = await start({ profile: 'dsm7' });
    const config = await ask(simulator, {
      path: '/webapi/entry.cgi/SYNO.API.Auth.UIConfig',
      form: { api: 'SYNO.API.Auth.UIConfig', method: 'get', version: 1 },
    });
    expect(config.headers['set-cookie']?.[0]).toMatch(/^_SSID=[A-Za-z0-9_-]{43};/);
    const info = await keyInfo(simulator);
    const login = await ask(simulator, {
      path: '/webapi/entry.cgi',
      query: { api: 'SYNO.API.Auth' },
      form: {
        version: 7,
        method: 'login',
        ik_message: 'x'.repeat(155),
        enable_syno_token: 'yes',
        [info.cipherKey]: envelope(info, { account: simulator.user, passwd: simulator.password, session: 'webui' }),
      },
    });
    expect(at(login.json, 'data')).toMatchObject({ account: simulator.user, is_portal_port: false });
    expect(at(login.json, 'data', 'ik_message')).toBeUndefined();
    expect(simulator.outOfTable).toEqual([]);
  });
});
