import type net from 'node:net';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { connect, discover, withSession, type Session } from '../../electron/device/index.ts';
import type { ErrorCode } from '../../shared/index.ts';
import { DOWNLOAD_FAULTS, type BehaviourChange, type DownloadFault } from '../device-simulator/index.ts';
import { testClock } from './clock.ts';
import { aCertificate, httpAnswer, parametersOf, startRawServer } from './raw-server.ts';
import { contextFor, endpointAt, exported, given, inSession, methodsOf, standUp } from './stand.ts';
import { rejectionOf } from './thrown.ts';

/** What this room sees by itself; what is inside a file is for the archive room. */
const SEEN: Partial<Record<DownloadFault, readonly [ErrorCode, string]>> = {
  short: ['download/incomplete', 'bytes arrived'],
  cut: ['download/incomplete', 'cut off after'],
  endless: ['archive/too-large', '64 MB'],
  longer: ['download/incomplete', 'more bytes'],
  'json-error': ['task/failed', ''],
  html: ['device/unexpected-answer', 'web page'],
  empty: ['download/incomplete', 'empty'],
  'cut-on-the-way': ['download/incomplete', 'compression'],
};

describe('a download', () => {
  it.each(DOWNLOAD_FAULTS.filter((fault) => fault !== 'bomb'))(
    'with the fault %s is refused or handed on whole',
    async (fault) => {
      const stand = await standUp({ profile: 'srm-strict', behaviour: { download: { fault, times: 'always' } } });
      const expected = SEEN[fault];
      if (expected === undefined) {
        expect((await inSession(stand, exported)).length).toBeGreaterThan(50);
      } else {
        const error = await rejectionOf(inSession(stand, exported));
        expect(error.code).toBe(expected[0]);
        expect(error.message).toContain(expected[1]);
      }
      expect(stand.sim.fired).toContain(`download:${fault}`);
      expect(stand.sim.counters).toMatchObject({ logins: 1, logouts: 1, openSessions: 0 });
    },
  );

  it.each([
    [105, 'auth/no-permission'],
    [118, 'device/busy'],
    [120, 'task/failed'],
    [100, 'task/failed'],
  ] as const)('answered with the JSON error %i is %s', async (code, expected) => {
    // A proxy may pack the talk as it packs a file.
    for (const encoding of ['identity', 'gzip', 'br'] as const) {
      const behaviour: BehaviourChange = { faults: [{ at: 'download', kind: 'error', code }], encoding };
      const stand = await standUp({ profile: 'dsm7', behaviour });
      let chunks = 0;
      const work = inSession(stand, (session) =>
        session.exportConfiguration(() => {
          chunks += 1;
          return Promise.resolve();
        }),
      );
      expect((await rejectionOf(work)).code).toBe(expected);
      expect(chunks).toBe(0);
    }
  });

  it.each([
    ['status-502', 'device/unexpected-answer'],
    ['html', 'device/unexpected-answer'],
    ['broken-json', 'device/unexpected-answer'],
    ['no-data', 'device/unexpected-answer'],
    ['null', 'device/unexpected-answer'],
    ['reset', 'network/reset'],
    ['reset-in-body', 'download/incomplete'],
  ] as const)('answered with %s is %s', async (kind, expected) => {
    const stand = await standUp({ profile: 'srm-strict', behaviour: { faults: [{ at: 'download', kind }] } });
    expect((await rejectionOf(inSession(stand, exported))).code).toBe(expected);
    expect(stand.sim.fired).toContain(`faults:${kind}@download`);
    // What is said instead of the file may be passing: it is asked for once more, in the same session.
    const asked = expected === 'device/unexpected-answer' ? 2 : 1;
    expect(methodsOf(stand.sim).filter((method) => method === 'download')).toHaveLength(asked);
  });

  it('that goes silent in the middle ends after the body time-out', async () => {
    const stand = await standUp({
      profile: 'srm-strict',
      behaviour: { faults: [{ at: 'download', kind: 'stall-in-body' }] },
    });
    let bytes = 0;
    const work = rejectionOf(
      inSession(stand, (session) =>
        session.exportConfiguration((chunk) => {
          bytes += chunk.length;
          return Promise.resolve();
        }),
      ),
    );
    await vi.waitFor(() => expect(bytes).toBeGreaterThan(10_000), { interval: 2 });
    stand.clock.advance(29_999);
    stand.clock.advance(1);
    const error = await work;
    expect(error.code).toBe('network/timeout');
    expect(error.message).toContain('in the middle of an answer');
  });

  it('is stopped at the ceiling, whether or not its length was announced', async () => {
    const stand = await standUp({ profile: 'srm-strict', behaviour: { faults: [{ at: 'download', kind: 'huge' }] } });
    // JSON without an end: judged as talk after 64 kB, never collected.
    expect((await rejectionOf(inSession(stand, exported))).code).toBe('device/unexpected-answer');
  });

  it('waits for the sink before it reads on, and passes its error on', async () => {
    const stand = await standUp({ profile: 'srm-strict' });
    let open = 0;
    const full = new Error('disk full');
    await inSession(stand, (session) =>
      session.exportConfiguration(async () => {
        open += 1;
        expect(open).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        open -= 1;
      }),
    );
    const failing = inSession(stand, (session) => session.exportConfiguration(() => Promise.reject(full)));
    await expect(failing).rejects.toBe(full);
    expect(stand.sim.counters.openSessions).toBe(0);
  });

  it('tells its progress: preparing, then bytes up to the whole', async () => {
    const stand = await standUp({ profile: 'srm-strict' });
    const steps: string[] = [];
    let last = { bytes: 0, totalBytes: -1 };
    const download = await inSession(stand, (session) =>
      session.exportConfiguration(
        () => Promise.resolve(),
        ({ phase, bytes = 0, totalBytes = 0 }) => {
          if (steps.at(-1) !== phase) steps.push(phase);
          expect(bytes).toBeGreaterThanOrEqual(last.bytes);
          last = { bytes, totalBytes };
        },
      ),
    );
    expect(steps).toEqual(['preparing', 'downloading']);
    expect(last).toEqual({ bytes: download.bytes, totalBytes: download.bytes });
  });
});

