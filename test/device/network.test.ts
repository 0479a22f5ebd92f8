import { once } from 'node:events';
import net from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { connect, discover, present, signIn, type Connection } from '../../electron/device/index.ts';
import type { Trust } from '../../shared/index.ts';
import { testClock, type TestClock } from './clock.ts';
import { aCertificate, httpAnswer, startRawServer, type RawOptions } from './raw-server.ts';
import { contextFor, endpointAt, exported, inSession, methodsOf, standUp } from './stand.ts';
import { rejectionOf } from './thrown.ts';
import { injects } from '../faults/index.ts';

const LIST = JSON.stringify({
  success: true,
  data: { 'SYNO.API.Auth': { path: 'auth.cgi', minVersion: 1, maxVersion: 3 } },
});

interface Reached {
  readonly connection: Connection;
  readonly clock: TestClock;
}

function reach(origin: string, trust: Trust = { kind: 'cleartext' }): Reached {
  const clock = testClock();
  return { connection: connect(endpointAt(origin), trust, contextFor(clock)), clock };
}

/** A server over plain HTTP that answers the question for the list of calls with these bytes. */
async function answering(respond: NonNullable<RawOptions['onRequest']>): Promise<Reached> {
  const server = await startRawServer({ onRequest: respond });
  return reach(server.origin);
}

const happened = (check: () => boolean): Promise<void> =>
  vi.waitFor(() => expect(check()).toBe(true), { timeout: 10_000, interval: 2 });

describe('an address where no device answers', () => {
  it('whose name is unknown', async () => {
    for (const origin of ['https://no-such-name.invalid:8001', 'http://no-such-name.invalid:8000']) {
      const error = await rejectionOf(present(endpointAt(origin), contextFor(testClock())));
      expect(error.code).toBe('network/dns');
      expect(error.message).toContain('no-such-name.invalid ');
    }
  });

  it('whose port is closed', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    server.close();
    await once(server, 'close');
    const endpoint = endpointAt(`https://127.0.0.1:${port}`);
    const error = await rejectionOf(present(endpoint, contextFor(testClock())));
    expect(error.code).toBe('network/refused');
    expect(error.message).toContain(`127.0.0.1:${port}`);
    const { connection } = reach(`https://localhost:${port}`, { kind: 'fingerprint', sha256: '0'.repeat(64) });
    expect((await rejectionOf(discover(connection))).code).toBe('network/refused');
  });

  it('that accepts and stays silent', async () => {
    const silent = await startRawServer({});
    const clock = testClock();
    const endpoint = endpointAt(silent.origin.replace('http:', 'https:'));
    const work = rejectionOf(present(endpoint, contextFor(clock)));
    await happened(() => silent.received() > 0);
    clock.advance(9_999);
    clock.advance(1);
    const error = await work;
    expect(error.code).toBe('network/timeout');
    expect(error.message).toContain('while setting up encryption');
  });

  it('that does not even accept', async () => {
    // A full queue: the kernel leaves the handshake unanswered.
    const clock = testClock();
    const work = rejectionOf(present(endpointAt('https://192.0.2.1:8001'), contextFor(clock)));
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(10_000);
    const error = await work;
    expect(['network/timeout', 'network/refused']).toContain(error.code);
  });

  it('that hangs up on the handshake', async () => {
    const server = await startRawServer({ onConnection: (socket) => socket.destroy() });
    const endpoint = endpointAt(server.origin.replace('http:', 'https:'));
    expect((await rejectionOf(present(endpoint, contextFor(testClock())))).code).toBe('network/reset');
  });

  it.each([
    ['HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['SSH', 'SSH-2.0-OpenSSH_9.2p1\r\n'],
  ])('where %s is spoken instead of TLS', async (_, banner) => {
    const server = await startRawServer({ onConnection: (socket) => socket.write(banner) });
    const endpoint = endpointAt(server.origin.replace('http:', 'https:'));
    expect((await rejectionOf(present(endpoint, contextFor(testClock())))).code).toBe('device/not-synology');
  });

  it('where only a kind of TLS is spoken that is given up', async () => {
    const certificate = aCertificate();
    const tls = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' } as const;
    const server = await startRawServer({ certificate, tls });
    const error = await rejectionOf(present(endpointAt(server.origin), contextFor(testClock())));
    expect(error.code).toBe('device/unexpected-answer');
    expect(error.message).toContain('too old');
  });

  it('where SSH is spoken instead of HTTP', async () => {
    const server = await startRawServer({ onConnection: (socket) => socket.write('SSH-2.0-OpenSSH_9.2p1\r\n') });
    const { connection } = reach(server.origin);
    expect((await rejectionOf(discover(connection))).code).toBe('device/not-synology');
  });
});

