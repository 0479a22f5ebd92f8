import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connect, discover, formsToTry, withSession, type Session } from '../../electron/device/index.ts';
import { testClock } from './clock.ts';
import { makeKey, openEnvelope } from './open-envelope.ts';
import { aCertificate, parametersOf, startRawServer } from './raw-server.ts';
import { contextFor, endpointAt, exported, given } from './stand.ts';
import { rejectionOf } from './thrown.ts';

const KEY = makeKey(2048);
const CERTIFICATE = aCertificate();
const FILE = Buffer.concat([Buffer.from('fd377a585a00', 'hex'), randomBytes(5_000)]);

type Answers = Readonly<Record<string, object | Buffer | string>>;

const api = (path: string, maxVersion: number, extra = {}) => ({ path, minVersion: 1, maxVersion, ...extra });

/** A router as somebody else might build it from the documents: other orders, more fields, HTTP/1.0, one request a socket. */
const ANSWERS: Answers = {
  query: {
    data: {
      'SYNO.API.Auth': api('auth.cgi', 3, { requestFormat: 'JSON', note: null }),
      'SYNO.API.Encryption': api('encryption.cgi', 1),
      'SYNO.Backup.Config.Backup': api('entry.cgi', 1),
      'SYNO.Core.NGFW.Traffic': api('entry.cgi', 1),
      'SYNO.Mesh.System.Info': api('entry.cgi', 1),
    },
    success: true,
    httpd_restart: false,
  },
  getinfo: {
    success: true,
    data: {
      server_time: 1_234_567_890,
      public_key: KEY.hex,
      ciphertoken: '__cIpHeRtOkEn',
      cipherkey: '__cIpHeRtExT',
      v: 1,
    },
  },
  login: {
    data: { sid: 'aB3.x-Y_z', synotoken: 'tok.EN', is_portal_port: false, account: 'u', more: [1] },
    success: true,
  },
  get: {
    data: {
      total: 3,
      nodes: [
        { node_id: 1, model: 'MR2200ac', sn: 'SAT', is_re: true },
        {
          node_id: 0,
          model: 'RT2600ac',
          sn: '17600001',
          firmware_ver: 'SRM 1.2-7742 Update 5',
          unique: 'synology_ipq806x_rt2600ac',
          is_re: false,
          uptime: 1,
        },
        { node_id: 2, model: 'MR2200ac', sn: 'SAT2', is_re: true },
      ],
    },
    success: true,
  },
  start: { data: { task_id: 'SYNO.ConfBkp/1 +&=ü', status: 'waiting' }, success: true },
  status: { data: { task_id: 'SYNO.ConfBkp/1 +&=ü', finish: true, progress: 100, errors: [] }, success: true },
  download: FILE,
  logout: { success: true },
};

interface Stranger {
  readonly run: <Result>(work: (session: Session) => Promise<Result>) => Promise<Result>;
  /** Parameters of the requests by method. */
  readonly asked: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly heads: readonly string[];
}

