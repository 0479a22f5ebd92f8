import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { describe, expect, it } from 'vitest';
import type { AlarmNetwork } from '../../electron/alarms/index.ts';
import { findWay } from '../../electron/alarms/way.ts';
import { makeCertificate } from '../device-simulator/index.ts';
import { inTurn, listen, ok, startReceiver, status } from './receiver.ts';
import { failing, setUp, target, TOKEN, type Setting, type SettingOptions } from './sample.ts';
import { injects } from '../faults/index.ts';

const DAY = 86_400_000;
const authority = makeCertificate({ commonName: 'Home authority', authority: true });
const trusting: Partial<AlarmNetwork> = { authorities: () => [authority.cert] };
/** Every name leads to this computer, as if it were in the local network. */
const here: AlarmNetwork['lookup'] = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
/** TEST-NET-3: nobody's address, and no local one. Nothing is ever sent to it. */
const faraway: AlarmNetwork['lookup'] = () => Promise.resolve([{ address: '203.0.113.7', family: 4 }]);

/** One attempt at an address. */
async function attempt(url: string, options: SettingOptions = {}): Promise<Setting & { readonly problem: string }> {
  const setting = setUp(options);
  setting.targets.set('hook', target('webhook', url));
  await setting.alarms.tell(['hook'], failing);
  await setting.alarms.deliverDue();
  const state = await setting.stateOf('hook');
  return { ...setting, problem: state?.last?.ok === true ? 'none' : (state?.last?.problem ?? 'not tried') };
}

/** A server that does as it likes with each connection. */
async function rawServer(talk: (socket: net.Socket) => void): Promise<number> {
  return await listen(
    net.createServer((socket) => {
      socket.on('error', () => undefined);
      talk(socket);
    }),
  );
}

