import { lookup } from 'node:dns';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import type { Duplex } from 'node:stream';
import { KeepError, keepError, say, type Endpoint } from '../../shared/index.ts';
import { bracketed, hostLabel } from './endpoints.ts';
import { late, networkError, type Peer, type Stage } from './network-error.ts';
import { proxyFor } from './proxy.ts';
import { timeoutsOf, within } from './timeouts.ts';
import type { DeviceContext } from './types.ts';

export function peerOf(endpoint: Endpoint): Peer {
  return { name: endpoint.host, label: hostLabel(endpoint) };
}

/** A way to the endpoint on which nothing was said yet. */
export interface Line {
  readonly raw: Duplex;
  /** The IP address that answered; through a proxy, which does not tell it, the host that was asked for. */
  readonly remoteAddress: string;
  /** How many other addresses the name has that were not tried. */
  readonly others: number;
}

/**
 * Opens a TCP connection to the endpoint, through a proxy where one applies. Of several addresses of a name each gets a
 * second to answer (Node's `autoSelectFamily`).
 * @param avoid addresses that took a connection before and then said nothing
 * @throws KeepError network/*, cancelled
 */
export async function openTcp(
  endpoint: Endpoint,
  context: DeviceContext,
  signal: AbortSignal,
  avoid: readonly string[] = [],
): Promise<Line> {
  const peer = peerOf(endpoint);
  const ms = timeoutsOf(context).connect;
  return within(context.clock, signal, { ms, late: () => late(peer, 'device.phase.connect') }, async (inner) => {
    const proxy = await proxyFor(endpoint, context.env, inner);
    if (proxy !== undefined)
      return { raw: await openTunnel(proxy, endpoint, inner), remoteAddress: endpoint.host, others: 0 };
    try {
      const known = new Set<string>();
      const raw = await connectTcp(endpoint, inner, avoid, known);
      const remoteAddress = raw.remoteAddress ?? endpoint.host;
      return { raw, remoteAddress, others: known.delete(remoteAddress) ? known.size : 0 };
    } catch (thrown) {
      throw networkError(thrown, peer, 'front');
    }
  });
}

async function connectTcp(
  endpoint: Endpoint,
  signal: AbortSignal,
  avoid: readonly string[],
  known: Set<string>,
): Promise<net.Socket> {
  const socket = net.connect({
    lookup: (name, options, answer) => {
      lookup(name, { ...options, all: true }, (error, addresses) => {
        const usable = error === null ? addresses.filter(({ address }) => !avoid.includes(address)) : [];
        for (const { address } of usable) known.add(address);
        const [first] = usable;
        if (error !== null || options.all === true) answer(error, usable);
        else answer(null, first?.address ?? '', first?.family);
      });
    },
    host: endpoint.host,
    port: endpoint.port,
    noDelay: true,
    keepAlive: true,
    // Node's 250 ms give up on a working IPv6 address behind a slow line.
    autoSelectFamilyAttemptTimeout: 1_000,
  });
  quieten(socket);
  try {
    await once(socket, 'connect', { signal });
    return socket;
  } catch (thrown) {
    socket.destroy();
    throw thrown;
  }
}

/** A socket that fails between two owners must not end the program; whoever uses it next sees that it is closed. */
function quieten(socket: Duplex): void {
  socket.on('error', () => undefined);
}

/** A tunnel through an HTTP proxy (CONNECT, RFC 9110 9.3.6). What runs inside proves its identity to us, not to the proxy. */
async function openTunnel(proxy: URL, endpoint: Endpoint, signal: AbortSignal): Promise<Duplex> {
  const label = say('device.through-proxy', { host: hostLabel(endpoint), proxy: proxy.host });
  const peer: Peer = { name: proxy.hostname, label };
  const target = `${bracketed(endpoint.host)}:${endpoint.port}`;
  const request = (proxy.protocol === 'https:' ? https : http).request({
    method: 'CONNECT',
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port === '' ? (proxy.protocol === 'https:' ? 443 : 80) : Number(proxy.port),
    path: target,
    headers: { host: target, ...authorization(proxy) },
    agent: false,
    signal,
  });
  request.end();
  try {
    const [answer, socket] = (await once(request, 'connect', { signal })) as [http.IncomingMessage, Duplex];
    quieten(socket);
    const status = answer.statusCode ?? 0;
    if (status >= 200 && status < 300) return socket;
    socket.destroy();
    throw keepError('network/refused', { host: label }, new Error(`the proxy answered ${status}`));
  } catch (thrown) {
    request.destroy();
    throw networkError(thrown, peer, 'work');
  }
}

function authorization(proxy: URL): Record<string, string> {
  if (proxy.username === '') return {};
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

export interface HandshakeOptions {
  readonly authorities?: readonly string[];
  readonly stage: Stage;
  /** There is another address to go to. */
  readonly hurried?: boolean;
}

/** How long one of several addresses is waited for. Milliseconds. */
const HURRIED_MS = 4_000;

/**
 * A connection with its TLS handshake done. A name may have several addresses of which one takes the connection and then
 * says nothing: the next one is tried. Whoever answers is judged by the caller like any other.
 * @throws KeepError as `openTcp` and `handshake`
 */
export async function openTls(
  endpoint: Endpoint,
  context: DeviceContext,
  options: Omit<HandshakeOptions, 'hurried'>,
  signal: AbortSignal,
): Promise<{ readonly socket: tls.TLSSocket; readonly remoteAddress: string }> {
  const avoid: string[] = [];
  for (;;) {
    const { raw, remoteAddress, others } = await openTcp(endpoint, context, signal, avoid);
    try {
      const socket = await handshake(endpoint, raw, context, { ...options, hurried: others > 0 }, signal);
      return { socket, remoteAddress };
    } catch (thrown) {
      raw.destroy();
      const isSilent = thrown instanceof KeepError && thrown.code.startsWith('network/');
      if (others === 0 || !isSilent) throw thrown;
      avoid.push(remoteAddress);
    }
  }
}

/**
 * A TLS handshake on an open connection, without judging the certificate: the caller does, before it sends a byte.
 * There is no session to resume, because a resumed session shows no certificate.
 * @param authorities against which `authorized` of the result is computed; none: the bundled ones
 * @throws KeepError network/*, cancelled; device/not-synology or device/unexpected-answer where nobody speaks TLS
 */
async function handshake(
  endpoint: Endpoint,
  raw: Duplex,
  context: DeviceContext,
  options: HandshakeOptions,
  signal: AbortSignal,
): Promise<tls.TLSSocket> {
  const peer = peerOf(endpoint);
  const { tls: longest } = timeoutsOf(context);
  const ms = options.hurried === true ? Math.min(longest, HURRIED_MS) : longest;
  return within(context.clock, signal, { ms, late: () => late(peer, 'device.phase.tls') }, async (inner) => {
    const host = endpoint.host.replace(/%.*$/, '');
    const socket = tls.connect({
      socket: raw,
      host,
      // An IP address is no server name (RFC 6066, 3).
      ...(net.isIP(host) === 0 ? { servername: host } : {}),
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
      ...(options.authorities === undefined ? {} : { ca: [...options.authorities] }),
    });
    quieten(socket);
    try {
      await once(socket, 'secureConnect', { signal: inner });
      return socket;
    } catch (thrown) {
      socket.destroy();
      raw.destroy();
      throw networkError(thrown, peer, options.stage);
    }
  });
}
