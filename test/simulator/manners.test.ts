import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { BehaviourChange } from '../device-simulator/index.ts';
import { ask, at, codeOf } from './raw-client.ts';
import { login, signedIn } from './session.ts';
import { simulators } from './started.ts';

const start = simulators();

const LIST = { path: '/webapi/query.cgi', query: { api: 'SYNO.API.Info', version: 1, method: 'query', query: 'all' } };

describe('an answer', () => {
  it.each([
    ['gzip', 'gzip', gunzipSync],
    ['deflate', 'deflate', inflateSync],
    ['raw-deflate', 'deflate', inflateRawSync],
    ['br', 'br', brotliDecompressSync],
  ] as const)('can be compressed as %s, whatever was asked for', async (encoding, label, unpack) => {
    const simulator = await start({ profile: 'dsm7', behaviour: { encoding } });
    const { headers, body } = await ask(simulator, { ...LIST, headers: { 'Accept-Encoding': 'identity' } });
    expect(headers).toMatchObject({ 'content-encoding': label, 'content-length': String(body.length) });
    expect(JSON.parse(unpack(body).toString())).toMatchObject({ success: true });
    expect(simulator.fired).toEqual([`encoding:${encoding}`]);
  });

  it.each([
    [{ bodies: 'chunked' }, 'bodies:chunked', { 'transfer-encoding': 'chunked' }],
    [{ bodies: 'until-close' }, 'bodies:until-close', { connection: 'close' }],
    [{ keepAlive: false }, 'keepAlive', { connection: 'close' }],
    [{ headerCase: 'upper' }, 'headerCase:upper', {}],
    [{ httpVersion: '1.0' }, 'httpVersion:1.0', {}],
  ] as const satisfies readonly (readonly [BehaviourChange, string, object])[])(
    'can travel with %j',
    async (behaviour, fired, headers) => {
      const simulator = await start({ profile: 'srm-lenient', behaviour });
      const answer = await ask(simulator, LIST);
      expect(answer.headers).toMatchObject(headers);
      expect(answer.json).toMatchObject({ success: true });
      expect(simulator.fired).toEqual([fired]);
    },
  );

  it('comes from below a path alone, where a proxy shows the device there', async () => {
    const simulator = await start({ profile: 'dsm7', behaviour: { pathPrefix: '/nas' } });
    expect((await ask(simulator, LIST)).status).toBe(404);
    expect((await ask(simulator, { ...LIST, path: `/nas${LIST.path}` })).json).toMatchObject({ success: true });
  });
});

describe('the firmware of today', () => {
  it('of a router takes the login of its known clients: version 2, in clear, without a session name', async () => {
    const simulator = await start({ profile: 'srm-1.3.2' });
    const form = { api: 'SYNO.API.Auth', version: 2, method: 'Login', format: 'sid' };
    const account = { account: simulator.user, passwd: simulator.password };
    const answer = await ask(simulator, { path: '/webapi/auth.cgi', form: { ...form, ...account } });
    expect(at(answer.json, 'success')).toBe(true);
    expect(codeOf(await login(simulator, 'clear', { outside: { version: 6 } }))).toBe(102);
    expect(codeOf(await login(simulator, 'envelope'))).toBe(400);
    simulator.behave({ ordinaryUserAtLogin: 402 });
    expect(codeOf(await login(simulator, 'clear'))).toBe(402);
  });

  it('of a NAS gives a session of an older version reduced rights', async () => {
    const simulator = await start({ profile: 'dsm7.4' });
    for (const version of [6, 7]) {
      const answer = await login(simulator, 'clear', { outside: { version } });
      const list = await ask(simulator, {
        path: '/webapi/entry.cgi',
        form: {
          api: 'SYNO.Backup.Config.Backup',
          version: 1,
          method: 'list',
          _sid: String(at(answer.json, 'data', 'sid')),
          SynoToken: String(at(answer.json, 'data', 'synotoken')),
        },
      });
      expect(codeOf(list)).toBe(version === 6 ? 402 : undefined);
    }
  });

  it('of a NAS can name the kinds of proof an account has', async () => {
    const twoFactor = { code: '246810', kinds: ['authenticator'], named: true };
    const simulator = await start({ profile: 'dsm7.4', behaviour: { twoFactor } });
    const refused = await login(simulator, 'clear', { outside: { version: 7 } });
    expect(at(refused.json, 'error')).toMatchObject({ code: 403, errors: { types: [{ type: 'authenticator' }] } });
    const coded = await login(simulator, 'clear', { outside: { version: 7 }, inside: { otp_code: '246810' } });
    expect(codeOf(coded)).toBe(404);
    const kinds = await ask(simulator, {
      path: '/webapi/entry.cgi',
      form: { api: 'SYNO.API.Auth.Type', version: 1, method: 'get', account: simulator.user },
    });
    expect(at(kinds.json, 'data')).toEqual([{ type: 'passwd' }, { type: 'authenticator' }]);
  });
});

describe('what a device says of itself', () => {
  it('can be left out, or be a placeholder', async () => {
    const listFactsAs = { serial: '0000000000', firmware: null };
    const simulator = await start({ profile: 'dsm7', behaviour: { listFactsAs } });
    const { sid, token } = await signedIn(simulator);
    const answer = await ask(simulator, {
      path: '/webapi/entry.cgi',
      form: { api: 'SYNO.DSM.Info', version: 2, method: 'getinfo', _sid: sid, SynoToken: token ?? '' },
    });
    expect(at(answer.json, 'data', 'serial')).toBe('0000000000');
    expect(at(answer.json, 'data', 'version_string')).toBeUndefined();
  });
});
