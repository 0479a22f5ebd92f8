import { answerOf, fail, type Answer, type Result } from '../answer.ts';
import { isAllowedCall } from '../allowed-calls.ts';
import { findApi, type Device } from '../device.ts';
import { checkSession, sidOf } from '../session-check.ts';
import type { Incoming } from '../wire/incoming.ts';
import { FORBIDDEN, methodsOf, refuseForbidden } from './methods.ts';

/** What a request under /webapi/ wants, as far as it says so. */
export interface Wanted {
  readonly api: string | undefined;
  readonly method: string | undefined;
  readonly version: number | undefined;
  /** The program under /webapi/ without an API name behind it. */
  readonly program: string;
}

/** The API name may also stand behind the program: `/webapi/entry.cgi/SYNO.API.Auth.UIConfig`. */
export function wantedOf(incoming: Incoming): Wanted {
  const [program = '', named] = incoming.path.slice('/webapi/'.length).split('/');
  const version = Number(incoming.params.get('version'));
  return {
    program,
    api: incoming.params.get('api') ?? named,
    method: incoming.params.get('method'),
    version: Number.isInteger(version) && version > 0 ? version : undefined,
  };
}

/** Answers one call of the web API, with the codes of protocol.md 1.8. */
export async function answerWebApi(incoming: Incoming, wanted: Wanted, device: Device): Promise<Answer> {
  const { api, method, version } = wanted;
  if (!isAllowedCall(api, method, version)) {
    device.log.outOfTable.push(`${api ?? '-'} ${method ?? '-'} ${version ?? '-'}`);
  }
  return answerOf(device, await call(incoming, wanted, device));
}

async function call(incoming: Incoming, wanted: Wanted, device: Device): Promise<Result> {
  const { api, method, version } = wanted;
  if (api === undefined || method === undefined || version === undefined) return fail(101);
  const entry = findApi(device, api, wanted.program);
  if (entry === undefined) return fail(102);
  if (version < entry.minVersion || version > entry.maxVersion) {
    if (api !== 'SYNO.API.Auth' || version < entry.minVersion) return fail(104);
    device.log.fired.push(`versionTooHigh:${device.behaviour.versionTooHigh}`);
    return fail(device.behaviour.versionTooHigh);
  }
  if (FORBIDDEN.includes(api)) return refuseForbidden();
  const name = device.behaviour.methodCase === 'either' ? method.toLowerCase() : method;
  const found = methodsOf(api)[name];
  if (found === undefined) return fail(103);
  if (api === 'SYNO.API.Auth' && name === 'login' && version < device.behaviour.loginFromVersion) return fail(103);

  if (found.needs === 'nothing')
    return found.handle({ api, method: name, version, params: incoming.params, incoming, session: undefined }, device);
  expire(incoming, api, name, device);
  const session = checkSession(incoming, device);
  if (typeof session === 'number') return fail(session);
  if (found.needs === 'administrator' && device.behaviour.nonAdmin !== null) {
    device.log.fired.push(`nonAdmin:${device.behaviour.nonAdmin}`);
    return fail(device.behaviour.nonAdmin);
  }
  const { reducedBelowVersion } = device.behaviour;
  if (found.needs === 'administrator' && reducedBelowVersion !== null && (session.version ?? 7) < reducedBelowVersion) {
    device.log.fired.push('reducedBelowVersion');
    return fail(402);
  }
  return found.handle({ api, method: name, version, params: incoming.params, incoming, session }, device);
}

/** Ends the caller's session right before the call that `expireSessionAt` names. */
function expire(incoming: Incoming, api: string, method: string, device: Device): void {
  const rule = device.behaviour.expireSessionAt;
  if (rule === null || ![method, `${api}.${method}`, '*'].includes(rule.at)) return;
  const sid = sidOf(incoming)?.value;
  if (sid !== undefined && device.strikes.take(`expireSessionAt:${rule.code}`, rule.times))
    device.sessions.end(sid, rule.code);
}
