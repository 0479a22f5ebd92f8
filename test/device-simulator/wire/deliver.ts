import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { Answer } from '../answer.ts';
import type { Fault } from '../behaviour.ts';
import { inManner, sendAsOld, type Manner } from './travel.ts';

/** Of a short answer; a long one comes in as many pieces as would still be waited for in a test. */
const SLOW_BYTES = 64;
const SLOW_PIECES = 50;
const SLOW_PAUSE_MS = 20;

/** Sends an answer, with a fault on the way where one strikes. Never rejects: the client may be gone at any time. */
export async function deliver(
  response: ServerResponse,
  answer: Answer,
  fault: Fault | undefined,
  manner: Manner & { readonly fired: string[] },
): Promise<void> {
  try {
    const travelling = inManner(answer, manner, manner.fired);
    if (manner.httpVersion === '1.0' && Buffer.isBuffer(travelling.body) && travelling.announced === undefined) {
      manner.fired.push('httpVersion:1.0');
      if (fault === undefined) {
        sendAsOld(response, travelling, travelling.body);
        return;
      }
    }
    await send(response, travelling, fault);
  } catch {
    response.destroy();
  }
}

async function send(response: ServerResponse, answer: Answer, fault: Fault | undefined): Promise<void> {
  switch (fault?.kind) {
    case 'reset-after-work':
      await breakOff(response);
      return;
    case 'reset-after-headers':
    case 'stall-after-headers':
      writeHead(response, answer);
      response.flushHeaders();
      if (fault.kind === 'reset-after-headers') await breakOff(response);
      return;
    case 'reset-in-body':
    case 'stall-in-body':
      writeHead(response, answer);
      await write(response, firstHalf(answer));
      if (fault.kind === 'reset-in-body') await breakOff(response);
      return;
    case 'slow':
      writeHead(response, answer);
      await writeSlowly(response, answer.body);
      break;
    case 'late':
      await wait(fault.ms, undefined, { ref: false });
      writeHead(response, answer);
      await writeBody(response, answer.body);
      break;
    default:
      writeHead(response, answer);
      await writeBody(response, answer.body);
  }
  await finish(response, answer);
}

function writeHead(response: ServerResponse, answer: Answer): void {
  const delivery = answer.delivery ?? 'whole';
  const length = answer.announced ?? (Buffer.isBuffer(answer.body) ? answer.body.length : undefined);
  if (delivery === 'until-close') {
    response.shouldKeepAlive = false;
    response.useChunkedEncodingByDefault = false;
  }
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  if (delivery === 'whole' && length !== undefined) response.setHeader('Content-Length', length);
  response.writeHead(answer.status);
}

async function finish(response: ServerResponse, answer: Answer): Promise<void> {
  const sent = Buffer.isBuffer(answer.body) ? answer.body.length : undefined;
  const tooShort = answer.announced !== undefined && sent !== undefined && sent < answer.announced;
  if (answer.delivery === 'cut' || tooShort) {
    await breakOff(response);
    return;
  }
  response.end(() => answer.onSent?.(performance.timeOrigin + performance.now()));
  // What is too much would be read as the next answer on this connection.
  if (answer.announced !== undefined) response.socket?.end();
}

function firstHalf(answer: Answer): Buffer {
  if (Buffer.isBuffer(answer.body)) return answer.body.subarray(0, Math.ceil(answer.body.length / 2));
  const [first] = answer.body;
  return first ?? Buffer.alloc(0);
}

async function writeBody(response: ServerResponse, body: Answer['body']): Promise<void> {
  for (const chunk of Buffer.isBuffer(body) ? [body] : body) {
    if (response.destroyed) return;
    await write(response, chunk);
  }
}

async function writeSlowly(response: ServerResponse, body: Answer['body']): Promise<void> {
  for (const chunk of Buffer.isBuffer(body) ? [body] : body) {
    const bytes = Math.max(SLOW_BYTES, Math.ceil(chunk.length / SLOW_PIECES));
    for (let at = 0; at < chunk.length && !response.destroyed; at += bytes) {
      await write(response, chunk.subarray(at, at + bytes));
      await wait(SLOW_PAUSE_MS, undefined, { ref: false });
    }
  }
}

/** Writes and waits while the socket is full, until the client is gone. */
async function write(response: ServerResponse, chunk: Buffer): Promise<void> {
  if (chunk.length === 0 || response.write(chunk)) return;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const go = (): void => {
    response.off('drain', go).off('close', go);
    resolve(undefined);
  };
  response.on('drain', go).on('close', go);
  await promise;
}

/**
 * Ends the connection once what was written has left, so that the client sees the part that was meant for it. Node holds
 * what is written in one turn together, from 24.22 on in the response itself, where the socket does not know of it.
 */
async function breakOff(response: ServerResponse): Promise<void> {
  await nextTurn();
  const { socket } = response;
  if (socket === null) return;
  socket.destroySoon();
}
