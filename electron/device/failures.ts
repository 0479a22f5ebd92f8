import { keepError, say, type ErrorCode, type KeepError } from '../../shared/index.ts';
import { hostLabel } from './endpoints.ts';
import type { Reply } from './reply.ts';
import type { Connection, Directory } from './types.ts';

/** R protocol.md 1.8: the session ended (time-out, another login, unknown, address changed). */
const LOST_CODES: readonly number[] = [106, 107, 119, 150];
/** "Network unstable / busy". */
export const BUSY_CODES: readonly number[] = [109, 110, 111, 118];
/** "Busy" in the DSM text, "needs manager rights" on routers (nioc lib/index.js): what it means is asked with `list`. */
export const AMBIGUOUS = 117;
const NO_RIGHT_CODES: readonly number[] = [105, 160];
/** No such API, method or version. */
export const MISSING_CODES: readonly number[] = [102, 103, 104];
/** No such method, or none of this version: the API itself is there (R protocol.md 1.8). */
const METHOD_CODES: readonly number[] = [103, 104];
/** Parameter missing or invalid: what a device says of a job it does not know (I protocol.md 6, row 14). */
const UNKNOWN_TASK_CODES: readonly number[] = [114, 120];

/** What is not in the list of calls is not offered: only the user can change that. @throws KeepError device/no-backup-api */
export function requireListed(connection: Connection, { hasBackup }: Directory): void {
  if (hasBackup) return;
  const host = hostLabel(connection.endpoint);
  throw keepError('device/no-backup-api', { host, detail: 'SYNO.Backup.Config.Backup' });
}

export type Step = 'list' | 'start' | 'status' | 'download' | 'other';

/** What an error number in the middle of the work means. */
export function callFailure(connection: Connection, user: string, step: Step, code: number): KeepError {
  const host = hostLabel(connection.endpoint);
  if (LOST_CODES.includes(code)) return keepError('session/lost', { host });
  if (NO_RIGHT_CODES.includes(code)) return keepError('auth/no-permission', { host, user });
  if (step === 'list' && code === AMBIGUOUS) return keepError('auth/no-permission', { host, user });
  if (BUSY_CODES.includes(code)) return keepError('device/busy', { host, said: '' });
  if (step === 'start' && code === AMBIGUOUS) return keepError('device/busy', { host, said: '' });
  const detail = describeCode(step, code);
  if (step === 'other' || step === 'list') return keepError('device/unexpected-answer', { host, detail });
  // It was in the list of calls a moment ago: a device that is starting or updating. What the list lacks is said by `discover`'s reader.
  if (MISSING_CODES.includes(code)) return keepError('device/unexpected-answer', { host, detail });
  return keepError('task/failed', { host, detail });
}

/**
 * What `list` says about the right to back up: it is harmless and for administrators only (R/I protocol.md 5.1).
 * A firmware without this one method may have the others all the same; then it says nothing.
 * @throws KeepError auth/no-permission, session/lost, device/busy, device/unexpected-answer
 */
export function requireListAllowed(connection: Connection, user: string, reply: Reply): void {
  if (reply.ok || METHOD_CODES.includes(reply.code)) return;
  throw callFailure(connection, user, 'list', reply.code);
}

export function describeCode(step: Step, code: number): string {
  if (code === 100) return say('device.detail.unknown-error');
  if (MISSING_CODES.includes(code)) return say('device.detail.missing-call');
  if ((step === 'status' || step === 'download') && UNKNOWN_TASK_CODES.includes(code)) {
    return say('device.detail.unknown-task');
  }
  return say('device.detail.code', { code });
}

/** R protocol.md 1.8 (N4S4 error_codes.py, py-synologydsm-api const.py, field reports that widen them). */
const SIGN_IN_CODES: ReadonlyMap<number, Exclude<ErrorCode & `auth/${string}`, 'auth/approval-needed'>> = new Map([
  [400, 'auth/refused'],
  [401, 'auth/disabled'],
  [402, 'auth/no-permission'],
  [403, 'auth/code-needed'],
  [404, 'auth/code-wrong'],
  [405, 'auth/no-permission'],
  [406, 'auth/code-setup-needed'],
  [407, 'auth/blocked'],
  [408, 'auth/password-expired'],
  [409, 'auth/password-expired'],
  [410, 'auth/password-expired'],
  [411, 'auth/locked'],
  // Common numbers that speak of the account.
  [105, 'auth/no-permission'],
  [160, 'auth/no-permission'],
]);

/** Common numbers (100 to 199) judge the request, not the credential; they may pass by themselves. */
function isCommon(code: number): boolean {
  return code >= 100 && code < 200;
}

/**
 * What the refusal of a login means. A number nobody knows counts as a refused credential: it is not tried again,
 * because ten failures in five minutes block the address (R protocol.md 0, AutoBlock).
 */
export function signInFailure(
  connection: Connection,
  user: string,
  code: number,
  kinds: readonly string[] = [],
): KeepError {
  const host = hostLabel(connection.endpoint);
  if ((code === 403 || code === 404) && kinds.length > 0 && !kinds.some(takesCode)) {
    return keepError('auth/approval-needed', { host, user, kinds: describeKinds(kinds) });
  }
  const known = SIGN_IN_CODES.get(code);
  if (known !== undefined) return keepError(known, { host, user });
  if (!isCommon(code)) return keepError('auth/refused', { host });
  if (LOST_CODES.includes(code)) return keepError('session/lost', { host });
  if (BUSY_CODES.includes(code) || code === AMBIGUOUS) return keepError('device/busy', { host, said: '' });
  return keepError('device/unexpected-answer', { host, detail: describeCode('other', code) });
}

/** The kinds of proof that are a code somebody can type; `otp` is what DSM calls them (R home-assistant/core#54238). */
function takesCode(kind: string): boolean {
  return /otp|code|mail|sms/i.test(kind);
}

function describeKinds(kinds: readonly string[]): string {
  const named = kinds.map((kind) => {
    if (/authenticator|approv|push|secure_?sign/i.test(kind)) return say('device.kind.approval');
    return /fido|webauthn|u2f|key/i.test(kind) ? say('device.kind.key') : kind;
  });
  return [...new Set(named)].join(', ');
}

/** Whether a number is the answer to a credential, to be counted and remembered. */
export function isRefusal(code: number): boolean {
  return SIGN_IN_CODES.has(code) || !isCommon(code);
}
