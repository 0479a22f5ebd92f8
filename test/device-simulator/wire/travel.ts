import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import type { Answer } from '../answer.ts';
import type { Behaviour } from '../behaviour.ts';

/** How a device, or a proxy in front of it, sends what it has to say. */
export type Manner = Pick<Behaviour, 'encoding' | 'bodies' | 'httpVersion' | 'keepAlive' | 'headerCase'>;

/** The answer in the manner that is switched. What is broken on purpose (another length, a stream) stays as it is. */
export function inManner(answer: Answer, manner: Manner, fired: string[]): Answer {
  let travelling = answer;
  const isPlain = answer.headers['Content-Encoding'] === undefined && answer.announced === undefined;
  if (manner.encoding !== 'identity' && Buffer.isBuffer(answer.body) && isPlain) {
    fired.push(`encoding:${manner.encoding}`);
    const name = manner.encoding === 'raw-deflate' ? 'deflate' : manner.encoding;
    travelling = {
      ...answer,
      headers: { ...answer.headers, 'Content-Encoding': name, Vary: 'Accept-Encoding' },
      body: compressed(answer.body, manner.encoding),
    };
  }
  if (manner.bodies !== 'whole' && travelling.delivery === undefined && travelling.announced === undefined) {
    fired.push(`bodies:${manner.bodies}`);
    travelling = { ...travelling, delivery: manner.bodies };
  }
  if (!manner.keepAlive) {
    fired.push('keepAlive');
    travelling = { ...travelling, headers: { ...travelling.headers, Connection: 'close' } };
  }
  if (manner.headerCase === 'usual') return travelling;
  fired.push(`headerCase:${manner.headerCase}`);
  const renamed = (name: string): string => (manner.headerCase === 'lower' ? name.toLowerCase() : name.toUpperCase());
  const headers = Object.entries(travelling.headers).map(([name, value]) => [renamed(name), value] as const);
  return { ...travelling, headers: Object.fromEntries(headers) };
}

function compressed(body: Buffer, encoding: Exclude<Manner['encoding'], 'identity'>): Buffer {
  switch (encoding) {
    case 'gzip':
      return gzipSync(body);
    case 'deflate':
      return deflateSync(body);
    case 'raw-deflate':
      return deflateRawSync(body);
    case 'br':
      return brotliCompressSync(body);
  }
}

/** Writes an answer as HTTP/1.0 does, past the library, which knows 1.1 alone; the end of the connection is its end. */
export function sendAsOld(response: ServerResponse, answer: Answer, body: Buffer): void {
  const { socket } = response;
  if (socket === null) return;
  const headers = Object.entries(answer.headers).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one) => `${name}: ${one}`),
  );
  const whole = answer.delivery === undefined || answer.delivery === 'whole';
  const length = whole ? [`Content-Length: ${body.length}`] : [];
  socket.write(`${[`HTTP/1.0 ${answer.status} Simulated`, ...headers, ...length].join('\r\n')}\r\n\r\n`);
  socket.end(body, () => answer.onSent?.(performance.timeOrigin + performance.now()));
}
