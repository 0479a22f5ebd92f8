import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { makeCertificate, type Certificate, type Simulator } from '../device-simulator/index.ts';
import { echo, type EchoKind } from './echoes.ts';

/** A request as it arrived. */
export interface Asked {
  readonly form: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
}

/** What the device answers instead of the truth: which call, how, and what it repeats. */
export interface Echoing {
  /** The method of a call (`login`, `start`). */
  readonly at: string;
  readonly kind: EchoKind;
  /** Itself, or how it stands in the request. */
  readonly secret: string | ((asked: Asked) => string | undefined);
}

export interface Held {
  /** Resolves when the call has arrived. */
  readonly arrived: Promise<unknown>;
  /** Lets the device answer it. */
  readonly release: () => void;
}

/** An HTTPS server before a simulated device: it lets a test look at each request, and repeats secrets if it is told to. */
export interface Front {
  readonly origin: string;
  readonly fingerprint: string;
  /** Requests that were answered with a secret since the last `answer`. */
  readonly echoed: () => number;
  /** Absent: the device itself answers from now on. */
  readonly answer: (echoing?: Echoing) => void;
  /** Keeps the next call of this method waiting. */
  readonly hold: (method: string) => Held;
  /** Shows another certificate from the next connection on. */
  readonly replaceCertificate: (certificate: Certificate) => void;
}

/**
 * @param device without TLS
 * @param onRequest called when a request has arrived, before it is answered: its sender waits now
 */
export async function startFront(device: Simulator, onRequest: () => void = () => undefined): Promise<Front> {
  const certificate = makeCertificate();
  let echoing: Echoing | undefined;
  let echoed = 0;
  let held: { readonly method: string; readonly wait: () => Promise<unknown> } | undefined;
  const server = https.createServer({ cert: certificate.cert, key: certificate.key }, (request, response) => {
    const chunks: Buffer[] = [];
    response.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      onRequest();
      const body = Buffer.concat(chunks);
      const method = methodOf(body);
      if (echoing !== undefined && method === echoing.at) {
        const { secret } = echoing;
        const asked = { form: new URLSearchParams(body.toString('latin1')), headers: request.headers };
        const told = typeof secret === 'string' ? secret : secret(asked);
        if (told === undefined) forward(device, request, body, response);
        else {
          echoed += 1;
          echo(response, echoing.kind, told);
        }
      } else if (held !== undefined && method === held.method) {
        const { wait } = held;
        held = undefined;
        void wait().then(() => forward(device, request, body, response));
      } else forward(device, request, body, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    origin: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fingerprint: certificate.fingerprint,
    echoed: () => echoed,
    answer: (next) => {
      echoing = next;
      echoed = 0;
    },
    hold: (method) => {
      const arrival = Promise.withResolvers<undefined>();
      const gate = Promise.withResolvers<undefined>();
      held = {
        method,
        wait: () => {
          arrival.resolve(undefined);
          return gate.promise;
        },
      };
      return { arrived: arrival.promise, release: () => gate.resolve(undefined) };
    },
    replaceCertificate: ({ cert, key }) => server.setSecureContext({ cert, key }),
  };
}

function methodOf(body: Buffer): string | undefined {
  return /(?:^|&)method=([^&]*)/.exec(body.toString('latin1'))?.[1];
}

function forward(
  device: Simulator,
  { method, url, headers }: http.IncomingMessage,
  body: Buffer,
  response: http.ServerResponse,
): void {
  const { host, port } = device;
  const passed = http.request({ host, port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  passed.on('error', () => response.destroy());
  passed.end(body);
}
