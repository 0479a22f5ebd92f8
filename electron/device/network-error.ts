import { keepError, KeepError, say } from '../../shared/index.ts';

/** Who was talked to, for the sentence: `name` without a port, `label` with it. */
export interface Peer {
  readonly name: string;
  readonly label: string;
}

/** Whether the peer is still being looked at, or already known to be a device. Decides what nonsense means. */
export type Stage = 'front' | 'work';

const NAME_CODES = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME', 'EAI_FAIL', 'ENODATA', 'EAI_ADDRFAMILY'];
const NO_WAY_CODES = ['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL', 'ENONET'];
const REFUSED_CODES = ['ECONNREFUSED', 'EACCES', 'EPERM'];
/** The system's words and Node's own for a connection that is gone: which one comes hangs on the moment it is noticed. */
const CUT_CODES = [
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'ENOTCONN',
  'ECANCELED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
  'ERR_SOCKET_CLOSED',
  'ERR_SOCKET_CLOSED_BEFORE_CONNECTION',
  'ERR_SSL_UNEXPECTED_EOF_WHILE_READING',
];

/** It does speak TLS, but we find no common ground: DSM 4 knows TLS 1.0 alone, which runtimes have given up. */
const OLD_TLS = /^ERR_SSL_.*(ALERT|UNSUPPORTED_PROTOCOL|TOO_SMALL|SHARED_CIPHER|CIPHER_RETURNED)/;

/** What a failure of the network or of a handshake means to a person. */
export function networkError(thrown: unknown, peer: Peer, stage: Stage): KeepError {
  const known = keepErrorIn(thrown);
  if (known !== undefined) return known;
  const code = codeIn(thrown);
  const cause = new Error(code);
  if (NAME_CODES.includes(code)) return keepError('network/dns', { host: peer.name }, cause);
  if (REFUSED_CODES.includes(code)) return keepError('network/refused', { host: peer.label }, cause);
  if (CUT_CODES.includes(code)) return keepError('network/reset', { host: peer.label }, cause);
  if (NO_WAY_CODES.includes(code)) return late(peer, 'device.phase.no-way', cause);
  if (code === 'ETIMEDOUT') return late(peer, 'device.phase.connect', cause);
  if (OLD_TLS.test(code)) return unexpected(peer, 'device.detail.old-tls', cause);
  // EPROTO, ERR_SSL_*: something answers, but not with TLS we can speak. HPE_*: it does not speak HTTP.
  if (/^(EPROTO|ERR_SSL_|ERR_TLS_)/.test(code)) return nonsense(peer, stage, 'device.detail.no-tls', cause);
  if (/^(HPE_|ERR_HTTP_|ERR_INVALID_)/.test(code)) return nonsense(peer, stage, 'device.detail.no-http', cause);
  return keepError('internal', { detail: code }, cause);
}

type Detail = 'device.detail.no-tls' | 'device.detail.no-http' | 'device.detail.old-tls';

function nonsense(peer: Peer, stage: Stage, detail: Detail, cause: Error): KeepError {
  return stage === 'front'
    ? keepError('device/not-synology', { host: peer.label }, cause)
    : unexpected(peer, detail, cause);
}

function unexpected(peer: Peer, detail: Detail, cause: Error): KeepError {
  return keepError('device/unexpected-answer', { host: peer.label, detail: say(detail) }, cause);
}

export type Phase = 'connect' | 'tls' | 'answer' | 'body' | 'no-way';

export function late(peer: Peer, phase: `device.phase.${Phase}`, cause?: unknown): KeepError {
  return keepError('network/timeout', { host: peer.label, phase: say(phase) }, cause);
}

/** The error of ours that a library may have wrapped. */
function keepErrorIn(thrown: unknown): KeepError | undefined {
  for (let at = thrown; at instanceof Error; at = at.cause) if (at instanceof KeepError) return at;
  return undefined;
}

/** What tells most, first: somebody is there and refuses; was there and hung up; is silent. "No way there" tells least. */
const TELLING = ['ECONNREFUSED', ...CUT_CODES, 'ETIMEDOUT'];

/**
 * The system's name for a failure; of several attempts (IPv6 and IPv4) the one that tells most, whichever failed first.
 * Only the name is kept: an HTTP library's error carries the whole request, the password in it.
 */
function codeIn(thrown: unknown): string {
  const codes = codesIn(thrown);
  return TELLING.find((code) => codes.includes(code)) ?? codes[0] ?? 'unknown';
}

function codesIn(thrown: unknown): readonly string[] {
  if (!(thrown instanceof Error)) return [];
  const own = 'code' in thrown && typeof thrown.code === 'string' ? [thrown.code] : [];
  const inner = thrown instanceof AggregateError ? thrown.errors.flatMap(codesIn) : codesIn(thrown.cause);
  return [...own, ...inner];
}
