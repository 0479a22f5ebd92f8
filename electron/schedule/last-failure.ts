import type { Attempt, ErrorReport, OccurrenceRow } from '../../shared/index.ts';
import { opened } from './back-off.ts';
import { isSatisfied } from './journal.ts';
import { newestBackup, type Situation } from './situation.ts';

export interface Failure {
  readonly since: number;
  readonly error: ErrorReport;
  readonly needsYou: boolean;
  readonly row: OccurrenceRow;
}

/** The newest occurrence that was tried, if it ended in a failure that neither a backup nor the user has made good since. */
export function lastFailure(situation: Situation, rows: readonly OccurrenceRow[]): Failure | undefined {
  const { clearedAt = -Infinity, unlockedAt } = situation;
  const good = newestBackup(situation)?.startedAt ?? -Infinity;
  const tried = rows.filter(
    ({ at, attempts }) => at <= situation.now && attempts.some(({ outcome }) => outcome !== 'running'),
  );
  const row = tried.reduce<OccurrenceRow | undefined>(
    (one, other) => (one && one.at > other.at ? one : other),
    undefined,
  );
  if (row === undefined || isSatisfied(row)) return undefined;
  const last = row.attempts.findLast(({ outcome }) => outcome !== 'running');
  if (last?.outcome !== 'failed' || last.startedAt < good) return undefined;
  // It named a certificate that was the trusted one; another one is by now.
  if (last.error.code.startsWith('tls/') && clearedAt >= last.endedAt) return undefined;
  // The same bounds as in `nextTry`: what may be tried again no longer needs the user.
  const freed = clearedAt >= last.endedAt || opened(last, unlockedAt);
  const since = Math.min(...tried.flatMap(({ attempts }) => attempts).flatMap(failedAfter(good)));
  return { since, error: last.error, needsYou: last.error.retry === 'never' && !freed, row };
}

function failedAfter(good: number): (attempt: Attempt) => readonly number[] {
  return (attempt) => (attempt.outcome === 'failed' && attempt.startedAt >= good ? [attempt.startedAt] : []);
}