describe('a message that meets', () => {
  it('a closed port waits, and says that nothing answers', async (context) => {
    const fault = injects(context, 'alarms/no-answer');
    const closed = net.createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as net.AddressInfo;
    closed.close();
    await once(closed, 'close');
    const { problem, stateOf } = await attempt(`http://127.0.0.1:${port}/${TOKEN}`);
    expect(problem).toBe(`Nothing answers at 127.0.0.1:${port}.`);
    expect(await stateOf('hook')).toMatchObject({ waiting: 1, nextAttemptAt: '2026-11-20T03:00:05.000Z' });
    fault.fired();
  });

  it('a name that nobody knows waits', async (context) => {
    const fault = injects(context, 'alarms/no-answer');
    const { problem } = await attempt(`https://monitor.invalid/${TOKEN}`);
    expect(problem).toBe('The name monitor.invalid cannot be found.');
    fault.fired();
  });

  it('a silent server is broken off in time', async (context) => {
    const fault = injects(context, 'alarms/no-answer');
    const silent = Promise.withResolvers<unknown>();
    const gone = Promise.withResolvers<unknown>();
    const port = await rawServer((socket) => {
      socket.once('data', silent.resolve);
      socket.once('close', gone.resolve);
    });
    const setting = setUp();
    setting.targets.set('hook', target('webhook', `http://127.0.0.1:${port}/${TOKEN}`));
    await setting.alarms.tell(['hook'], failing);
    const delivered = setting.alarms.deliverDue();
    await silent.promise;
    setting.clock.advance(20_000);
    await delivered;
    await gone.promise;
    expect((await setting.stateOf('hook'))?.last?.problem).toBe(`127.0.0.1:${port} did not answer in time.`);
    fault.fired();
  });

  it('a look-up that hangs is broken off in time', async () => {
    const asked = Promise.withResolvers<unknown>();
    const lookup: AlarmNetwork['lookup'] = () => {
      asked.resolve(undefined);
      return new Promise(() => undefined);
    };
    const setting = setUp({ network: { lookup } });
    setting.targets.set('hook', target('webhook', `https://monitor.example/${TOKEN}`));
    await setting.alarms.tell(['hook'], failing);
    const delivered = setting.alarms.deliverDue();
    await asked.promise;
    setting.clock.advance(20_000);
    await delivered;
    expect((await setting.stateOf('hook'))?.last?.problem).toBe('monitor.example did not answer in time.');
  });

  it('a server that hangs up waits', async () => {
    const port = await rawServer((socket) => socket.once('data', () => socket.destroy()));
    expect((await attempt(`http://127.0.0.1:${port}/`)).problem).toBe(`The connection to 127.0.0.1:${port} was cut.`);
  });

  it('something that speaks no HTTP waits', async (context) => {
    const fault = injects(context, 'alarms/answer-hostile');
    const port = await rawServer((socket) => socket.once('data', () => socket.end('220 mail.example ESMTP\r\n')));
    expect((await attempt(`http://127.0.0.1:${port}/`)).problem).toContain('does not speak HTTP');
    fault.fired();
  });

  it('something that speaks no TLS waits', async () => {
    const plain = await startReceiver();
    expect((await attempt(`https://127.0.0.1:${plain.port}/`)).problem).toContain('does not speak TLS');
    expect(plain.received).toEqual([]);
  });

  it('more headers than any server has reason to send waits', async () => {
    const receiver = await startReceiver(status(200, { 'x-long': 'x'.repeat(100_000) }));
    expect((await attempt(`${receiver.origin}/`)).problem).toContain('does not speak HTTP');
  });

  it('an endless answer is delivered, and the answer is not listened to', async (context) => {
    const fault = injects(context, 'alarms/answer-hostile');
    const gone = Promise.withResolvers<unknown>();
    const receiver = await startReceiver((response) => {
      response.on('close', gone.resolve);
      const more = (): void => {
        while (response.writable && response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    });
    expect((await attempt(`${receiver.origin}/`)).problem).toBe('none');
    await gone.promise;
    fault.fired();
  });

  it('an answer that stalls in the middle is delivered', async (context) => {
    const fault = injects(context, 'alarms/answer-hostile');
    const gone = Promise.withResolvers<unknown>();
    const receiver = await startReceiver((response) => {
      response.on('close', gone.resolve);
      response.writeHead(200, { 'content-length': 100 }).write('O');
    });
    const setting = setUp();
    setting.targets.set('hook', target('webhook', `${receiver.origin}/`));
    await setting.alarms.tell(['hook'], failing);
    const delivered = setting.alarms.deliverDue();
    await setting.clock.asleep(3_000);
    setting.clock.advance(3_000);
    await delivered;
    await gone.promise;
    expect(await setting.stateOf('hook')).toMatchObject({ last: { ok: true }, waiting: 0 });
    fault.fired();
  });

  it('an answer that is cut in the middle is delivered', async (context) => {
    const fault = injects(context, 'alarms/answer-hostile');
    const receiver = await startReceiver((response) => {
      response.writeHead(204, { 'content-length': 100 });
      response.flushHeaders();
      response.destroy();
    });
    expect((await attempt(`${receiver.origin}/`)).problem).toBe('none');
    fault.fired();
  });

  it.for([301, 302, 303, 307, 308])('a redirect (%i) to another host does not follow it', async (code, context) => {
    const fault = injects(context, 'alarms/answer-hostile');
    const other = await startReceiver();
    const receiver = await startReceiver(status(code, { location: `${other.origin}/${TOKEN}` }));
    const { problem, stateOf } = await attempt(`${receiver.origin}/${TOKEN}`);
    expect(problem).toContain(`127.0.0.1:${receiver.port} sends visitors on to 127.0.0.1:${other.port}.`);
    expect(other.received).toEqual([]);
    expect(await stateOf('hook')).toMatchObject({ waiting: 1 });
    fault.fired();
  });

  it.for(['/elsewhere', undefined, 'http://', '\u00ff'])(
    'a redirect to %j on the same host does not follow it',
    async (location, context) => {
      const fault = injects(context, 'alarms/answer-hostile');
      const receiver = await startReceiver(status(302, location === undefined ? {} : { location }));
      const { problem } = await attempt(`${receiver.origin}/${TOKEN}`);
      expect(problem).toContain('another of its addresses');
      expect(receiver.received.length).toBe(1);
      fault.fired();
    },
  );

  it.for([401, 403, 404, 408, 409, 425, 429, 500, 502, 503])('status %i waits for better days', async (code) => {
    const receiver = await startReceiver(status(code));
    const { problem, stateOf } = await attempt(`${receiver.origin}/`);
    expect(problem).toContain(`HTTP status ${code}`);
    expect(await stateOf('hook')).toMatchObject({ waiting: 1 });
  });

  it.each([400, 405, 410, 413, 415, 422])('status %i does not block what comes behind it', async (code) => {
    const receiver = await startReceiver(inTurn(status(code), ok));
    const { problem, stateOf, alarms } = await attempt(`${receiver.origin}/`);
    expect(problem).toContain(`HTTP status ${code}`);
    expect(await stateOf('hook')).toMatchObject({ waiting: 0 });
    await alarms.tell(['hook'], failing);
    await alarms.deliverDue();
    expect(await stateOf('hook')).toMatchObject({ last: { ok: true } });
  });

  it('a server that fails once is delivered at the next attempt', async () => {
    const receiver = await startReceiver(inTurn(status(500), ok));
    const { alarms, clock, stateOf } = await attempt(`${receiver.origin}/`);
    clock.advance(4_999);
    await alarms.deliverDue();
    expect(receiver.received.length).toBe(1);
    clock.advance(1);
    await alarms.deliverDue();
    expect(receiver.received.length).toBe(2);
    expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body);
    expect(await stateOf('hook')).toMatchObject({ last: { ok: true }, waiting: 0 });
  });
});

describe('the certificate of a receiver', () => {
  const signed = { commonName: 'monitor.example', issuer: authority };

  it('is taken when an authority of this computer vouches for it', async () => {
    const receiver = await startReceiver(ok, makeCertificate(signed));
    const url = `https://monitor.example:${receiver.port}/`;
    expect((await attempt(url, { network: { ...trusting, lookup: here } })).problem).toBe('none');
    expect(receiver.received.length).toBe(1);
  });

  it('is taken for an IP address that it names', async () => {
    const receiver = await startReceiver(ok, makeCertificate({ ...signed, altNames: ['127.0.0.1'] }));
    expect((await attempt(`${receiver.origin}/`, { network: trusting })).problem).toBe('none');
  });

  it.each([
    ['nobody known vouches for', makeCertificate({ commonName: 'monitor.example' }), 'No authority known'],
    ['has expired', makeCertificate({ ...signed, validTo: new Date(Date.now() - DAY / 2) }), 'expired'],
    ['is not valid yet', makeCertificate({ ...signed, validFrom: new Date(Date.now() + DAY) }), 'expired or is not'],
    ['is for another name', makeCertificate({ ...signed, altNames: ['other.example'] }), 'for another name'],
  ])('that %s gets not one byte of the message', async (_what, certificate, words) => {
    const receiver = await startReceiver(ok, certificate);
    const url = `https://monitor.example:${receiver.port}/${TOKEN}`;
    const { problem, stateOf } = await attempt(url, { network: { ...trusting, lookup: here } });
    expect(problem).toContain(words);
    expect(receiver.received).toEqual([]);
    expect(await stateOf('hook')).toMatchObject({ waiting: 1 });
  });

  it('is judged by the authorities of system and runtime, unless a test says otherwise', async () => {
    const receiver = await startReceiver(ok, makeCertificate(signed));
    const url = `https://monitor.example:${receiver.port}/`;
    expect((await attempt(url, { network: { lookup: here } })).problem).toContain('No authority known');
  });
});

describe('plain HTTP', () => {
  it('never leaves the local network, also when a local-looking name leads out of it', async () => {
    const { problem } = await attempt(`http://monitor.lan/${TOKEN}`, { network: { lookup: faraway } });
    expect(problem).toContain('monitor.lan is not on your own network');
  });

  it('goes only to those addresses of a name that are local', async () => {
    const lookup: AlarmNetwork['lookup'] = async (host) => [...(await faraway(host)), ...(await here(host))];
    const way = await findWay(new URL('http://monitor.lan/'), lookup, true);
    expect(way).toEqual({ addresses: [{ address: '127.0.0.1', family: 4 }], local: true });
  });

  it('reaches a name of the local network under that name', async () => {
    const receiver = await startReceiver();
    expect((await attempt(`http://monitor.lan:${receiver.port}/`, { network: { lookup: here } })).problem).toBe('none');
    expect(receiver.received[0]?.headers.host).toBe(`monitor.lan:${receiver.port}`);
  });
});

describe('a proxy of the environment', () => {
  /** Leads every CONNECT to `port` of this computer. */
  async function startProxy(port: number, answer = 'HTTP/1.1 200 OK\r\n\r\n') {
    const asked: string[] = [];
    const proxy = http.createServer().on('connect', (request, socket: net.Socket) => {
      asked.push(request.url ?? '');
      socket.on('error', () => undefined);
      socket.write(answer);
      if (!answer.includes(' 200 ')) {
        socket.end();
        return;
      }
      const onward = net.connect(port, '127.0.0.1').on('error', () => socket.destroy());
      socket.pipe(onward).pipe(socket);
    });
    return { asked, url: `http://user:pass@127.0.0.1:${await listen(proxy)}` };
  }
  const certificate = makeCertificate({ commonName: 'monitor.example', issuer: authority });

  it.each(['https_proxy', 'HTTPS_PROXY', 'ALL_PROXY'])(
    'named by %s leads to receivers beyond the local network',
    async (name) => {
      const receiver = await startReceiver(ok, certificate);
      const proxy = await startProxy(receiver.port);
      const options = { env: { [name]: proxy.url }, network: { ...trusting, lookup: faraway } };
      expect((await attempt(`https://monitor.example/${TOKEN}`, options)).problem).toBe('none');
      expect(proxy.asked).toEqual(['monitor.example:443']);
      expect(receiver.received.map(({ path }) => path)).toEqual([`/${TOKEN}`]);
    },
  );

  it('is asked also for names that only it can resolve', async () => {
    const receiver = await startReceiver(ok, certificate);
    const proxy = await startProxy(receiver.port);
    const lookup = () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
    const options = { env: { https_proxy: proxy.url }, network: { ...trusting, lookup } };
    expect((await attempt('https://monitor.example/', options)).problem).toBe('none');
  });

  it('does not loosen the check of the certificate', async () => {
    const receiver = await startReceiver(ok, certificate);
    const proxy = await startProxy(receiver.port);
    const options = { env: { https_proxy: proxy.url }, network: { lookup: faraway } };
    expect((await attempt('https://monitor.example/', options)).problem).toContain('No authority known');
    expect(receiver.received).toEqual([]);
  });

  it.each([
    ['https, although the name looks public', `https://monitor.example`, certificate],
    ['plain HTTP', `http://monitor.lan`, undefined],
  ])('is passed by for an address of the local network (%s)', async (_what, origin, cert) => {
    const receiver = await startReceiver(ok, cert);
    const proxy = await startProxy(receiver.port);
    const env = { https_proxy: proxy.url, http_proxy: proxy.url, all_proxy: proxy.url };
    const { problem } = await attempt(`${origin}:${receiver.port}/`, { env, network: { ...trusting, lookup: here } });
    expect(problem).toBe('none');
    expect(proxy.asked).toEqual([]);
  });

  it('that refuses is told apart from the receiver', async () => {
    const proxy = await startProxy(1, 'HTTP/1.1 403 Forbidden\r\n\r\n');
    const options = { env: { https_proxy: proxy.url }, network: { ...trusting, lookup: faraway } };
    expect((await attempt('https://monitor.example/', options)).problem).toBe(
      'The proxy gave no way to monitor.example.',
    );
  });

  it.each(['socks5://127.0.0.1:1', '::nonsense::'])('of a kind that cannot be used (%s) is not used', async (url) => {
    const lookup: AlarmNetwork['lookup'] = () =>
      Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
    const { problem } = await attempt('https://monitor.example/', { env: { https_proxy: url }, network: { lookup } });
    expect(problem).toContain('cannot be found');
  });
});
