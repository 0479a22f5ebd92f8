import { bomb } from '../archive/bomb.ts';
import { htmlAnswer, jsonAnswer, type Answer } from '../answer.ts';
import type { Fault } from '../behaviour.ts';
import type { Wanted } from '../calls/web-api.ts';
import type { Device } from '../device.ts';
import type { Incoming } from './incoming.ts';

/** The first switched fault that is meant for this request, if it strikes now. */
export function strikingFault(incoming: Incoming, wanted: Wanted | undefined, device: Device): Fault | undefined {
  const names = ['*', incoming.path];
  const method = wanted?.method?.toLowerCase();
  if (method !== undefined) names.push(method, `${wanted?.api ?? ''}.${method}`);
  // The old doors are a login and a logout too.
  if (incoming.path === '/webman/login.cgi') names.push('login');
  if (incoming.path === '/webman/logout.cgi') names.push('logout');
  return device.behaviour.faults.find(
    ({ at, kind, times, skip }) => names.includes(at) && device.strikes.take(`faults:${kind}@${at}`, times, skip),
  );
}

const HUGE_PIECE = Buffer.from('"x",'.repeat(16_384));
const HUGE_PIECES = 1_024;

function bombAnswer(device: Device): Answer {
  const answer = jsonAnswer(device, null, 0);
  return { ...answer, headers: { ...answer.headers, 'Content-Encoding': 'gzip' }, body: bomb(), delivery: 'chunked' };
}

/** An array that goes on for 64 MB. */
function* hugeJson(): Generator<Buffer> {
  yield Buffer.from('{"success":true,"data":[');
  for (let piece = 0; piece < HUGE_PIECES; piece += 1) yield HUGE_PIECE;
  yield Buffer.from('0]}');
}

/**
 * What takes the place of the call: an answer, or `silence`, where the connection is left or ended without one.
 * Undefined where the call is done and only its answer suffers.
 */
export function replacedBy(fault: Fault, device: Device): Answer | 'silence' | undefined {
  const json = (text: string): Answer => ({ ...jsonAnswer(device, null, 0), body: Buffer.from(text) });
  switch (fault.kind) {
    case 'status-502':
      return htmlAnswer(502, '502 Bad Gateway');
    case 'status-503':
      return htmlAnswer(503, '503 Service Temporarily Unavailable');
    case 'status':
      return htmlAnswer(fault.code, `${fault.code} from the proxy`);
    case 'boot-page':
      return htmlAnswer(200, `${device.facts.os === 'SRM' ? 'Synology Router' : 'Synology DiskStation'} is starting`);
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
    case 'no-body':
      return json('');
    case 'no-data':
      return json('{"success":true}');
    case 'error':
      return jsonAnswer(device, { error: { code: fault.code }, success: false }, fault.code);
    case 'bomb':
      return bombAnswer(device);
    case 'huge':
      return { ...jsonAnswer(device, null, 0), body: hugeJson(), delivery: 'chunked' };
    case 'reset':
    case 'stall':
      return 'silence';
    case 'reset-after-work':
    case 'reset-after-headers':
    case 'reset-in-body':
    case 'stall-after-headers':
    case 'stall-in-body':
    case 'slow':
    case 'late':
      return undefined;
  }
}
