import http from 'node:http';
import https from 'node:https';
import type { Simulator } from '../device-simulator/index.ts';

/** An HTTP client of a few lines, on purpose not the product's: it checks the simulated device from outside. */
export interface Answered {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown;
}

export type Fields = Readonly<Record<string, string | number>>;

export interface Wish {
  readonly path: string;
  readonly query?: Fields;
  /** Fields of a form; makes it a POST. */
  readonly form?: Fields;
  readonly headers?: Readonly<Record<string, string>>;
  readonly localAddress?: string;
  readonly signal?: AbortSignal;
}

export const escaped = (fields: Fields): string =>
  Object.entries(fields)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');

/** One request on a connection of its own. Rejects when the connection breaks before the end of the answer. */
export function ask(simulator: Simulator, wish: Wish): Promise<Answered> {
  const query = wish.query === undefined ? '' : `?${escaped(wish.query)}`;
  const options: https.RequestOptions = {
    method: wish.form === undefined ? 'GET' : 'POST',
    headers: {
      ...(wish.form === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
      ...wish.headers,
    },
    agent: false,
    rejectUnauthorized: false,
    ...(wish.localAddress === undefined ? {} : { localAddress: wish.localAddress }),
    ...(wish.signal === undefined ? {} : { signal: wish.signal }),
  };
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const send = simulator.origin.startsWith('https:') ? https.request : http.request;
  const request = send(`${simulator.origin}${wish.path}${query}`, options, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', reject);
    response.on('end', () => {
      const body = Buffer.concat(chunks);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body, json: parse(body) });
    });
  });
  request.on('error', reject);
  request.end(wish.form === undefined ? undefined : escaped(wish.form));
  return promise;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Reads a value inside JSON by its path, without believing its shape. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

/** Text inside JSON. @throws Error where there is none */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  if (typeof found !== 'string') throw new Error(`no text at ${path.join('.')} of ${JSON.stringify(value)}`);
  return found;
}

export const codeOf = (answer: Answered): unknown => at(answer.json, 'error', 'code');
