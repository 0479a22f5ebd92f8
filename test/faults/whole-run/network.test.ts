import { once } from 'node:events';
import net from 'node:net';
import { describe, expect, it } from 'vitest';
import { openSettings } from '../../../electron/records/index.ts';
import type { Endpoint, ErrorCode } from '../../../shared/index.ts';
import { makeCertificate, type FaultKind } from '../../device-simulator/index.ts';
import { startRawServer } from '../../device/raw-server.ts';
import { injects, type FaultName } from '../index.ts';
import { begin, survive, type Ordeal } from './ordeal.ts';
import { isLogout, surviveInEachPhase } from './phases.ts';

/** What nonsense of a known device means: that it is in trouble, and is tried again. */
const nonsense = (_: FaultKind, at: string): 'verified' | ErrorCode =>
  isLogout(at) ? 'verified' : 'device/unexpected-answer';

interface Case {
  readonly name: FaultName;
  readonly promise: string;
  readonly kinds: readonly FaultKind[];
  readonly ends: (kind: FaultKind, at: string) => 'verified' | ErrorCode;
}

const CASES: readonly Case[] = [
  {
    name: 'network/bad-gateway',
    promise: 'a gateway that answers for the device',
    kinds: ['status-502', 'status-503'],
    ends: nonsense,
  },
  {
    name: 'network/html-for-json',
    promise: 'a page instead of an answer',
    kinds: ['html'],
    ends: nonsense,
  },
  {
    name: 'api/no-answer-in-it',
    promise: 'JSON that is no answer',
    kinds: ['broken-json', 'empty-object', 'array', 'null'],
    ends: nonsense,
  },
  {
    name: 'network/no-body',
    promise: 'headers without a body',
    kinds: ['no-body'],
    ends: (kind, at) => (at === 'download' ? 'download/incomplete' : nonsense(kind, at)),
  },
  {
    name: 'network/answer-too-large',
    promise: 'an answer that does not end',
    kinds: ['huge'],
    ends: nonsense,
  },
  {
    name: 'network/reset-before-headers',
    promise: 'a connection that is reset before an answer',
    kinds: ['reset', 'reset-after-work'],
    ends: (_, at) => (isLogout(at) ? 'verified' : 'network/reset'),
  },
  {
    name: 'network/reset-after-headers',
    promise: 'a connection that is reset within an answer',
    kinds: ['reset-after-headers', 'reset-in-body'],
    ends: (_, at) => (isLogout(at) ? 'verified' : at === 'download' ? 'download/incomplete' : 'network/reset'),
  },
  {
    name: 'network/stall-in-each-phase',
    promise: 'a device that stops answering',
    kinds: ['stall', 'stall-after-headers', 'stall-in-body'],
    ends: (_, at) => (isLogout(at) ? 'verified' : 'network/timeout'),
  },
  {
    name: 'network/slow-bytes',
    promise: 'answers that come slowly or late',
    kinds: ['slow', 'late'],
    ends: () => 'verified',
  },
];

describe('a backup meets, at each of its calls,', { timeout: 600_000 }, () => {
  it.for(CASES)('$promise, and the next one works', async ({ name, kinds, ends }, context) => {
    const fault = injects(context, name);
    fault.fired(await surviveInEachPhase(kinds, ends));
  });

  it('success without data, and the next one works', async (context) => {
    const fault = injects(context, 'api/no-answer-in-it', 'api/task-never-ends');
    const strikes = await surviveInEachPhase(['no-data'], (kind, at) => {
      // Who the device is need not be told; a task of which nothing is told counts as running, until its deadline.
      if (/System\.Info|DSM\.Info/.test(at)) return 'verified';
      return at === 'status' ? 'task/timeout' : nonsense(kind, at);
    });
    fault.fired(strikes);
  });
});

/** Points the device's record somewhere else, as a changed name or port would. */
async function redirectRecord({ bench }: Ordeal, change: Partial<Endpoint>): Promise<() => Promise<void>> {
  const store = openSettings(bench.home);
  const [known] = (await store.read()).devices;
  const write = async (endpoint: Partial<Endpoint>): Promise<void> => {
    await store.update((settings) => ({
      ...settings,
      devices: settings.devices.map((device) => ({ ...device, endpoint: { ...device.endpoint, ...endpoint } })),
    }));
  };
  await write(change);
  return () => write(known?.endpoint ?? {});
}

const unvisited = ({ counters }: Ordeal['device']): number => (counters.connections === 0 ? 1 : 0);

