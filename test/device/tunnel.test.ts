import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connect, discover, present, withSession, type DeviceContext } from '../../electron/device/index.ts';
import type { Endpoint } from '../../shared/index.ts';
import { testClock } from './clock.ts';
import { contextFor, exported, given, type Stand, standUp } from './stand.ts';
import { rejectionOf } from './thrown.ts';
import { injects } from '../faults/index.ts';

interface Proxy {
  readonly url: string;
  /** What was asked of it. */
  readonly asked: readonly string[];
  /** Everything that went through it towards the device. */
  readonly seen: () => string;
}

/** A proxy that leads every name to one port of this computer. */
async function startProxy(port: number, status = 200): Promise<Proxy> {
  const asked: string[] = [];
  let seen = '';
  const server = http.createServer((_, response) => response.writeHead(405).end());
  server.on('connect', (request: http.IncomingMessage, client: net.Socket) => {
    asked.push(`${request.url ?? ''} ${request.headers['proxy-authorization'] ?? ''}`.trim());
    client.on('error', () => undefined);
    if (status !== 200) {
      client.end(`HTTP/1.1 ${status} No\r\n\r\n`);
      return;
    }
    const device = net.connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.on('data', (chunk: Buffer) => (seen += chunk.toString('latin1')));
      client.pipe(device).pipe(client);
    });
    device.on('error', () => client.destroy());
    client.on('close', () => device.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://anna:s%20e@127.0.0.1:${(server.address() as AddressInfo).port}`, asked, seen: () => seen };
}

const OUTSIDE: Endpoint = { scheme: 'https', host: 'nas.outside.example', port: 5001 };

async function behind(stand: Stand, status?: number): Promise<{ proxy: Proxy; context: DeviceContext }> {
  const proxy = await startProxy(stand.sim.port, status);
  return { proxy, context: { ...contextFor(testClock()), env: { https_proxy: proxy.url, http_proxy: proxy.url } } };
}

describe('a device beyond a proxy', () => {
  it('is reached through a tunnel in which it proves its identity', async (test) => {
    const fault = injects(test, 'network/proxy-set');
    const stand = await standUp({ profile: 'dsm7', password: 'open sesame' });
    const { proxy, context } = await behind(stand);
    const shown = await present(OUTSIDE, context);
    expect(shown.certificate?.sha256).toBe(stand.sim.fingerprint);
    expect(shown.remoteAddress).toBe('nas.outside.example');
    const connection = connect(OUTSIDE, stand.trust, context);
    const directory = await discover(connection);
    const request = { credentials: given(stand.credentials), forms: ['plain'] } as const;
    expect((await withSession(connection, directory, request, exported)).length).toBeGreaterThan(1_000);
    connection.close();
    const authorization = `Basic ${Buffer.from('anna:s e').toString('base64')}`;
    // To look; to ask for the list; to sign in and to start, as nothing has shown yet that the device keeps its sockets.
    expect(proxy.asked).toEqual(Array.from({ length: 4 }, () => `nas.outside.example:5001 ${authorization}`));
    expect(proxy.seen()).not.toContain('sesame');
    fault.fired(proxy.asked.length);
  });

  it('that shows another certificate gets nothing through it', async (test) => {
    const fault = injects(test, 'network/proxy-set', 'network/certificate-other');
    const stand = await standUp({ profile: 'dsm7' });
    const { context } = await behind(stand);
    const connection = connect(OUTSIDE, { kind: 'fingerprint', sha256: 'ab'.repeat(32) }, context);
    expect((await rejectionOf(discover(connection))).code).toBe('tls/identity-changed');
    expect(stand.sim.requests).toEqual([]);
    fault.fired();
  });

  it.for([403, 407, 502])(
    'that the proxy refuses with %i is told together with the proxy, not its password',
    async (status, test) => {
      const fault = injects(test, 'network/proxy-set');
      const stand = await standUp({ profile: 'dsm7' });
      const { context } = await behind(stand, status);
      const error = await rejectionOf(present(OUTSIDE, context));
      expect(error.code).toBe('network/refused');
      expect(error.message).toMatch(/nas\.outside\.example:5001 \(through the proxy 127\.0\.0\.1:\d+\)/);
      expect(error.message).not.toMatch(/anna|s%20e/);
      fault.fired();
    },
  );

  it('is not what a device of the local network is', async (test) => {
    const fault = injects(test, 'network/proxy-set');
    const stand = await standUp({ profile: 'dsm7' });
    const { proxy, context } = await behind(stand);
    const connection = connect(stand.endpoint, stand.trust, context);
    await discover(connection);
    connection.close();
    expect(proxy.asked).toEqual([]);
    expect(stand.sim.requests).toHaveLength(1);
    fault.fired(stand.sim.requests.length);
  });

  it('cannot be reached when the proxy is gone', async (test) => {
    const fault = injects(test, 'network/proxy-set', 'network/refused');
    const context: DeviceContext = { ...contextFor(testClock()), env: { https_proxy: 'http://127.0.0.1:9' } };
    expect((await rejectionOf(present(OUTSIDE, context))).code).toBe('network/refused');
    fault.fired();
  });
});
