import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from '../answer.ts';
import type { FaultKind } from '../behaviour.ts';

const SLOW_BYTES = 64;
const SLOW_PAUSE_MS = 20;

/** Sends an answer, with a fault on the way where one is switched. Never throws: the client may be gone at any time. */
export async function deliver(response: ServerResponse, answer: Answer, fault: FaultKind | undefined): Promise<void> {
  try {
    await send(response, answer, fault);
  } catch {
    response.destroy();
  }
}

async function send(response: ServerResponse, answer: Answer, fault: FaultKind | undefined): Promise<void> {
  if (fault === 'stall') return;
  if (fault === 'reset-after-work') {
    abort(response);
    return;
  }
  writeHead(response, answer);
  if (fault === 'stall-after-headers') {
    response.flushHeaders();
    return;
  }
  if (fault === 'reset-in-body' || fault === 'stall-in-body') {
    const half = Buffer.isBuffer(answer.body)
      ? answer.body.subarray(0, Math.ceil(answer.body.length / 2))
      : Buffer.alloc(1);
    await write(response, half);
    if (fault === 'reset-in-body') abort(response);
    return;
  }
  if (fault === 'slow') await writeSlowly(response, answer.body);
  else await writeBody(response, answer.body);
  finish(response, answer);
}

function writeHead(response: ServerResponse, answer: Answer): void {
  const delivery = answer.delivery ?? 'whole';
  const length = answer.announced ?? (Buffer.isBuffer(answer.body) ? answer.body.length : undefined);
  if (delivery === 'until-close') response.shouldKeepAlive = false;
  if (delivery === 'until-close') response.useChunkedEncodingByDefault = false;
  response.writeHead(answer.status, {
    ...Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
    ),
    ...(delivery === 'whole' && length !== undefined ? { 'Content-Length': length } : {}),
  });
}

function finish(response: ServerResponse, answer: Answer): void {
  const short = answer.announced !== undefined && Buffer.isBuffer(answer.body) && answer.body.length < answer.announced;
  if (answer.delivery === 'cut' || short) {
    abort(response);
    return;
  }
  response.end(() => answer.onSent?.(performance.timeOrigin + performance.now()));
  // What is too much would be read as the next answer on this connection.
  if (answer.announced !== undefined) response.socket?.end();
}

async function writeBody(response: ServerResponse, body: Answer['body']): Promise<void> {
  if (Buffer.isBuffer(body)) return write(response, body);
  for (const chunk of body) {
    if (response.destroyed) return;
    await write(response, chunk);
  }
}

async function writeSlowly(response: ServerResponse, body: Answer['body']): Promise<void> {
  const chunks = Buffer.isBuffer(body) ? [body] : body;
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length && !response.destroyed; at += SLOW_BYTES) {
      await write(response, chunk.subarray(at, at + SLOW_BYTES));
      await wait(SLOW_PAUSE_MS, undefined, { ref: false });
    }
  }
}

async function write(response: ServerResponse, chunk: Buffer): Promise<void> {
  if (chunk.length === 0 || response.write(chunk)) return;
  await Promise.race([once(response, 'drain'), once(response, 'close')]);
}

/** Ends the connection once what was written has left, so that the client sees the part that was meant for it. */
function abort(response: ServerResponse): void {
  const { socket } = response;
  if (socket === null) return;
  if (socket.writableLength === 0) socket.destroy();
  else socket.once('drain', () => socket.destroy());
}