describe('an answer to the question what the device offers', () => {
  const page = '<!doctype html><title>It works</title>';
  it.each<[string, Buffer, string]>([
    ['a page', httpAnswer(page), 'device/not-synology'],
    ['a page labelled JSON', httpAnswer(page, ['Content-Type: application/json']), 'device/not-synology'],
    ['nothing', httpAnswer(''), 'device/unexpected-answer'],
    ['a page of the maker', httpAnswer('<title>Synology DiskStation</title>'), 'device/unexpected-answer'],
    ['plain text', httpAnswer('hello'), 'device/not-synology'],
    ['other JSON', httpAnswer('{"status":"ok"}'), 'device/not-synology'],
    ['a list', httpAnswer('[]'), 'device/not-synology'],
    ['null', httpAnswer('null'), 'device/not-synology'],
    ['success without data', httpAnswer('{"success":true}'), 'device/not-synology'],
    ['an empty list of calls', httpAnswer('{"success":true,"data":{}}'), 'device/not-synology'],
    ['not found', httpAnswer(page, [], '404 Not Found'), 'device/not-synology'],
    ['a door', httpAnswer(page, ['WWW-Authenticate: Basic'], '401 Unauthorized'), 'device/unexpected-answer'],
    ['a locked door', httpAnswer(page, [], '403 Forbidden'), 'device/unexpected-answer'],
    ['too many', httpAnswer(page, [], '429 Too Many Requests'), 'device/unexpected-answer'],
    ['no content', httpAnswer('', [], '204 No Content'), 'device/not-synology'],
    ['a redirect to nowhere', httpAnswer('', [], '302 Found'), 'device/not-synology'],
    ['a redirect to nonsense', httpAnswer('', ['Location: http://'], '302 Found'), 'device/not-synology'],
    ['a redirect to another scheme', httpAnswer('', ['Location: ftp://x/'], '302 Found'), 'device/not-synology'],
    ['a bad gateway', httpAnswer(page, [], '502 Bad Gateway'), 'device/unexpected-answer'],
    ['unavailable', httpAnswer(page, [], '503 Service Unavailable'), 'device/unexpected-answer'],
    ['broken JSON', httpAnswer('{"success":true,"data":{'), 'device/unexpected-answer'],
    ['an error', httpAnswer('{"success":false,"error":{"code":101}}'), 'device/unexpected-answer'],
    ['busy', httpAnswer('{"success":false,"error":{"code":118}}'), 'device/busy'],
    ['deep nesting', httpAnswer(`{"success":true,"data":${'['.repeat(200_000)}`), 'device/unexpected-answer'],
    ['headers that are too long', httpAnswer('', [`X: ${'x'.repeat(100_000)}`]), 'device/not-synology'],
  ])('%s: %s', async (_, bytes, code) => {
    const { connection } = await answering((socket) => socket.write(bytes));
    const error = await rejectionOf(discover(connection));
    expect(error.code).toBe(code);
    connection.close();
  });

  it('more than four megabytes is not collected', async () => {
    const piece = `"x":"${'y'.repeat(65_000)}",`;
    let sent = 0;
    const { connection } = await answering((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n{"success":true,');
      const more = (): void => {
        while (!socket.destroyed && sent < 50_000_000) {
          sent += piece.length;
          if (!socket.write(piece)) {
            socket.once('drain', more);
            return;
          }
        }
      };
      more();
    });
    expect((await rejectionOf(discover(connection))).code).toBe('device/unexpected-answer');
    expect(sent).toBeLessThan(20_000_000);
  });

  it.each([
    ['before the headers', ''],
    ['within the headers', 'HTTP/1.1 200 OK\r\nContent-Le'],
    ['behind the headers', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n'],
    ['within the body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"success"'],
    ['within a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{"succ'],
  ])('cut %s is network/reset', async (_, bytes) => {
    const { connection } = await answering((socket) => {
      if (bytes === '') socket.destroy();
      else socket.write(bytes, () => socket.destroy());
    });
    expect((await rejectionOf(discover(connection))).code).toBe('network/reset');
  });

  it.each([
    ['nothing', '', 'while waiting for an answer', 2],
    ['half of the headers', 'HTTP/1.1 200 OK\r\nContent-Le', 'while waiting for an answer', 2],
    ['the headers', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n', 'in the middle of an answer', 4],
    ['half of the body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"success"', 'in the middle of an answer', 5],
  ])('that stops after %s times out after thirty seconds', async (_, bytes, phase, timeouts) => {
    let asked = false;
    const { connection, clock } = await answering((socket) => {
      asked = true;
      if (bytes !== '') socket.write(bytes);
    });
    const work = rejectionOf(discover(connection));
    // One for the connection, one for the head, one for the whole body, one for each piece of the body that is waited for.
    await happened(() => asked && clock.timeouts.length === timeouts);
    clock.advance(29_999);
    clock.advance(1);
    const error = await work;
    expect(error.code).toBe('network/timeout');
    expect(error.message).toContain(phase);
  });

  it.each([
    ['text/plain', httpAnswer(LIST, ['Content-Type: text/plain; charset="UTF-8"'])],
    ['text/html', httpAnswer(LIST, ['Content-Type: text/html; charset="UTF-8"', 'P3P: CP="x"'])],
    ['no type at all', httpAnswer(LIST)],
    ['a byte order mark', httpAnswer(`\uFEFF${LIST}`)],
    ['blanks around it', httpAnswer(`\n ${LIST}\n\n`)],
    ['the end of the connection as its end', Buffer.from(`HTTP/1.0 200 OK\r\n\r\n${LIST}`)],
    ['chunks', httpAnswer(`${LIST.length.toString(16)}\r\n${LIST}\r\n0\r\n\r\n`, ['Transfer-Encoding: chunked'])],
  ])('is understood with %s', async (_, bytes) => {
    const { connection } = await answering((socket) => {
      socket.write(bytes, () => {
        if (bytes.includes('HTTP/1.0')) socket.end();
      });
    });
    expect((await discover(connection)).authVersion).toBe(3);
    connection.close();
  });

  it('leads nowhere else: a redirect is told with its origin only', async () => {
    for (const [location, told] of [
      ['https://router.lan:8001/webapi/query.cgi?api=SYNO.API.Info&sid=secret', 'https://router.lan:8001'],
      ['//other.example/x', 'http://other.example'],
      ['/webman/login', '127.0.0.1'],
      ['https://user:secret@other.example/', 'https://other.example'],
    ] as const) {
      const bytes = httpAnswer('', [`Location: ${location}`], '301 Moved Permanently');
      const { connection } = await answering((socket) => socket.write(bytes));
      const error = await rejectionOf(discover(connection));
      expect(error.code).toBe('http/redirected');
      expect(error.message).toContain(told);
      expect(error.message).not.toMatch(/secret|query\.cgi/);
      connection.close();
    }
  });
});

describe('trouble in the middle of the work', () => {
  const kinds = [
    ['html', 'device/unexpected-answer'],
    ['status-502', 'device/unexpected-answer'],
    ['status-503', 'device/unexpected-answer'],
    ['broken-json', 'device/unexpected-answer'],
    ['empty-object', 'device/unexpected-answer'],
    ['array', 'device/unexpected-answer'],
    ['null', 'device/unexpected-answer'],
    ['huge', 'device/unexpected-answer'],
  ] as const;
  describe.each(['login', 'SYNO.Mesh.System.Info.get', 'start', 'status'])('at %s', (at) => {
    it.each(kinds)('%s is %s, and the session is ended', async (kind, code) => {
      const stand = await standUp({ profile: 'srm-strict', behaviour: { faults: [{ at, kind }] } });
      const work = inSession(stand, async (session) => {
        await session.identity();
        return exported(session);
      });
      expect((await rejectionOf(work)).code).toBe(code);
      expect(stand.sim.fired).toContain(`faults:${kind}@${at}`);
      expect(stand.sim.counters.openSessions).toBe(0);
      expect(stand.sim.counters.logins).toBeLessThanOrEqual(1);
    });
  });

  it('a redirect in the middle is not followed, and the password does not go there', async () => {
    const target = await startRawServer({ onRequest: (socket) => socket.write(httpAnswer(LIST)) });
    const stand = await standUp({ profile: 'srm-lenient' });
    const directory = await discover(stand.connection);
    stand.sim.behave({ redirect: { to: target.origin, status: 302 } });
    const error = await rejectionOf(signIn(stand.connection, directory, stand.credentials, 'plain'));
    expect(error.code).toBe('http/redirected');
    expect(error.message).toContain(target.origin);
    expect(target.received()).toBe(0);
  });

  it.each(['list', 'status', 'SYNO.Mesh.System.Info.get'])(
    'a connection that the device closed while it was idle is opened anew for %s',
    async (at) => {
      // The fault strikes a kept-alive socket before an answer, which is what such a close looks like.
      const stand = await standUp({
        profile: 'srm-strict',
        behaviour: { faults: [{ at, kind: 'reset', times: 'once' }] },
      });
      await inSession(stand, async (session) => {
        await session.proveBackupRight();
        await session.identity();
        return exported(session);
      });
      expect(stand.sim.fired).toContain(`faults:reset@${at}`);
      expect(stand.sim.counters.logins).toBe(1);
    },
  );

  it.each(['login', 'start', 'download'])('but %s is never sent twice by itself', async (at) => {
    const stand = await standUp({
      profile: 'srm-strict',
      behaviour: { faults: [{ at, kind: 'reset', times: 'once' }] },
    });
    expect((await rejectionOf(inSession(stand, exported))).code).toBe('network/reset');
    expect(methodsOf(stand.sim).filter((method) => method === at)).toHaveLength(1);
    expect(stand.sim.counters.openSessions).toBe(0);
  });

  it('a device that restarts is network/refused', async () => {
    const stand = await standUp({ profile: 'srm-strict' });
    const error = await rejectionOf(
      inSession(stand, async (session) => {
        await stand.sim.close();
        return session.identity();
      }),
    );
    expect(['network/refused', 'network/reset']).toContain(error.code);
  });
});

describe('IPv6', () => {
  it('works with and without brackets', async (context) => {
    const fault = injects(context, 'network/ipv6');
    const certificate = aCertificate();
    const started = startRawServer({ host: '::1', certificate, onRequest: (socket) => socket.write(httpAnswer(LIST)) });
    const server = await started.catch(() => undefined);
    if (server === undefined) context.skip('this computer has no IPv6 loopback');
    else {
      const trust = { kind: 'fingerprint', sha256: certificate.fingerprint } as const;
      const { connection } = reach(server.origin, trust);
      expect((await discover(connection)).authVersion).toBe(3);
      const shown = await present({ scheme: 'https', host: '::1', port: server.port }, contextFor(testClock()));
      expect(shown.remoteAddress).toBe('::1');
      fault.fired();
      connection.close();
    }
  });
});