/** @param manner `says-so`: HTTP/1.0; `silent`: an HTTP/1.1 that promises to go on, and hangs up at the second request */
async function meet(
  change: Answers = {},
  headers: Readonly<Record<string, string>> = {},
  manner: 'says-so' | 'silent' = 'says-so',
): Promise<Stranger> {
  const served = new WeakSet<object>();
  const asked = new Map<string, Readonly<Record<string, string>>>();
  const heads: string[] = [];
  const server = await startRawServer({
    certificate: CERTIFICATE,
    onRequest: (socket, request) => {
      if (served.has(socket)) {
        socket.destroy();
        return;
      }
      served.add(socket);
      const parameters = parametersOf(request);
      const method = parameters.method ?? request.split(' ')[1] ?? '';
      asked.set(method, parameters);
      heads.push(request.split('\r\n\r\n')[0] ?? '');
      const answer = { ...ANSWERS, ...change }[method] ?? { success: false, error: { code: 102 } };
      const body = Buffer.isBuffer(answer) || typeof answer === 'string' ? answer : JSON.stringify(answer, null, 2);
      const type = Buffer.isBuffer(answer) ? 'application/octet-stream' : 'text/html; charset="UTF-8"';
      const head = [
        manner === 'silent' ? 'HTTP/1.1 200 OK' : 'HTTP/1.0 200 OK',
        ...(manner === 'silent' ? [`Content-Length: ${Buffer.byteLength(body)}`] : []),
        `Content-Type: ${type}`,
        ...(headers[method] === undefined ? [] : [headers[method]]),
      ];
      socket.write(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), Buffer.from(body)]));
      if (manner === 'says-so') socket.end();
    },
  });
  const trust = { kind: 'fingerprint', sha256: CERTIFICATE.fingerprint } as const;
  const connection = connect(endpointAt(server.origin), trust, contextFor(testClock()));
  onTestFinished(() => connection.close());
  const credentials = { user: 'backup admin', password: 'p w+ü&=%😀' };
  return {
    asked,
    heads,
    run: async (work) => {
      const directory = await discover(connection);
      return withSession(
        connection,
        directory,
        { credentials: given(credentials), forms: formsToTry(directory, connection.endpoint) },
        work,
      );
    },
  };
}

