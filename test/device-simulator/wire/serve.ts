import type { IncomingMessage, ServerResponse } from 'node:http';
import { htmlAnswer, jsonAnswer, type Answer } from '../answer.ts';
import type { Fault, FaultKind } from '../behaviour.ts';
import { answerPage } from '../calls/pages.ts';
import { answerWebApi, wantedOf, type Wanted } from '../calls/web-api.ts';
import type { Device } from '../device.ts';
import type { RequestDraft } from '../log.ts';
import { sidOf, tokenOf } from '../session-check.ts';
import { deliver } from './deliver.ts';
import { readIncoming, type Incoming } from './incoming.ts';

/** Answers one HTTP request and writes it down. */
export async function serve(message: IncomingMessage, response: ServerResponse, device: Device): Promise<void> {
  // A client that goes away while it is answered is no concern of the device.
  response.on('error', () => response.destroy());
  let incoming: Incoming | undefined;
  try {
    incoming = await readIncoming(message, device);
  } catch {
    response.destroy();
    return;
  }
  if (incoming === undefined) {
    await deliver(response, htmlAnswer(413, 'Request Entity Too Large'), undefined);
    return;
  }
  const wanted = incoming.path.startsWith('/webapi/') ? wantedOf(incoming) : undefined;
  const draft = record(incoming, wanted, device);
  const { answer, fault } = await answerTo(incoming, wanted, device);
  draft.httpStatus = answer.status;
  draft.code = answer.code;
  if (fault === 'reset') message.socket.destroy();
  else await deliver(response, answer, fault);
}

interface Delivered {
  readonly answer: Answer;
  /** A fault that strikes on the way back. */
  readonly fault: FaultKind | undefined;
}

async function answerTo(incoming: Incoming, wanted: Wanted | undefined, device: Device): Promise<Delivered> {
  const { redirect } = device.behaviour;
  if (redirect !== null) {
    device.log.fired.push('redirect');
    const location = new URL(incoming.url, redirect.to).href;
    const title = redirect.status === 301 ? '301 Moved Permanently' : '302 Found';
    return { answer: htmlAnswer(redirect.status, title, { Location: location }), fault: undefined };
  }
  const fault = strike(incoming, wanted, device);
  const replaced = fault === undefined ? undefined : replacement(fault, device);
  if (replaced !== undefined) return { answer: replaced, fault: fault?.kind };
  const answer = wanted === undefined ? answerPage(incoming, device) : await answerWebApi(incoming, wanted, device);
  return { answer, fault: fault?.kind };
}

/** The first switched fault that is meant for this request. */
function strike(incoming: Incoming, wanted: Wanted | undefined, device: Device): Fault | undefined {
  const names = ['*', incoming.path];
  if (wanted?.method !== undefined)
    names.push(wanted.method.toLowerCase(), `${wanted.api ?? ''}.${wanted.method.toLowerCase()}`);
  // The old door is a login too.
  if (incoming.path === '/webman/login.cgi') names.push('login');
  if (incoming.path === '/webman/logout.cgi') names.push('logout');
  return device.behaviour.faults.find(
    (fault) =>
      names.includes(fault.at) && device.strikes.take(`faults:${fault.kind}@${fault.at}`, fault.times, fault.skip),
  );
}

const HUGE_PIECE = Buffer.from('"x",'.repeat(16_384));
const HUGE_PIECES = 1_024;

/** An array that goes on for 64 MB. */
function* hugeJson(): Generator<Buffer> {
  yield Buffer.from('{"success":true,"data":[');
  for (let piece = 0; piece < HUGE_PIECES; piece += 1) yield HUGE_PIECE;
  yield Buffer.from('0]}');
}

/** What is answered in place of the call; undefined where the call is done and only its answer suffers. */
function replacement(fault: Fault, device: Device): Answer | undefined {
  const json = (text: string): Answer => ({ ...jsonAnswer(device, null, 0), body: Buffer.from(text) });
  switch (fault.kind) {
    case 'status-502':
      return htmlAnswer(502, '502 Bad Gateway');
    case 'status-503':
      return htmlAnswer(503, '503 Service Temporarily Unavailable');
    case 'html':
      return htmlAnswer(200, device.hostName);
    case 'broken-json':
      return json('{"success":true,"data":{');
    case 'empty-object':
      return json('{}');
    case 'array':
      return json('[]');
    case 'null':
      return json('null');
    case 'no-data':
      return json('{"success":true}');
    case 'huge':
      return { ...jsonAnswer(device, null, 0), body: hugeJson(), delivery: 'chunked' };
    case 'error':
      return jsonAnswer(device, { error: { code: fault.code }, success: false }, fault.code);
    case 'reset':
      return htmlAnswer(500, 'never sent');
    case 'reset-after-work':
    case 'reset-in-body':
    case 'stall':
    case 'stall-after-headers':
    case 'stall-in-body':
    case 'slow':
      return undefined;
  }
}

function record(incoming: Incoming, wanted: Wanted | undefined, device: Device): RequestDraft {
  const draft: RequestDraft = {
    order: device.log.requests.length + 1,
    at: performance.timeOrigin + performance.now(),
    httpMethod: incoming.httpMethod,
    path: incoming.path,
    url: incoming.url,
    headers: incoming.headers,
    body: incoming.body,
    params: Object.fromEntries(incoming.params),
    from: Object.fromEntries(incoming.from),
    sidFrom: sidOf(incoming)?.from,
    tokenFrom: tokenOf(incoming)?.from,
    api: wanted?.api,
    method: wanted?.method,
    version: wanted?.version,
    login: incoming.wrapped === undefined ? undefined : Object.fromEntries(incoming.wrapped),
    httpStatus: undefined,
    code: undefined,
  };
  device.log.requests.push(draft);
  return draft;
}
