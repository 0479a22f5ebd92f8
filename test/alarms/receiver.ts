import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Certificate } from '../device-simulator/index.ts';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export type Answerer = (response: http.ServerResponse, received: Received) => void;

export interface Receiver {
  readonly port: number;
  /** `http://127.0.0.1:PORT` or `https://...`. */
  readonly origin: string;
  readonly received: readonly Received[];
  /** Resolves when `count` requests were received in full. */
  readonly until: (count: number) => Promise<void>;
}

export function ok(response: http.ServerResponse): void {
  response.end('OK');
}

/** The last answerer stays. */
export function inTurn(...answerers: readonly Answerer[]): Answerer {
  let turn = 0;
  return (response, received) => {
    answerers[Math.min(turn, answerers.length - 1)]?.(response, received);
    turn += 1;
  };
}

export function status(code: number, headers: http.OutgoingHttpHeaders = {}): Answerer {
  return (response) => response.writeHead(code, headers).end();
}

/** An answer that comes when the test says so. */
export function held(): { readonly answer: Answerer; readonly release: () => void } {
  const gate = Promise.withResolvers<undefined>();
  return {
    answer: (response) => {
      void gate.promise.then(() => response.end('OK'));
    },
    release: () => {
      gate.resolve(undefined);
    },
  };
}

/** A real server that remembers what it got. It is gone when the test ends. */
export async function startReceiver(answer: Answerer = ok, certificate?: Certificate): Promise<Receiver> {
  const received: Received[] = [];
  const waiting = new Map<number, () => void>();
  const handle: http.RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const entry = { method, path: url, headers, body: Buffer.concat(chunks).toString('utf8') };
      received.push(entry);
      waiting.get(received.length)?.();
      answer(response, entry);
    });
  };
  const server =
    certificate === undefined
      ? http.createServer(handle)
      : https.createServer({ cert: certificate.cert, key: certificate.key }, handle);
  server.on('tlsClientError', () => undefined);
  const port = await listen(server);
  return {
    port,
    origin: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    received,
    until: (count) => {
      if (received.length >= count) return Promise.resolve();
      return new Promise((resolve) => waiting.set(count, resolve));
    },
  };
}

/** Listens on the loopback alone; every connection ends with the test. @returns the port */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}