describe('a router that somebody else built from the documents', () => {
  it('is backed up, and sees the login of the only client known to work with a strict one', async () => {
    const stranger = await meet();
    const { bytes, identity } = await stranger.run(async (session) => ({
      identity: await session.identity(),
      bytes: await exported(session),
    }));
    expect(bytes).toEqual(FILE);
    expect(identity).toEqual({
      product: 'SRM',
      model: 'RT2600ac',
      serial: '17600001',
      firmware: 'SRM 1.2-7742 Update 5',
      unique: 'synology_ipq806x_rt2600ac',
    });
    const login = stranger.asked.get('login') ?? {};
    const { __cIpHeRtExT: envelope = '', ...beside } = login;
    expect(beside).toEqual({
      api: 'SYNO.API.Auth',
      version: '3',
      method: 'login',
      enable_syno_token: 'yes',
      client: 'browser',
    });
    const inner = parametersOf(`x\r\n\r\n${openEnvelope(envelope, KEY.privateKey).text}`);
    expect(inner).toEqual({
      account: 'backup admin',
      passwd: 'p w+ü&=%😀',
      session: 'webui',
      format: 'sid',
      logintype: 'local',
      rememberme: '0',
      __cIpHeRtOkEn: '1234567890',
    });
    expect(stranger.asked.get('download')).toMatchObject({
      task_id: 'SYNO.ConfBkp/1 +&=ü',
      version: '1',
      _sid: 'aB3.x-Y_z',
      SynoToken: 'tok.EN',
    });
    expect(stranger.asked.get('logout')).toMatchObject({ version: '3', session: 'webui', _sid: 'aB3.x-Y_z' });
    for (const head of stranger.heads.slice(2)) expect(head).toMatch(/^POST \/webapi\/(auth|entry)\.cgi HTTP\/1\.1/);
  });

  it.each<[string, Answers, Readonly<Record<string, string>>?]>([
    ['without a SynoToken', { login: { success: true, data: { sid: 's1' } } }],
    ['with a SynoToken of null', { login: { success: true, data: { sid: 's1', synotoken: null } } }],
    ['with a token that is switched off', { login: { success: true, data: { sid: 's1', synotoken: '--------' } } }],
    ['with a numeric session', { login: { success: true, data: { sid: 4711 } } }],
    [
      'with the session in a cookie alone',
      { login: { success: true, data: {} } },
      { login: 'Set-Cookie: id=c1;path=/' },
    ],
    ['with a session of odd characters', { login: { success: true, data: { sid: 'a;b,"c\\' } } }],
    ['with a task that was finished before it was asked for', { status: { success: true, data: { state: 'finish' } } }],
    ['with a numeric task', { start: { success: true, data: { task_id: 7 } } }],
    ['whose identity is null', { get: { success: true, data: null } }],
    ['whose nodes are none', { get: { success: true, data: { nodes: [] } } }],
    ['whose identity is nonsense', { get: { success: true, data: { nodes: [{ model: {}, sn: [], is_re: 'no' }] } } }],
    ['whose server time is text', { getinfo: { success: true, data: { ...encryption(), server_time: '1700000000' } } }],
    [
      'whose key is in DER',
      { getinfo: { success: true, data: { ...encryption(), public_key: KEY.der.toString('base64') } } },
    ],
  ])('%s is backed up too', async (_, change, headers) => {
    const stranger = await meet(change, headers);
    const bytes = await stranger.run(async (session) => {
      expect((await session.identity()).product).toBe('SRM');
      return exported(session);
    });
    expect(bytes).toEqual(FILE);
  });

  it('that closes each socket behind its answer without saying so is backed up, with one sign-in', async () => {
    const stranger = await meet({}, {}, 'silent');
    const bytes = await stranger.run(async (session) => {
      expect((await session.identity()).serial).toBe('17600001');
      return exported(session);
    });
    expect(bytes).toEqual(FILE);
    expect(stranger.heads.filter((head) => head.includes('auth.cgi'))).toHaveLength(2);
  });

  it.each<[string, Answers, string]>([
    ['refuses without a number', { login: { success: false } }, 'device/unexpected-answer'],
    ['refuses with a bare number', { login: { success: false, error: 401 } }, 'auth/disabled'],
    ['refuses with a number in text', { login: { success: false, error: { code: '407' } } }, 'auth/blocked'],
    [
      'refuses with errors beside',
      { login: { success: false, error: { code: 403, errors: { types: [{ type: 'otp' }] } } } },
      'auth/code-needed',
    ],
    [
      'refuses with errors in a list',
      { list: { success: false, error: { code: 105, errors: [{ code: 1, path: 'x' }] } } },
      'auth/no-permission',
    ],
    ['opens no session', { login: { success: true, data: {} } }, 'device/unexpected-answer'],
    [
      'opens a session that cannot be sent',
      { login: { success: true, data: { sid: 'a\r\nX: y' } } },
      'device/unexpected-answer',
    ],
    ['sends a page for the key', { getinfo: '<html>' }, 'device/unexpected-answer'],
    [
      'sends half a key',
      { getinfo: { success: true, data: { ...encryption(), public_key: KEY.hex.slice(0, 200) } } },
      'device/unexpected-answer',
    ],
    [
      'names no field for the envelope',
      { getinfo: { success: true, data: { ...encryption(), cipherkey: '' } } },
      'device/unexpected-answer',
    ],
    [
      'has no clock',
      { getinfo: { success: true, data: { ...encryption(), server_time: 'now' } } },
      'device/unexpected-answer',
    ],
  ])('%s: %j is %s', async (_, change, code) => {
    const stranger = await meet(change);
    expect((await rejectionOf(stranger.run((session) => session.proveBackupRight()))).code).toBe(code);
  });
});

describe('a page that tells who is signed in', () => {
  const page = '/webman/modules/authenticate.cgi';

  it('is believed when it prints one name, and only then', async () => {
    for (const [answer, user] of [
      ['anna\n', 'anna'],
      ['', undefined],
      ['<html>anna</html>', undefined],
      ['anna\nroot', undefined],
      ['x'.repeat(300), undefined],
      // Turned round, or with what is not seen: one name all the same, without these.
      ['an\u202ena\u200b', 'anna'],
      ['\u200b\u2060', undefined],
    ] as const) {
      const stranger = await meet({ [page]: answer, list: { success: true, data: { services: [] } } });
      const account = await stranger.run((session) => session.account());
      expect(account.user).toBe(user);
      expect(account.administrator).toBe(true);
    }
  });

  it('ends the session like any call when it says so', async () => {
    const stranger = await meet({ [page]: { success: false, error: { code: 119 } } });
    expect((await rejectionOf(stranger.run((session) => session.account()))).code).toBe('session/lost');
  });
});

function encryption(): object {
  return { server_time: 1, public_key: KEY.hex, ciphertoken: 't', cipherkey: 'k' };
}
