import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import { describe, expect, it } from 'vitest';
import { makeCertificate, type Certificate, type Simulator } from '../device-simulator/index.ts';
import { ask } from './raw-client.ts';
import { simulators } from './started.ts';

const start = simulators();
const LIST = { path: '/webapi/query.cgi', query: { api: 'SYNO.API.Info', version: 1, method: 'query', query: 'all' } };

function open(simulator: Simulator, options: tls.ConnectionOptions = {}): tls.TLSSocket {
  return tls.connect({ host: simulator.host, port: simulator.port, rejectUnauthorized: false, ...options });
}

async function connect(simulator: Simulator, options: tls.ConnectionOptions = {}): Promise<tls.TLSSocket> {
  const socket = open(simulator, options);
  await once(socket, 'secureConnect');
  return socket;
}

const fingerprintOf = (socket: tls.TLSSocket): string =>
  socket.getPeerCertificate().fingerprint256.replaceAll(':', '').toLowerCase();

describe('a certificate', () => {
  it('is self-signed, for the host, and has the fingerprint that is told', async () => {
    const simulator = await start({ profile: 'srm-strict', tls: true });
    const socket = await connect(simulator);
    expect(fingerprintOf(socket)).toBe(simulator.fingerprint);
    expect(socket.authorizationError).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(socket.getPeerX509Certificate()?.checkIP('127.0.0.1')).toBe('127.0.0.1');
    socket.destroy();
  });

  it('is another one for each device', async () => {
    const one = await start({ profile: 'srm-strict', tls: true });
    const other = await start({ profile: 'srm-strict', tls: true });
    expect(one.fingerprint).not.toBe(other.fingerprint);
  });

  it('changes on the same port, and open connections end', async () => {
    const simulator = await start({ profile: 'srm-strict', tls: true });
    const before = simulator.fingerprint;
    const socket = await connect(simulator);
    const ended = once(socket, 'close');
    const fingerprint = await simulator.replaceCertificate();
    await ended;
    expect(fingerprint).not.toBe(before);
    expect(simulator.fingerprint).toBe(fingerprint);
    const after = await connect(simulator);
    expect(fingerprintOf(after)).toBe(fingerprint);
    after.destroy();
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('is not shown to a client that resumes its %s session', async (version) => {
    const simulator = await start({ profile: 'srm-strict', tls: true });
    const [session] = (await once(open(simulator, { maxVersion: version }), 'session')) as [Buffer];
    await simulator.replaceCertificate();
    const second = await connect(simulator, { maxVersion: version, session });
    expect(second.isSessionReused()).toBe(true);
    second.destroy();
  });

  it('can be expired, or for another host', async () => {
    const long = new Date(Date.now() - 86_400_000);
    const certificate = makeCertificate({ commonName: 'other.example', validFrom: new Date(0), validTo: long });
    const simulator = await start({ profile: 'srm-strict', tls: true, certificate });
    const socket = await connect(simulator, { ca: certificate.cert, checkServerIdentity: () => undefined });
    expect(socket.authorizationError).toBe('CERT_HAS_EXPIRED');
    socket.destroy();
    expect(new X509Certificate(certificate.cert).checkHost('router.example')).toBeUndefined();
  });

  it('can be signed by an authority, which vouches for it', async () => {
    const authority = makeCertificate({ commonName: 'Home CA', authority: true });
    const leaf = (request: Parameters<typeof makeCertificate>[0]): Certificate =>
      makeCertificate({ ...request, issuer: authority });
    const certificate = leaf({ commonName: 'router', altNames: ['127.0.0.1', '::1', 'localhost'] });
    const simulator = await start({ profile: 'srm-strict', tls: true, certificate });
    const socket = await connect(simulator, { ca: authority.cert, rejectUnauthorized: true });
    expect(socket.authorized).toBe(true);
    socket.destroy();
    await simulator.replaceCertificate(leaf({ commonName: 'other', altNames: ['10.0.0.1'] }));
    await expect(connect(simulator, { ca: authority.cert, rejectUnauthorized: true })).rejects.toThrow(/IP.*127/);
  });

  it('does not exist over plain HTTP', async () => {
    const simulator = await start({ profile: 'srm-strict' });
    expect(simulator.fingerprint).toBeUndefined();
    await expect(simulator.replaceCertificate()).rejects.toThrow();
  });
});

describe('the counters', () => {
  it('tell connections, handshakes and bytes, before and after TLS', async () => {
    const simulator = await start({ profile: 'srm-strict', tls: true });
    await ask(simulator, { path: '/webapi/entry.cgi', form: { api: 'SYNO.X', method: 'y', version: 1 } });
    const { bytesReceived, ...counters } = simulator.counters;
    const body = 'api=SYNO.X&method=y&version=1';
    expect(counters).toMatchObject({ connections: 1, handshakes: 1, requestBodyBytes: body.length });
    // The client hello alone has some hundred bytes.
    expect(bytesReceived).toBeGreaterThan(body.length + 200);
    simulator.forget();
    expect(simulator.counters).toMatchObject({ connections: 0, handshakes: 0, bytesReceived: 0, requestBodyBytes: 0 });
  });

  it('count every byte over plain HTTP', async () => {
    const simulator = await start({ profile: 'srm-strict' });
    const socket = net.connect(simulator.port, simulator.host);
    const request = 'GET /webapi/query.cgi HTTP/1.1\r\nHost: router\r\nConnection: close\r\n\r\n';
    socket.end(request);
    socket.resume();
    await once(socket, 'close');
    expect(simulator.counters.bytesReceived).toBe(request.length);
  });
});

describe('a connection', () => {
  it('can be left without a handshake', async () => {
    const simulator = await start({ profile: 'srm-strict', tls: true, behaviour: { handshake: 'silent' } });
    await expect(ask(simulator, { ...LIST, signal: AbortSignal.timeout(150) })).rejects.toThrow(/abort/i);
    expect(simulator.fired).toEqual(['handshake:silent']);
    expect(simulator.counters).toMatchObject({ connections: 1, handshakes: 0 });
  });

  it.each(['reset', 'not-tls'] as const)('can be answered with %s', async (handshake) => {
    const simulator = await start({ profile: 'srm-strict', tls: true, behaviour: { handshake } });
    await expect(ask(simulator, LIST)).rejects.toThrow();
    expect(simulator.fired).toEqual([`handshake:${handshake}`]);
    simulator.behave({ handshake: 'normal' });
    expect((await ask(simulator, LIST)).status).toBe(200);
  });

  it('works over IPv6', async (context) => {
    const simulator = await start({ profile: 'srm-strict', tls: true, host: '::1' }).catch(() => undefined);
    if (simulator === undefined) return context.skip('this machine has no ::1');
    expect(simulator.origin).toBe(`https://[::1]:${simulator.port}`);
    expect((await ask(simulator, LIST)).status).toBe(200);
  });

  it('ends when the device is closed, whatever it was waiting for', async () => {
    const simulator = await start({ profile: 'srm-strict', behaviour: { faults: [{ at: '*', kind: 'stall' }] } });
    const waiting = expect(ask(simulator, LIST)).rejects.toThrow();
    while (simulator.fired.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await simulator.close();
    await waiting;
  });
});
