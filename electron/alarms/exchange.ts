import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { within } from './deadline.ts';
import { proxyEnvironment, type ProxyEnvironment } from './proxy.ts';
import type { Network } from './network.ts';
import type { AlarmPorts } from './types.ts';
import { findWay, type Way } from './way.ts';

/** One message, ready to be sent. `url` holds no user name; `authorization` is the header made of it. */
export interface Outgoing {
  readonly url: URL;
  readonly authorization?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly location?: string;
  /** The beginning of the body. */
  readonly text: string;
}

/** Bytes of an answer that are read: enough for what Healthchecks says in one line. */
const MOST_READ = 1024;

/**
 * Posts a message and reads the beginning of the answer. Follows nothing, keeps no connection, shows TLS no mercy.
 * Throws the system's own errors, `Late`, `NotLocal`, or what the signal was aborted with; they may hold the address.
 */
export async function exchange(
  outgoing: Outgoing,
  { clock, env }: Pick<AlarmPorts, 'clock' | 'env'>,
  network: Network,
  signal: AbortSignal,
): Promise<Answer> {
  const { answer, body } = network.timeouts;
  // Ends the request in whatever way the phases below end.
  const over = new AbortController();
  try {
    const response = await within(clock, signal, answer, async (inner) => {
      const proxy = proxyEnvironment(env);
      const way = await findWay(outgoing.url, network.lookup, proxy.HTTPS_PROXY !== undefined);
      inner.throwIfAborted();
      const agent = agentFor(outgoing.url, way.local ? {} : proxy, network);
      return await post(outgoing, agent, way, AbortSignal.any([inner, over.signal]));
    });
    const { location } = response.headers;
    return {
      status: response.statusCode ?? 0,
      ...(location === undefined ? {} : { location }),
      text: await within(clock, signal, body, () => readBeginning(response)).catch(() => ''),
    };
  } finally {
    over.abort();
  }
}

function agentFor(url: URL, proxyEnv: ProxyEnvironment, network: Network): http.Agent {
  if (url.protocol === 'http:') return new http.Agent({ keepAlive: false });
  return new https.Agent({ keepAlive: false, proxyEnv, secureContext: network.secureContext() });
}

async function post(
  { url, authorization, headers, body }: Outgoing,
  agent: http.Agent,
  way: Way,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    method: 'POST',
    agent,
    // Resolved once: what was judged is what is connected to.
    lookup: answerWith(way.addresses),
    headers: {
      'user-agent': 'Routerkeep',
      'content-length': Buffer.byteLength(body),
      ...headers,
      ...(authorization === undefined ? {} : { authorization }),
    },
    signal,
  });
  // An abort after the answer came must not end the program.
  request.on('error', () => undefined);
  request.end(body);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  response.on('error', () => undefined);
  return response;
}

function answerWith(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses;
    if (first === undefined) callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '', 0);
    else if (options.all === true) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
}

async function readBeginning(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= MOST_READ) break;
  }
  return Buffer.concat(chunks).subarray(0, MOST_READ).toString('utf8');
}
