import type { Attempt, ErrorReport } from '../../shared/index.ts';

const MINUTE = 60_000;

/** After the first, second and third failure inside an occurrence; after the fourth comes the next slot. */
const RETRY_DELAYS: readonly number[] = [5 * MINUTE, 15 * MINUTE, 45 * MINUTE];

/** Runs that were cut are due again at once, but a run that takes the program down with it every time must not go in circles. */
const CUTS_AT_ONCE = 5;
const CUT_DELAY = 5 * MINUTE;

/** Between knocks at a device that does not answer; the last one stays. */
const KNOCK_DELAYS: readonly number[] = [5_000, 10_000, 20_000, 40_000, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE];

export function knockDelay(knocks: number): number {
  return KNOCK_DELAYS[Math.min(knocks, KNOCK_DELAYS.length) - 1] ?? 0;
}

export type NextTry =
  | { readonly kind: 'at'; readonly at: number }
  /** Something must be changed first: refused credentials, another identity. Never tried again by itself. */
  | { readonly kind: 'needs-you' }
  | { readonly kind: 'used-up' };

export interface Obstacles {
  readonly now: number;
  readonly clearedAt?: number | undefined;
  readonly unlockedAt?: number | undefined;
}

/**
 * When the next run for an occurrence may start.
 * @param attempts runs for this occurrence that have ended, oldest first
 */
export function nextTry(attempts: readonly Attempt[], { now, clearedAt = -Infinity, unlockedAt }: Obstacles): NextTry {
  const counting = attempts.filter((attempt) => endOf(attempt) > clearedAt);
  const last = counting.at(-1);
  if (last === undefined) return { kind: 'at', at: now };
  const failures = counting.filter(({ outcome }) => outcome === 'failed').length;
  if (last.outcome === 'failed' && last.error.retry === 'never') {
    return opened(last, unlockedAt) ? { kind: 'at', at: now } : { kind: 'needs-you' };
  }
  const delay = failures === 0 ? 0 : RETRY_DELAYS[failures - 1];
  if (delay === undefined) return { kind: 'used-up' };
  const at = last.outcome === 'failed' ? last.endedAt + delay : endOf(last) + cutDelay(counting);
  // An end that lies ahead was written before the clock was set back: nobody can tell how long ago it was.
  return { kind: 'at', at: endOf(last) > now ? now : at };
}

/** A keychain opens, or comes back, without anybody telling us but the desktop session or a new start of the program. */
export function opened(
  { error, endedAt }: { readonly error: Pick<ErrorReport, 'code'>; readonly endedAt: number },
  unlockedAt = -Infinity,
): boolean {
  return (error.code === 'secret/locked' || error.code === 'secret/unavailable') && unlockedAt > endedAt;
}

function cutDelay(attempts: readonly Attempt[]): number {
  const whole = attempts.findLastIndex(({ outcome }) => outcome !== 'interrupted' && outcome !== 'running');
  return attempts.length - 1 - whole > CUTS_AT_ONCE ? CUT_DELAY : 0;
}

function endOf(attempt: Attempt): number {
  return attempt.outcome === 'running' ? attempt.startedAt : attempt.endedAt;
}
