import net from 'node:net';
import tls from 'node:tls';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';
import { makeCertificate, type Certificate } from '../device-simulator/index.ts';

export interface RawServer {
  readonly port: number;
  readonly origin: string;
  /** Bytes of the application (after TLS) that arrived, over all sockets. */
  readonly received: () => number;
  readonly sockets: () => number;
}

export interface RawOptions {
  /** Absent: no TLS. */
  readonly certificate?: Certificate;
  readonly tls?: tls.TlsOptions;
  readonly host?: string;
  /** On each accepted TCP connection, before TLS. */
  readonly onConnection?: (socket: net.Socket) => void;
  /** On each whole request head with its body, by order over all sockets, beginning with 1. */
  readonly onRequest?: (socket: Duplex, request: string, order: number) => void;
}

/** A server that says exactly what a test wants, byte by byte, for what no HTTP library would do. */
export async function startRawServer(options: RawOptions): Promise<RawServer> {
  let received = 0;
  let order = 0;
  const open = new Set<net.Socket>();
  const serve = (socket: Duplex): void => {
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length;
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (end < 0 || text.length < end + 4 + length) return;
      const request = text;
      text = '';
      order += 1;
      options.onRequest?.(socket, request, order);
    });
  };
  const { certificate } = options;
  const server =
    certificate === undefined && options.tls === undefined
      ? net.createServer(serve)
      : tls.createServer(
          { ...(certificate === undefined ? {} : { cert: certificate.cert, key: certificate.key }), ...options.tls },
          serve,
        );
  server.on('tlsClientError', () => undefined);
  server.on('connection', (socket: net.Socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    options.onConnection?.(socket);
  });
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  onTestFinished(async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const scheme = server instanceof tls.Server ? 'https' : 'http';
  return {
    port,
    origin: `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    received: () => received,
    sockets: () => open.size,
  };
}

/** An HTTP answer as it goes over the wire. */
export function httpAnswer(body: string | Buffer, headers: readonly string[] = [], status = '200 OK'): Buffer {
  const bytes = Buffer.from(body);
  const announced = headers.some((header) => /^(content-length|transfer-encoding)/i.test(header));
  const head = [`HTTP/1.1 ${status}`, ...(announced ? [] : [`Content-Length: ${bytes.length}`]), ...headers, '', ''];
  return Buffer.concat([Buffer.from(head.join('\r\n')), bytes]);
}

/** The parameters of a request, query and body merged. */
export function parametersOf(request: string): Readonly<Record<string, string>> {
  const [head = '', body = ''] = request.split('\r\n\r\n');
  const query = /^\S+ \S+\?(\S*)/.exec(head)?.[1] ?? '';
  const pairs = `${query}&${body}`.split('&').map((pair) => pair.split('=').map(decodeURIComponent));
  return Object.fromEntries(pairs.filter(([name]) => name !== '').map(([name = '', value = '']) => [name, value]));
}

export function aCertificate(names: readonly string[] = ['localhost', '127.0.0.1', '::1']): Certificate {
  return makeCertificate({ altNames: names });
}