/** A device that has its file ready and sends it as a test says. */
async function sending(send: (socket: Duplex, reset: () => void) => void): Promise<{
  work: () => Promise<Buffer>;
  within: (work: (session: Session) => Promise<unknown>) => Promise<unknown>;
  logouts: () => number;
}> {
  let logouts = 0;
  let last: net.Socket | undefined;
  const server = await startRawServer({
    onConnection: (socket) => (last = socket),
    onRequest: (socket, request) => {
      const { method = '', api = '' } = parametersOf(request);
      if (method === 'logout') logouts += 1;
      if (method === 'download') send(socket, () => last?.resetAndDestroy());
      else socket.write(httpAnswer(JSON.stringify({ success: true, data: { ...SCRIPT[`${api} ${method}`] } })));
    },
    certificate: CERTIFICATE,
  });
  const trust = { kind: 'fingerprint', sha256: CERTIFICATE.fingerprint } as const;
  const connection = connect(endpointAt(server.origin), trust, contextFor(testClock()));
  onTestFinished(() => connection.close());
  const directory = await discover(connection);
  const request = { credentials: given({ user: 'u', password: 'p' }), forms: ['plain'] } as const;
  return {
    work: () => withSession(connection, directory, request, exported),
    within: (work) => withSession(connection, directory, request, work),
    logouts: () => logouts,
  };
}

const CERTIFICATE = aCertificate();
const SCRIPT: Readonly<Record<string, object>> = {
  'SYNO.API.Info query': {
    'SYNO.API.Auth': { path: 'auth.cgi', minVersion: 1, maxVersion: 3 },
    'SYNO.Backup.Config.Backup': { path: 'entry.cgi', minVersion: 1, maxVersion: 1 },
  },
  'SYNO.API.Auth login': { sid: 's' },
  'SYNO.Backup.Config.Backup start': { task_id: 't' },
  'SYNO.Backup.Config.Backup status': { finish: true },
};

