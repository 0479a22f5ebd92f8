import type { IncomingMessage } from 'node:http';
import { deviceSeconds, type Device } from '../device.ts';
import { openEnvelope, type EnvelopeProblem } from '../envelope.ts';
import { envelopeKey } from '../keys.ts';
import type { Origin } from '../types.ts';
import { parseCookies, parseForm } from './form.ts';

/** A request as the device reads it: query, body and envelope merged. */
export interface Incoming {
  readonly httpMethod: string;
  readonly path: string;
  readonly url: string;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly params: ReadonlyMap<string, string>;
  readonly from: ReadonlyMap<string, Origin>;
  readonly cookies: ReadonlyMap<string, string>;
  /** Present when an envelope came and opened. */
  readonly wrapped: ReadonlyMap<string, string> | undefined;
  /** Present when an envelope came and did not open. */
  readonly envelopeProblem: EnvelopeProblem | undefined;
}

/** No form of any client comes near this. */
const BODY_LIMIT = 1_048_576;

/** Reads a request. @returns undefined for a body beyond 1 MB */
export async function readIncoming(message: IncomingMessage, device: Device): Promise<Incoming | undefined> {
  const body = await readBody(message, device);
  if (body === undefined) return undefined;
  const url = message.url ?? '/';
  const mark = url.indexOf('?');
  const params = new Map<string, string>();
  const from = new Map<string, Origin>();
  const add = (fields: ReadonlyMap<string, string>, origin: Origin): void => {
    for (const [name, value] of fields) {
      params.set(name, value);
      from.set(name, origin);
    }
  };
  if (mark !== -1)
    add(parseForm(url.slice(mark + 1), { plusIsSpace: !device.behaviour.plusIsLiteralInQuery }), 'query');
  add(parseForm(body, { plusIsSpace: true }), 'body');

  const envelope = params.get(device.behaviour.cipherKey);
  const opened = envelope === undefined ? undefined : await open(envelope, device);
  if (opened?.ok === true) {
    // An outer value wins over an inner one unless it is empty: N4S4 sends the code outside and an empty one inside.
    const inner = [...opened.fields].filter(([name]) => (params.get(name) ?? '') === '');
    add(new Map(inner), 'envelope');
  }
  return {
    httpMethod: message.method ?? 'GET',
    path: mark === -1 ? url : url.slice(0, mark),
    url,
    address: message.socket.remoteAddress ?? '',
    headers: Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)])),
    body,
    params,
    from,
    cookies: parseCookies(message.headers.cookie),
    wrapped: opened?.ok === true ? opened.fields : undefined,
    envelopeProblem: opened?.ok === false ? opened.problem : undefined,
  };
}

async function open(envelope: string, device: Device): Promise<ReturnType<typeof openEnvelope>> {
  const { privateKey } = await envelopeKey(device.behaviour.keyBits);
  return openEnvelope(envelope, {
    privateKey,
    cipherToken: device.behaviour.cipherToken,
    nowSeconds: deviceSeconds(device),
    tokenSeconds: device.behaviour.cipherTokenSeconds,
  });
}

async function readBody(message: IncomingMessage, device: Device): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    device.log.counters.requestBodyBytes += chunk.length;
    length += chunk.length;
    if (length > BODY_LIMIT) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
