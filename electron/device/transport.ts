import http from 'node:http';
import https from 'node:https';
import type { Duplex, Readable } from 'node:stream';
import { keepError, type Endpoint, type Trust } from '../../shared/index.ts';
import { loadAuthorities } from './authorities.ts';
import { bracketed, hostLabel } from './endpoints.ts';
import { late, networkError, type Peer, type Stage } from './network-error.ts';
import { handshake, openTcp, peerOf } from './socket.ts';
import { startStopwatch } from './stopwatch.ts';
import { refuseIfAborted, timeoutsOf, within } from './timeouts.ts';
import { requireTrusted } from './trust.ts';
import type { DeviceContext } from './types.ts';

export interface HttpRequest {
  /** Absolute, without a query. */
  readonly path: string;
  /** Form fields, encoded. */
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it may be sent once more after a kept-alive socket turned out to be closed. */
  readonly repeatable: boolean;
  readonly stage: Stage;
}

export interface HttpAnswer {
  readonly status: number;
  /** The first value of a header, by its lower-case name. */
  readonly header: (name: string) => string | undefined;
  readonly cookies: readonly string[];
  /** The body; a silence longer than the body time-out ends it with an error. May be read once. */
  readonly chunks: () => AsyncGenerator<Uint8Array, void, undefined>;
  /** Whether more came than was announced. Known when the body has been read. */
  readonly hasSurplus: () => boolean;
  /** Drops the body and its socket. */
  readonly discard: () => void;
}

/** HTTP over sockets that have proven their identity. */
export interface Transport {
  readonly exchange: (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;
  readonly close: () => void;
}

type Opener = http.RequestOptions & { readonly opening: AbortSignal };

/**
 * The agent is the gate: it opens each socket itself, compares the certificate on the finished handshake, and only then
 * hands the socket over, so that an impostor gets not one byte of a request. Checks behind the request (in the answer, or
 * on `secureConnect` of its socket) come too late; see the table in the reference peers.md, "trust".
 */
export function openTransport(endpoint: Endpoint, trust: Trust, context: DeviceContext): Transport {
  const settings = { keepAlive: true, maxSockets: 4, maxFreeSockets: 2, scheduling: 'lifo' } as const;
  const agent =
    endpoint.scheme === 'https' ? new https.Agent({ ...settings, maxCachedSessions: 0 }) : new http.Agent(settings);
  let authorities: readonly string[] | undefined;

  async function open(signal: AbortSignal): Promise<Duplex> {
    if (endpoint.scheme === 'http') {
      return (await openTcp(endpoint, context, signal)).raw;
    }
    // A device that was added over plain HTTP has no remembered certificate: its user must look at the new one first.
    if (trust.kind === 'cleartext') throw keepError('internal', { detail: 'https without trust' });
    if (trust.kind === 'system') authorities ??= loadAuthorities();
    const { raw } = await openTcp(endpoint, context, signal);
    const options = { stage: 'work', ...(authorities === undefined ? {} : { authorities }) } as const;
    const socket = await handshake(endpoint, raw, context, options, signal);
    try {
      requireTrusted(socket, trust, hostLabel(endpoint));
      return socket;
    } catch (thrown) {
      socket.destroy();
      throw thrown;
    }
  }

  agent.createConnection = (options, callback) => {
    open((options as Opener).opening).then(
      (socket) => callback?.(null, socket),
      (thrown: unknown) => callback?.(thrown as Error, undefined as never),
    );
    return undefined;
  };

  return {
    exchange: (request, signal) => exchange(endpoint, agent, context, request, signal),
    close: () => {
      agent.destroy();
    },
  };
}

/** What becomes known about a request after it has left. */
interface Sent {
  /** It went over a socket that had served another one before. */
  reused: boolean;
  /** Its socket failed, before the answer or behind it. */
  failed: boolean;
}

async function exchange(
  endpoint: Endpoint,
  agent: http.Agent,
  context: DeviceContext,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    const sent: Sent = { reused: false, failed: false };
    try {
      return await send(endpoint, agent, context, request, signal, sent);
    } catch (thrown) {
      refuseIfAborted(signal);
      const error = networkError(thrown, peerOf(endpoint), request.stage);
      // A server may close an idle socket in the moment we write on it (Node's documentation of `reusedSocket`).
      if (error.code === 'network/reset' && sent.reused && request.repeatable && attempt === 1) continue;
      throw error;
    }
  }
}