/** Lets what has arrived be seen. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await nextTurn();
}

describe('a file on the wire', () => {
  const file = Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(100_000, 7)]);
  const part = file.subarray(0, 60_000);
  const small = file.subarray(0, 40_000);
  const like = (first: string): Buffer => Buffer.concat([Buffer.from(first), file.subarray(1)]);

  it.each<[string, Buffer, ErrorCode | 'whole', string]>([
    [
      'shorter than announced',
      httpAnswer(part, ['Content-Length: 100002']),
      'download/incomplete',
      '60,000 of 100,002 bytes',
    ],
    ['longer than announced', httpAnswer(file, ['Content-Length: 60000']), 'download/incomplete', 'more bytes'],
    ['announced, but empty', httpAnswer('', ['Content-Length: 100002']), 'download/incomplete', '0 of 100,002'],
    [
      'cut within a chunk',
      Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n186a2\r\n'), part]),
      'download/incomplete',
      'cut off after',
    ],
    [
      'without its last chunk',
      Buffer.concat([
        Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n186a2\r\n'),
        file,
        Buffer.from('\r\n'),
      ]),
      'download/incomplete',
      'cut off after',
    ],
    ['of no bytes', httpAnswer('', ['Content-Type: application/octet-stream']), 'download/incomplete', 'empty'],
    ['announced beyond the ceiling', httpAnswer(part, ['Content-Length: 67108865']), 'archive/too-large', '64 MB'],
    [
      'moved elsewhere',
      httpAnswer('', ['Location: http://other.example/f.dss'], '302 Found'),
      'http/redirected',
      'sends visitors on to another address',
    ],
    [
      'in parts',
      httpAnswer(part, ['Content-Range: bytes 0-59999/100002'], '206 Partial Content'),
      'device/unexpected-answer',
      '206',
    ],
    [
      'labelled as a page, but text',
      httpAnswer('Not now', ['Content-Type: text/html']),
      'device/unexpected-answer',
      '',
    ],
    [
      'that is an error in JSON under a binary label',
      httpAnswer('{"success":false,"error":{"code":105}}', ['Content-Type: application/octet-stream']),
      'auth/no-permission',
      '',
    ],
    [
      'that is a page under a binary label',
      httpAnswer('  <html>', ['Content-Type: application/octet-stream']),
      'device/unexpected-answer',
      'web page',
    ],
    [
      'that is JSON, one byte at first',
      Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 38\r\n\r\n{'),
      'auth/no-permission',
      '',
    ],
    ['labelled as text, but compressed', httpAnswer(file, ['Content-Type: text/html; charset="UTF-8"']), 'whole', ''],
    ['without any label', httpAnswer(file), 'whole', ''],
    ['of bytes at random that begin like a page', httpAnswer(like('<')), 'whole', ''],
    ['of bytes at random that begin like JSON', httpAnswer(like('{')), 'whole', ''],
  ])('%s', async (_, bytes, code, word) => {
    const { work, logouts } = await sending((socket) => {
      socket.write(bytes, () => {
        if (bytes.at(-1) === 0x7b) socket.write('"success":false,"error":{"code":105}}');
        else if (code === 'download/incomplete') socket.end();
      });
    });
    if (code === 'whole') {
      expect((await work()).subarray(1)).toEqual(file.subarray(1));
    } else {
      const error = await rejectionOf(work());
      expect(error.code).toBe(code);
      expect(error.message).toContain(word);
    }
    expect(logouts()).toBeGreaterThanOrEqual(1);
  });

  it('that came whole is whole, though its connection was reset before it was read', async () => {
    const reading = Promise.withResolvers<undefined>();
    const over = Promise.withResolvers<undefined>();
    const { within } = await sending((socket, reset) => {
      socket.once('close', () => over.resolve(undefined));
      socket.write(httpAnswer(small));
      void reading.promise.then(reset);
    });
    const chunks: Uint8Array[] = [];
    await within((session) =>
      session.exportConfiguration(async (chunk) => {
        chunks.push(Uint8Array.from(chunk));
        if (chunks.length > 1) return;
        await turns();
        reading.resolve(undefined);
        await over.promise;
        await turns();
      }),
    );
    expect(Buffer.concat(chunks)).toEqual(small);
  });

  it('beyond the ceiling is stopped there although it announced nothing', async () => {
    let sent = 0;
    const piece = Buffer.alloc(1_000_000, 0x1f);
    const { work } = await sending((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const more = (): void => {
        while (!socket.destroyed && sent < 200) {
          sent += 1;
          if (!socket.write(piece)) {
            socket.once('drain', more);
            return;
          }
        }
      };
      more();
    });
    expect((await rejectionOf(work())).code).toBe('archive/too-large');
    expect(sent).toBeLessThan(90);
  });
});
