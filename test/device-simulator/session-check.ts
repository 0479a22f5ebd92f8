import type { Device } from './device.ts';
import type { Session } from './sessions.ts';
import type { Origin } from './types.ts';
import type { Incoming } from './wire/incoming.ts';

export interface Sent<From> {
  readonly value: string;
  readonly from: From;
}

/** The session id: `_sid` anywhere in the parameters, or the cookie `id`. C N4S4, aerialls http.py. */
export function sidOf(incoming: Incoming): Sent<Origin | 'cookie'> | undefined {
  const parameter = incoming.params.get('_sid');
  if (parameter !== undefined) return { value: parameter, from: incoming.from.get('_sid') ?? 'body' };
  const cookie = incoming.cookies.get('id');
  return cookie === undefined ? undefined : { value: cookie, from: 'cookie' };
}

/** The SynoToken: the header X-SYNO-TOKEN or the parameter SynoToken. */
export function tokenOf(incoming: Incoming): Sent<Origin | 'header'> | undefined {
  const header = incoming.headers['x-syno-token'];
  if (header !== undefined) return { value: header, from: 'header' };
  const parameter = incoming.params.get('SynoToken');
  return parameter === undefined ? undefined : { value: parameter, from: incoming.from.get('SynoToken') ?? 'body' };
}

/** A session that asked for a token must show it on every call; R: one client got 119 on calls with the cookie alone. */
export function lacksToken(session: Session, incoming: Incoming, device: Device): boolean {
  if (session.token === undefined || !device.behaviour.tokenRequired) return false;
  if (tokenOf(incoming)?.value === session.token) return false;
  device.log.fired.push('tokenRequired');
  return true;
}

/** The session of a call, or the code that refuses it. */
export function checkSession(incoming: Incoming, device: Device): Session | number {
  const session = device.sessions.find(sidOf(incoming)?.value, incoming.address);
  if (typeof session === 'number') return session;
  return lacksToken(session, incoming, device) ? device.behaviour.tokenMissingCode : session;
}