/** Sends one request and waits for the head of its answer. The answer's time-out starts when the request is on its way. */
async function send(
  endpoint: Endpoint,
  agent: http.Agent,
  context: DeviceContext,
  request: HttpRequest,
  signal: AbortSignal,
  sent: Sent,
): Promise<HttpAnswer> {
  const peer = peerOf(endpoint);
  const { answer, body } = timeoutsOf(context);
  const { default: axios } = await import('axios');
  const dispatched = Promise.withResolvers<undefined>();
  const controller = new AbortController();
  const opening = AbortSignal.any([signal, controller.signal]);
  const transport = {
    request: (options: http.RequestOptions, onAnswer: (message: http.IncomingMessage) => void): http.ClientRequest => {
      const opener: Opener = { ...options, opening };
      const outgoing = (endpoint.scheme === 'https' ? https : http).request(opener, onAnswer);
      outgoing.once('finish', () => {
        sent.reused = outgoing.reusedSocket;
        dispatched.resolve(undefined);
      });
      outgoing.once('error', () => {
        sent.reused ||= outgoing.reusedSocket;
        sent.failed = true;
      });
      return outgoing;
    },
  };
  const answered = axios.request<Readable>({
    url: `${endpoint.scheme}://${bracketed(endpoint.host)}:${endpoint.port}${request.path}`,
    method: 'POST',
    data: request.body,
    headers: {
      'User-Agent': 'Routerkeep',
      'Accept-Encoding': 'identity',
      'Content-Type': 'application/x-www-form-urlencoded',
      ...request.headers,
    },
    adapter: 'http',
    responseType: 'stream',
    decompress: false,
    maxRedirects: 0,
    proxy: false,
    validateStatus: () => true,
    transitional: { silentJSONParsing: false },
    transformResponse: (data: unknown) => data,
    httpAgent: agent,
    httpsAgent: agent,
    transport,
    signal: opening,
  });
  try {
    await Promise.race([dispatched.promise, answered]);
    const deadline = { ms: answer, late: () => late(peer, 'device.phase.answer') };
    const { status, headers, data } = await within(context.clock, signal, deadline, async (inner) => {
      inner.addEventListener('abort', () => {
        controller.abort(inner.reason);
      });
      return answered;
    });
    return {
      status,
      header: (name) => {
        const value: unknown = headers[name];
        return typeof value === 'string' ? value : undefined;
      },
      cookies: Array.isArray(headers['set-cookie']) ? headers['set-cookie'] : [],
      chunks: () => chunksOf(data, { context, signal, peer, ms: body, stage: request.stage }),
      // What follows the announced length is read as the next answer, which fails the request behind its back.
      hasSurplus: () => sent.failed,
      discard: () => {
        data.on('error', () => undefined);
        data.destroy();
      },
    };
  } catch (thrown) {
    controller.abort();
    throw thrown;
  }
}

/** A body that trickles must end some day: in this many times the longest silence, what its reader takes not counted. */
const PATIENCE = 20;

interface Reading {
  readonly context: DeviceContext;
  readonly signal: AbortSignal;
  readonly peer: Peer;
  /** The longest silence, in milliseconds. */
  readonly ms: number;
  readonly stage: Stage;
}

async function* chunksOf(data: Readable, reading: Reading): AsyncGenerator<Uint8Array, void, undefined> {
  const { context, signal, peer, ms, stage } = reading;
  const chunks = data[Symbol.asyncIterator]() as AsyncIterator<Uint8Array, undefined>;
  const deadline = { ms, late: () => late(peer, 'device.phase.body') };
  let waited = 0;
  try {
    for (;;) {
      const elapsed = startStopwatch(context.clock);
      const next = await within(context.clock, signal, deadline, (inner) => {
        inner.addEventListener('abort', () => data.destroy(), { once: true });
        return chunks.next();
      });
      if (next.done === true) return;
      waited += elapsed();
      if (waited > PATIENCE * ms) throw deadline.late();
      yield next.value;
    }
  } catch (thrown) {
    throw networkError(thrown, peer, stage);
  } finally {
    data.destroy();
  }
}
