import { say } from '../../shared/index.ts';
import { Late } from './deadline.ts';

/** Plain HTTP was to go to an address outside the local network. */
export class NotLocal extends Error {}

const NO_WAY = ['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL'];
const CUT = [
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'ENOTCONN',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
  'ERR_SOCKET_CLOSED',
];
const EXPIRED = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];
/** What OpenSSL says of a certificate (nodejs.org, tls, "X509 certificate error codes"). */
const UNTRUSTED = /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|INVALID_|PATH_LENGTH|CRL_|ERROR_IN_CERT)/;

/** Why a message did not get out, as a plain sentence. Of what was thrown only its kind is used: the rest may hold the address. */
export function problemOf(thrown: unknown, host: string): string {
  if (thrown instanceof Late) return say('alarms.problem.timeout', { host });
  if (thrown instanceof NotLocal) return say('alarms.problem.not-local', { host });
  const code = codeOf(thrown);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return say('alarms.problem.dns', { host });
  if (code === 'ECONNREFUSED') return say('alarms.problem.refused', { host });
  if (code === 'ETIMEDOUT') return say('alarms.problem.timeout', { host });
  if (NO_WAY.includes(code)) return say('alarms.problem.no-way', { host });
  if (CUT.includes(code)) return say('alarms.problem.reset', { host });
  if (EXPIRED.includes(code)) return say('alarms.problem.expired', { host });
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return say('alarms.problem.other-name', { host });
  if (UNTRUSTED.test(code)) return say('alarms.problem.untrusted', { host });
  if (code.startsWith('ERR_PROXY')) return say('alarms.problem.proxy', { host });
  if (/^(ERR_SSL|ERR_TLS|EPROTO)/.test(code)) return say('alarms.problem.no-tls', { host });
  if (code.startsWith('HPE_')) return say('alarms.problem.no-http', { host });
  return say('alarms.problem.other', { host, detail: code });
}

/** What tells most, first: somebody is there and refuses; was there and hung up; is silent. "No way there" tells least. */
const TELLING = ['ECONNREFUSED', ...CUT, 'ETIMEDOUT'];

/** Of several attempts (IPv6 and IPv4) the one that tells most, whichever failed first. */
function codeOf(thrown: unknown): string {
  const codes = codesIn(thrown);
  return TELLING.find((code) => codes.includes(code)) ?? codes[0] ?? 'unknown';
}

function codesIn(thrown: unknown): readonly string[] {
  if (!(thrown instanceof Error)) return [];
  const own = 'code' in thrown && typeof thrown.code === 'string' ? [thrown.code] : [];
  return [...own, ...(thrown instanceof AggregateError ? thrown.errors.flatMap(codesIn) : [])];
}