describe('a backup finds', { timeout: 600_000 }, () => {
  it('no such name', async (context) => {
    const fault = injects(context, 'network/name-unknown');
    const ordeal = await begin();
    const bringAbout = () => redirectRecord(ordeal, { host: 'no-such-name.invalid' });
    fault.fired(await survive(ordeal, { bringAbout, ends: 'network/dns', logins: 0, proof: unvisited }));
  });

  it('a closed port', async (context) => {
    const fault = injects(context, 'network/refused');
    const ordeal = await begin();
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    server.close();
    await once(server, 'close');
    const bringAbout = () => redirectRecord(ordeal, { port });
    fault.fired(await survive(ordeal, { bringAbout, ends: 'network/refused', logins: 0, proof: unvisited }));
  });

  it.for([
    ['silent', 'network/silent', 'network/timeout'],
    ['reset', 'network/reset-before-headers', 'network/reset'],
    ['not-tls', 'network/not-tls', 'device/unexpected-answer'],
  ] as const)('a port that is %s', async ([handshake, name, ends], context) => {
    const fault = injects(context, name);
    const ordeal = await begin();
    fault.fired(await survive(ordeal, { fault: { handshake }, ends, logins: 0, proof: /^handshake/ }));
  });

  it('another certificate, and sends that server nothing', async (context) => {
    const fault = injects(context, 'network/certificate-other');
    const ordeal = await begin();
    const { device, certificate } = ordeal;
    const bringAbout = async () => {
      await device.replaceCertificate();
      return () => device.replaceCertificate(certificate).then(() => undefined);
    };
    const proof = ({ requests, counters }: typeof device): number => {
      expect(requests).toEqual([]);
      expect(counters.requestBodyBytes).toBe(0);
      return counters.connections;
    };
    fault.fired(await survive(ordeal, { bringAbout, ends: 'tls/identity-changed', logins: 0, proof }));
  });

  it.for([
    ['signing-in', 'tls/identity-changed', 0, 0],
    // The end of the old connection is seen before what must not be sent twice is written on it.
    ['preparing', 'tls/identity-changed', 1, 1],
    ['verifying', 'verified', 1, 1],
  ] as const)('another certificate from the phase "%s" on', async ([phase, ends, logins, left], context) => {
    const fault = injects(context, 'network/certificate-swapped');
    const ordeal = await begin();
    const { device, certificate } = ordeal;
    let seen = 0;
    const act = (): void => {
      seen = device.requests.length;
      void device.replaceCertificate();
    };
    const bringAbout = () => Promise.resolve(() => device.replaceCertificate(certificate).then(() => undefined));
    const proof = ({ requests }: typeof device): number => {
      // Not even the logout goes to the stranger.
      expect(requests).toHaveLength(seen);
      return seen;
    };
    fault.fired(await survive(ordeal, { bringAbout, midway: { phase, act }, ends, logins, left, proof }));
  });

  it.for([
    ['http', 'network/redirect-to-http'],
    ['https', 'network/redirect-elsewhere'],
  ] as const)('a redirect to another host over %s, and does not go there', async ([scheme, name], context) => {
    const fault = injects(context, name);
    const target = await startRawServer(scheme === 'https' ? { certificate: makeCertificate() } : {});
    for (const status of [301, 302] as const) {
      const ordeal = await begin();
      const redirect = { to: target.origin, status };
      const first = { fault: { redirect }, ends: 'http/redirected', logins: 0, proof: /^redirect/ } as const;
      fault.fired(await survive(ordeal, first));
      const act = (): void => ordeal.device.behave({ redirect });
      const later = {
        midway: { phase: 'preparing', act },
        ends: 'http/redirected',
        left: 1,
        proof: /^redirect/,
      } as const;
      fault.fired(await survive(ordeal, later));
    }
    expect(target.received()).toBe(0);
    expect(target.sockets()).toBe(0);
  });

  it('JSON under any type', async (context) => {
    const fault = injects(context, 'network/json-as-text');
    const ordeal = await begin('dsm7');
    for (const contentType of ['text/plain', 'text/html'] as const) {
      const proof = ({ requests }: typeof ordeal.device): number => requests.filter(({ code }) => code === 0).length;
      fault.fired(await survive(ordeal, { fault: { contentType }, ends: 'verified', proof }));
    }
  });

  it('a connection that was closed while it was idle, and opens another one', async (context) => {
    const fault = injects(context, 'network/reset-before-headers');
    const ordeal = await begin();
    for (const at of ['SYNO.Mesh.System.Info.get', 'status']) {
      const faults = [{ at, kind: 'reset', times: 'once' } as const];
      fault.fired(await survive(ordeal, { fault: { faults }, ends: 'verified', proof: /reset/ }));
    }
  });
});
