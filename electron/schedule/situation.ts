import type { BackupFacts, ErrorReport, OccurrenceRow } from '../../shared/index.ts';
import type { Absence } from './absence.ts';
import type { Occurrences } from './occurrences.ts';

/** When scheduled runs were not wanted; without `until`, until the user resumes them. `until` itself is outside. */
export interface Pause {
  readonly from: number;
  readonly until?: number;
}

/** What is known about the way to the device since the last start, resume or network change. No instants: the clock may be set. */
export interface Connection {
  /** The device answered anything, a knock or a run. */
  readonly answered: boolean;
  /** Knocks in a row that nobody answered, and the last of them. */
  readonly knocks: number;
  readonly knockedAt?: number;
}

/** After a start, a resume, a network change. */
export const NEW_CONNECTION: Connection = { answered: false, knocks: 0 };

export const ANSWERED: Connection = { answered: true, knocks: 0 };

export function unanswered({ knocks }: Connection, now: number): Connection {
  return { answered: false, knocks: knocks + 1, knockedAt: now };
}

/**
 * Everything a decision about one device rests on, as plain data. Instants are milliseconds since 1970 by the wall clock;
 * any of them may lie in the future, because the clock may have been set back since it was written.
 */
export interface Situation {
  readonly now: number;
  readonly deviceId: string;
  readonly occurrences: Occurrences;
  /** From when slots count: the device was added or its schedule changed, whichever is later. */
  readonly since: number;
  /** A backup is wanted right after adding (not with --no-backup). */
  readonly firstBackup: boolean;
  /** The journal, in any order: its newest rows by `at` (50 are plenty), all that are not settled, and all whose `at` lies after `now`. */
  readonly rows: readonly OccurrenceRow[];
  /** Newest verified backups of any trigger; ten are plenty. Any order. `startedAt` is that of the run, to the millisecond. */
  readonly backups: readonly BackupFacts[];
  /** A run of this device, of any trigger and any process, holds its lock. */
  readonly running?: { readonly startedAt: number };
  /** Nothing is done until the user acts. */
  readonly stop?: { readonly at: number; readonly error: ErrorReport };
  /** When the user last removed such an obstacle (passwd, trust, a backup by hand): what failed before no longer counts. */
  readonly clearedAt?: number;
  /** When the desktop session was last unlocked, or the program started: a keychain that could not be read is worth another look. */
  readonly unlockedAt?: number;
  /** The present pause and those since the newest row. */
  readonly pauses: readonly Pause[];
  /** Absences since the newest row. */
  readonly absences: readonly Absence[];
  readonly connection: Connection;
  /** Devices with a schedule, for the spreading. */
  readonly fleetSize: number;
}

/**
 * The pause that holds now. One that seems to begin later was entered before the clock was set back: it still holds,
 * but never for more than twice what was asked for.
 */
export function activePause({ pauses, now }: Pick<Situation, 'pauses' | 'now'>): Pause | undefined {
  return pauses.find(({ from, until }) => until === undefined || (from - (until - from) <= now && now < until));
}

export function pausedAt(pauses: readonly Pause[], at: number): boolean {
  return pauses.some(({ from, until = Infinity }) => from <= at && at < until);
}

/** The newest verified backup that the clock has reached. One dated later was made while the clock was wrong. */
export function newestBackup({ backups, now }: Pick<Situation, 'backups' | 'now'>): BackupFacts | undefined {
  return backups
    .filter(({ startedAt }) => startedAt <= now)
    .reduce<BackupFacts | undefined>(
      (newest, one) => (newest !== undefined && newest.startedAt >= one.startedAt ? newest : one),
      undefined,
    );
}

/** The earliest backup that started within a span (its end excluded) and not in a future that a wrong clock once showed. */
export function backupWithin(
  { backups, now }: Pick<Situation, 'backups' | 'now'>,
  from: number,
  until: number,
): BackupFacts | undefined {
  const within = backups.filter(({ startedAt }) => from <= startedAt && startedAt < until && startedAt <= now);
  return within.toSorted((one, other) => one.startedAt - other.startedAt)[0];
}

/** The backup of a run whose end was never written into its row: the program was killed in between. */
export function backupOf(
  { backups }: Pick<Situation, 'backups'>,
  row: Pick<OccurrenceRow, 'attempts'> | undefined,
): BackupFacts | undefined {
  return backups.find((backup) => row?.attempts.some(({ startedAt }) => startedAt === backup.startedAt));
}
