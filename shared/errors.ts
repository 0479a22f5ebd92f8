import { errors } from './words/en/index.ts';
import type { Placeholders } from './words/placeholders.ts';
import { format } from './words/say.ts';

export type ErrorCode = keyof typeof errors;
export type Retry = 'now' | 'later' | 'never';

export const ERROR_CODES = Object.keys(errors) as readonly ErrorCode[];

type Names<Code extends ErrorCode> = Placeholders<(typeof errors)[Code]['message'] | (typeof errors)[Code]['hint']>;

/** The values that the sentences of a code need. */
export type ErrorValues<Code extends ErrorCode> = Readonly<Record<Names<Code>, string | number>>;

/** The form in which an error leaves the program: `--json`, history, IPC. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
  readonly retry: Retry;
}

/** The one error type: a stable code, one plain sentence, one hint, what trying again is worth, and the cause. */
export class KeepError extends Error {
  override readonly name = 'KeepError';
  readonly code: ErrorCode;
  readonly hint: string;
  readonly retry: Retry;

  constructor(report: ErrorReport, cause?: unknown) {
    super(report.message, cause === undefined ? undefined : { cause });
    this.code = report.code;
    this.hint = report.hint;
    this.retry = report.retry;
  }
}

/**
 * An error of the table in `words/en/errors.ts`. The type checker asks for every value its sentences need.
 * @param cause what was thrown below; kept for the log, never shown.
 */
export function keepError<Code extends ErrorCode>(code: Code, values: ErrorValues<Code>, cause?: unknown): KeepError {
  const { message, hint, retry } = errors[code];
  return new KeepError({ code, message: format(message, values), hint: format(hint, values), retry }, cause);
}

/** Any thrown thing as a coded error: an abort is `cancelled`, what nobody foresaw is `internal`. */
export function asKeepError(thrown: unknown): KeepError {
  if (thrown instanceof KeepError) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') return keepError('cancelled', {}, thrown);
  return keepError('internal', { detail: kindOf(thrown) }, thrown);
}

/** What kind of thing was thrown. Its text may hold anything, a secret too, and a name that is none of a kind as well. */
export function kindOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  return /^[A-Z][A-Za-z]{0,30}(?:Error|Exception)$/.test(thrown.name) ? thrown.name : 'Error';
}

export function reportOf(error: KeepError): ErrorReport {
  return { code: error.code, message: error.message, hint: error.hint, retry: error.retry };
}

export type ExitCode = 0 | 1 | 2 | 3 | 4 | 130;

const NEEDS_USER: readonly ErrorCode[] = ['device/other-device', 'device/no-backup-api', 'device/not-synology'];

/** The exit code of one failure. `verify` alone turns a damaged stored archive into 4; it does so itself. */
export function exitCodeOf(code: ErrorCode): Exclude<ExitCode, 0 | 4> {
  const area = code.split('/')[0] ?? code;
  if (area === 'usage') return 2;
  if (code === 'cancelled') return 130;
  if (['auth', 'tls', 'http', 'secret', 'settings', 'home'].includes(area)) return 3;
  return NEEDS_USER.includes(code) ? 3 : 1;
}
