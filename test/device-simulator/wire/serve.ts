import type { IncomingMessage, ServerResponse } from 'node:http';
import { htmlAnswer, type Answer } from '../answer.ts';
import { answerPage } from '../calls/pages.ts';
import { answerWebApi, wantedOf, type Wanted } from '../calls/web-api.ts';
import type { Device } from '../device.ts';
import type { RequestDraft } from '../log.ts';
import { sidOf, tokenOf } from '../session-check.ts';
import { replacedBy, strikingFault } from './call-faults.ts';
import { deliver } from './deliver.ts';
import { readIncoming, type Incoming } from './incoming.ts';

/** Answers one HTTP request and writes it down. Never rejects. */
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
    await deliver(response, htmlAnswer(413, 'Request Entity Too Large'), undefined, mannerOf(device));
    return;
  }
  const inside = belowPrefix(incoming, device);
  if (inside === undefined) {
    record(incoming, undefined, device).httpStatus = 404;
    await deliver(response, htmlAnswer(404, '404 Not Found'), undefined, mannerOf(device));
    return;
  }
  await serveInside(inside, message, response, device);
}

const mannerOf = (device: Device): Parameters<typeof deliver>[3] => ({ ...device.behaviour, fired: device.log.fired });

/** The request as the device sees it behind a proxy that shows it below a path. @returns undefined for another path */
function belowPrefix(incoming: Incoming, { behaviour, log }: Device): Incoming | undefined {
  const { pathPrefix } = behaviour;
  if (pathPrefix === '') return incoming;
  log.fired.push('pathPrefix');
  return incoming.path.startsWith(`${pathPrefix}/`)
    ? { ...incoming, path: incoming.path.slice(pathPrefix.length) }
    : undefined;
}

async function serveInside(
  incoming: Incoming,
  message: IncomingMessage,
  response: ServerResponse,
  device: Device,
): Promise<void> {
  const wanted = incoming.path.startsWith('/webapi/') ? wantedOf(incoming) : undefined;
  const draft = record(incoming, wanted, device);
  const fault = device.behaviour.redirect === null ? strikingFault(incoming, wanted, device) : undefined;
  const replaced = fault === undefined ? undefined : replacedBy(fault, device);
  if (replaced === 'silence') {
    if (fault?.kind === 'reset') message.socket.destroy();
    return;
  }
  const played = replaced ?? (await device.player?.answer(incoming, wanted, device).catch(broken));
  if (played === 'silence' || played === 'cut') {
    if (played === 'cut') message.socket.destroy();
    return;
  }
  const answer = played ?? (await answerTo(incoming, wanted, device).catch(broken));
  if (fault?.kind !== 'reset-after-work') {
    draft.httpStatus = answer.status;
    draft.code = answer.code;
  }
  await deliver(response, answer, fault, mannerOf(device));
}

/** A defect of the simulator itself: loud, but not the end of the process that a demo runs in. */
function broken(error: unknown): Answer {
  return htmlAnswer(500, `The simulated device failed: ${String(error)}`);
}

async function answerTo(incoming: Incoming, wanted: Wanted | undefined, device: Device): Promise<Answer> {
  const { redirect } = device.behaviour;
  if (redirect === null) {
    return wanted === undefined ? answerPage(incoming, device) : answerWebApi(incoming, wanted, device);
  }
  device.log.fired.push('redirect');
  const title = redirect.status === 301 ? '301 Moved Permanently' : '302 Found';
  return htmlAnswer(redirect.status, title, { Location: new URL(incoming.url, redirect.to).href });
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
