import {
  ANSWERED,
  type Calendar,
  createCalendar,
  due,
  type Due,
  journalAfter,
  parseSchedule,
  protection,
  type Protection,
  protectionSentence,
  type Situation,
} from '../../electron/schedule/index.ts';
import type { BackupFacts, ErrorReport, OccurrenceRow } from '../../shared/index.ts';
import { keepError, reportOf } from '../../shared/index.ts';

/** Situations for the tests: a device added on 1 November 2026 in Berlin (UTC+1), with a backup of the night before. */

export const berlin = createCalendar('Europe/Berlin');

/** "11-21 07:41" in Berlin's winter. */
export function at(text: string): number {
  return Date.parse(`2026-${text.replace(' ', 'T')}:00+01:00`);
}

export function backup(text: string, more: Partial<BackupFacts> = {}): BackupFacts {
  const startedAt = at(text);
  return { startedAt, verifiedAt: startedAt + 40_000, trigger: 'schedule', bytes: 92_160, changed: false, ...more };
}

/** A row of a night that ran well. */
export function ran(text: string): OccurrenceRow {
  const startedAt = at(text);
  return {
    slot: `2026-${text.replace(' ', 'T')}`,
    zone: 'local',
    at: startedAt,
    decidedAt: startedAt + 40_000,
    state: 'ran',
    attempts: [{ outcome: 'verified', startedAt, endedAt: startedAt + 40_000 }],
    backup: backup(text),
  };
}

export function situation(
  now: string,
  more: Partial<Situation> & { readonly plan?: string; readonly calendar?: Calendar } = {},
): Situation {
  const { plan = 'daily 03:00', calendar = berlin, ...rest } = more;
  return {
    now: at(now),
    deviceId: 'router',
    occurrences: calendar.of(parseSchedule(plan)),
    since: at('11-01 12:00'),
    firstBackup: true,
    rows: [ran('11-20 03:00')],
    backups: [backup('11-20 03:00')],
    pauses: [],
    absences: [],
    connection: ANSWERED,
    fleetSize: 1,
    ...rest,
  };
}

/** What a keeper stores after a decision. */
export function after(before: Situation, verdict: Due, more: Partial<Situation> = {}): Situation {
  return { ...before, rows: journalAfter(before.rows, verdict), ...more };
}

export function protectionOf(one: Situation): Protection {
  return protection(one, due(one));
}

export function sentenceOf(one: Situation): string {
  return protectionSentence('Office router', protectionOf(one), berlin, one.now).text;
}

export const timeout: ErrorReport = reportOf(keepError('network/timeout', { host: 'router.lan', phase: 'connect' }));
export const refused: ErrorReport = reportOf(keepError('auth/refused', { host: 'router.lan' }));
export const locked: ErrorReport = reportOf(keepError('secret/locked', { place: 'keychain' }));
export const full: ErrorReport = reportOf(keepError('vault/full', { folder: '/backups' }));
