import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { Certificate } from '../certificate.ts';
import type { Device } from '../device.ts';
import { createByteMeter, type ByteMeter } from './byte-meter.ts';
import { serve } from './serve.ts';

export interface Listener {
  readonly port: number;
  readonly meter: ByteMeter;
  /** Serves new connections with this certificate and ends open ones. */
  replaceCertificate(certificate: Certificate): void;
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** Absent: plain HTTP. */
  readonly certificate: Certificate | undefined;
}

/**
 * Opens the device's port. The TCP server is our own and hands sockets on, so that bytes are counted before TLS and a
 * connection can be left without a handshake.
 */
export async function listen(device: Device, options: ListenOptions): Promise<Listener> {
  const server = createServer(device, options.certificate);
  const meter = createByteMeter();
  const tcp = net.createServer((socket) => accept(socket, server, meter, device));
  tcp.listen({ host: options.host, port: options.port });
  await once(tcp, 'listening');
  const address = tcp.address();

  const endAll = (): void => {
    for (const socket of meter.sockets) socket.destroy();
  };
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    meter,
    replaceCertificate(next) {
      if (server instanceof https.Server) server.setSecureContext(tlsOptions(next));
      endAll();
    },
    async close() {
      const closed = once(tcp, 'close');
      tcp.close();
      endAll();
      await closed;
    },
  };
}

function createServer(device: Device, certificate: Certificate | undefined): http.Server | https.Server {
  const handle: http.RequestListener = (request, response) => void serve(request, response, device);
  const settings = { keepAliveTimeout: 60_000, requestTimeout: 0 };
  if (certificate === undefined) return http.createServer(settings, handle);
  const server = https.createServer({ ...settings, ...tlsOptions(certificate) }, handle);
  return server.on('secureConnection', () => (device.log.counters.handshakes += 1));
}

function accept(socket: net.Socket, server: http.Server | https.Server, meter: ByteMeter, device: Device): void {
  device.log.counters.connections += 1;
  meter.add(socket);
  socket.on('error', () => socket.destroy());
  const { handshake } = device.behaviour;
  if (handshake !== 'normal') device.log.fired.push(`handshake:${handshake}`);
  switch (handshake) {
    case 'silent':
      socket.resume();
      return;
    case 'reset':
      socket.resetAndDestroy();
      return;
    case 'not-tls':
      socket.resume();
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/html\r\n\r\n<html></html>\n');
      return;
    case 'normal':
      server.emit('connection', socket);
  }
}

/**
 * The ticket key stays the same when the certificate changes: a client that resumes its session meets the other
 * server without ever being shown its certificate.
 */
const TICKET_KEYS = randomBytes(48);

function tlsOptions(certificate: Certificate): https.ServerOptions {
  return { cert: certificate.cert, key: certificate.key, ticketKeys: TICKET_KEYS };
}
