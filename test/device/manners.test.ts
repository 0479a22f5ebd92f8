import type * as Dns from 'node:dns';
import { describe, expect, it, vi } from 'vitest';
import { connect, discover, present } from '../../electron/device/index.ts';
import type { BehaviourChange } from '../device-simulator/index.ts';
import { startSimulator } from '../device-simulator/index.ts';
import { injects } from '../faults/index.ts';
import { contextFor, endpointAt, exported, inSession, standUp } from './stand.ts';
import { testClock } from './clock.ts';
import { rejectionOf } from './thrown.ts';

/** A name that no computer's own list of hosts has to know: two addresses, the first of which says nothing. */
vi.mock('node:dns', async (original) => {
  const dns = await original<typeof Dns>();
  const two = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
  const lookup = (name: string, options: object, answer: (error: null, addresses: typeof two) => void): void => {
    if (name === 'two.example') answer(null, two);
    else Reflect.apply(dns.lookup, dns, [name, options, answer]);
  };
  return { ...dns, lookup };
});

describe('HTTP as devices and proxies speak it', () => {
  it.each(['gzip', 'deflate', 'raw-deflate', 'br'] as const)(
    'is understood compressed (%s), though identity was asked for: every answer, and the file',
    async (encoding) => {
      for (const bodies of ['whole', 'chunked', 'until-close'] as const) {
        const stand = await standUp({ profile: 'srm-strict', behaviour: { encoding, bodies } });
        const plain = await standUp({ profile: 'srm-strict' });
        const bytes = await inSession(stand, exported);
        expect(bytes.length).toBe((await inSession(plain, exported)).length);
        expect(stand.sim.fired).toContain(`encoding:${encoding}`);
        expect(stand.sim.requests[0]?.headers['accept-encoding']).toBe('identity');
      }
    },
  );

  it('a compressed file counts by what it unpacks to, and one that is only labelled is left as it is', async (context) => {
    const fault = injects(context, 'network/compressed');
    const stand = await standUp({ profile: 'srm-strict', behaviour: { download: { fault: 'mislabelled' } } });
    expect((await inSession(stand, exported)).subarray(0, 2).toString('hex')).toBe('1f8b');
    fault.fired(stand.sim.fired.length);
  });

  it.each(['gzip', 'deflate', 'br'] as const)('nothing, compressed (%s), is no file', async (encoding) => {
    const stand = await standUp({ profile: 'srm-strict', behaviour: { encoding, download: { fault: 'empty' } } });
    expect((await rejectionOf(inSession(stand, exported))).code).toBe('download/incomplete');
    expect(stand.sim.fired).toContain(`encoding:${encoding}`);
  });

  it('a few megabytes that unpack to gigabytes are not taken in, as an answer or as a file', async (context) => {
    const fault = injects(context, 'network/packed-bomb');
    const answer = await standUp({ profile: 'dsm7', behaviour: { faults: [{ at: 'query', kind: 'bomb' }] } });
    expect((await rejectionOf(discover(answer.connection))).message).toContain('far longer');
    // A file that is gzip by itself is not unpacked here, whatever its label says: what opens archives has ceilings of its own.
    const file = await standUp({ profile: 'dsm7', behaviour: { download: { fault: 'bomb-on-the-way' } } });
    expect((await inSession(file, exported)).length).toBeLessThan(16 * 1_024 * 1_024);
    fault.fired(answer.sim.fired.length + file.sim.fired.length);
  });

  it.each([
    { httpVersion: '1.0' },
    { httpVersion: '1.0', bodies: 'until-close' },
    { keepAlive: false },
    { headerCase: 'upper', contentType: 'text/html' },
    { headerCase: 'lower', bodies: 'chunked', encoding: 'gzip' },
  ] as const satisfies readonly BehaviourChange[])('with %j is a backup like any other', async (behaviour) => {
    for (const profile of ['srm-strict', 'dsm5'] as const) {
      const stand = await standUp({ profile, behaviour });
      expect((await inSession(stand, exported)).length).toBeGreaterThan(1_000);
      expect(stand.sim.counters).toMatchObject({ logins: 1, logouts: 1, openSessions: 0 });
    }
  });

  it('old versions and one connection an answer are told apart from a cut', async (context) => {
    const fault = injects(context, 'network/old-http');
    const stand = await standUp({ profile: 'dsm7', behaviour: { httpVersion: '1.0', bodies: 'until-close' } });
    expect((await inSession(stand, exported)).length).toBeGreaterThan(1_000);
    fault.fired(stand.sim.fired.filter((name) => name === 'httpVersion:1.0').length);
  });

  it('below a path every call goes below it', async (context) => {
    const fault = injects(context, 'network/below-a-path');
    const stand = await standUp({ profile: 'dsm5', behaviour: { pathPrefix: '/home/nas' } });
    const endpoint = endpointAt(`${stand.sim.origin}/home/nas/webman/index.cgi`);
    expect(endpoint.path).toBe('/home/nas');
    const connection = connect(endpoint, stand.trust, stand.context);
    await inSession({ ...stand, endpoint, connection }, exported);
    connection.close();
    expect(stand.sim.requests.length).toBeGreaterThan(5);
    for (const { url } of stand.sim.requests) expect(url).toMatch(/^\/home\/nas\//);
    fault.fired(stand.sim.fired.filter((name) => name === 'pathPrefix').length);
  });

  it('a name with several addresses is followed to the one that answers', async (context) => {
    const fault = injects(context, 'network/one-address-hangs');
    const real = await startSimulator({ profile: 'dsm7', host: '::1' });
    const dumb = await startSimulator({
      profile: 'dsm7',
      host: '127.0.0.1',
      port: real.port,
      behaviour: { handshake: 'silent' },
    });
    try {
      const clock = testClock();
      const endpoint = { scheme: 'https', host: 'two.example', port: real.port } as const;
      const seen = present(endpoint, contextFor(clock));
      // Whichever of the two is asked first.
      const tick = setInterval(() => clock.timeouts.length > 1 && clock.advance(4_000), 100);
      const { certificate } = await seen.finally(() => clearInterval(tick));
      expect(certificate?.sha256).toBe(real.fingerprint);
      fault.fired(Math.max(1, dumb.fired.length));
    } finally {
      await real.close();
      await dumb.close();
    }
  });

  it('a link-local address keeps its zone, which no request shows', async () => {
    const device = await startSimulator({ profile: 'dsm7', host: '::1' });
    const endpoint = { scheme: 'https', host: '::1%lo', port: device.port } as const;
    const trust = { kind: 'fingerprint', sha256: device.fingerprint ?? '' } as const;
    const connection = connect(endpoint, trust, contextFor(testClock()));
    try {
      await discover(connection);
      expect(device.requests[0]?.headers.host).toBe(`[::1]:${device.port}`);
    } finally {
      connection.close();
      await device.close();
    }
  });
});
