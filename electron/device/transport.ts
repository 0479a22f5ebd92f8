import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Endpoint, Trust } from '../../shared/index.ts';
import { chunksOf } from './body.ts';
import { codingsIn, decoded } from './decode.ts';
import { hostLabel, wireOrigin } from './endpoints.ts';
import { late, networkError, type Stage } from './network-error.ts';
import { pinnedAgent, type Opener } from './pinned-agent.ts';
import { peerOf } from './socket.ts';
import { refuseIfAborted, timeoutsOf, within } from './timeouts.ts';
import type { DeviceContext, Met } from './types.ts';

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
  /**
   * The body, with what compressed it on its way undone; a silence longer than the body time-out ends it with an error.
   * May be read once.
   * @param wanted tells what it should begin with, for a body that is compressed by itself
   */
  readonly chunks: (wanted?: (start: Buffer) => boolean) => AsyncGenerator<Uint8Array, void, undefined>;
  /** Whether it was compressed on its way. */
  readonly isEncoded: boolean;
  /** Bytes of the body that came over the wire so far: what an announced length is about. */
  readonly received: () => number;
  /** Whether more came than was announced. Known when the body has been read. */
  readonly hasSurplus: () => boolean;
  /** Drops the body and its socket. */
  readonly discard: () => void;
}

/** HTTP over sockets that have proven their identity. */
export interface Transport {
  readonly exchange: (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;
  readonly met: () => Met | undefined;
  readonly close: () => void;
}

/** @param trust what each socket must prove before it is used */
export function openTransport(endpoint: Endpoint, trust: Trust, context: DeviceContext): Transport {
  let met: Met | undefined;
  const agent = pinnedAgent(endpoint, trust, context, (server) => (met = server));
  const habit: Habit = { keepsSockets: false };
  return {
    exchange: (request, signal) => exchange(endpoint, agent, context, request, signal, habit),
    met: () => met,
    close: () => {
      agent.destroy();
    },
  };
}

/** What a device has shown of itself so far. */
interface Habit {
  /** The last request over a socket that had served another one before was answered. */
  keepsSockets: boolean;
}

/** What becomes known about a request after it has left. */
interface Sent {
  /** It went over a socket that had served another one before. */
  reused: boolean;
  /** What came behind its answer was no HTTP. */
  surplus: boolean;
}

async function exchange(
  endpoint: Endpoint,
  agent: http.Agent,
  context: DeviceContext,
  request: HttpRequest,
  signal: AbortSignal,
  habit: Habit,
): Promise<HttpAnswer> {
  if (!request.repeatable) await dropIdleSockets(agent, habit);
  for (let attempt = 1; ; attempt += 1) {
    const sent: Sent = { reused: false, surplus: false };
    try {
      const answer = await send(endpoint, agent, context, request, signal, sent);
      if (sent.reused) habit.keepsSockets = true;
      return answer;
    } catch (thrown) {
      refuseIfAborted(signal);
      const error = networkError(thrown, peerOf(endpoint), request.stage);
      if (sent.reused) habit.keepsSockets = false;
      // A server may close an idle socket in the moment we write on it (Node's documentation of `reusedSocket`).
      if (error.code === 'network/reset' && sent.reused && request.repeatable && attempt === 1) continue;
      throw error;
    }
  }
}

/**
 * A server may close each socket behind its answer without saying so. What then is written on it is lost, and whether it
 * was heard nobody knows: a sign-in, say, cannot be sent again. So what must not be repeated goes over a used socket only
 * where the device has shown that it keeps them, and where no end has arrived on it: newer versions of Node look for one
 * before they hand a socket out, older ones write on it.
 */
async function dropIdleSockets(agent: http.Agent, { keepsSockets }: Habit): Promise<void> {
  // Node takes in what has arrived between two turns.
  await nextTurn();
  await nextTurn();
  for (const socket of Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? [])) {
    if (!keepsSockets || !socket.readable) socket.destroy();
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
      // A kept socket remembers the options that opened it. Those of axios lead to the whole request, the password in it.
      const { protocol, hostname, port, path, method, headers } = options;
      const opener: Opener = { agent, protocol, hostname, port, path, method, headers, opening };
      const outgoing = (endpoint.scheme === 'https' ? https : http).request(opener, onAnswer);
      outgoing.once('finish', () => {
        sent.reused = outgoing.reusedSocket;
        dispatched.resolve(undefined);
      });
      outgoing.once('error', (thrown: NodeJS.ErrnoException) => {
        sent.reused ||= outgoing.reusedSocket;
        sent.surplus = thrown.code?.startsWith('HPE_') === true;
      });
      return outgoing;
    },
  };
  const answered = axios.request<Readable>({
    url: `${wireOrigin(endpoint)}${endpoint.path ?? ''}${request.path}`,
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
    const header = (name: string): string | undefined => {
      const value: unknown = headers[name];
      return typeof value === 'string' ? value : undefined;
    };
    const codings = codingsIn(header('content-encoding'));
    let received = 0;
    const chunks = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
      for await (const chunk of chunksOf(data, { context, signal, peer, ms: body, stage: request.stage })) {
        received += chunk.length;
        yield chunk;
      }
    };
    return {
      status,
      header,
      cookies: Array.isArray(headers['set-cookie']) ? headers['set-cookie'] : [],
      chunks: (wanted) => (codings.length === 0 ? chunks() : decoded(chunks(), codings, hostLabel(endpoint), wanted)),
      isEncoded: codings.length > 0,
      received: () => received,
      // What follows the announced length is read as the next answer, which fails the request behind its back. A socket
      // that is merely cut behind a whole answer fails it too, or not, as the moment has it: that is no surplus.
      hasSurplus: () => sent.surplus,
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
