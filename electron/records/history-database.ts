import { closeSync, openSync, statSync, type BigIntStats } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { keepError, say } from '../../shared/index.ts';
import { APPLICATION_ID, HISTORY_VERSION, MIGRATIONS, SCHEMA_PROBES } from './history-schema.ts';
import { errnoOf } from './home-fault.ts';
import type { Home } from './home.ts';
import { lockHome } from './lock.ts';
import { moveAside } from './quarantine.ts';
import { isDamage, sqliteCode } from './sqlite-code.ts';

export interface OpenedHistory {
  readonly database: DatabaseSync;
  /** Whether it was begun just now: there was none, it was empty, or it was damaged. */
  readonly isNew: boolean;
  /** Where the damaged one is kept. */
  readonly kept?: string;
}

/** The smallest file SQLite writes. It takes anything below its magic text for an empty database. */
const SMALLEST_BYTES = 512;

type Found =
  { readonly state: 'good'; readonly database: DatabaseSync } | { readonly state: 'absent' | 'damaged' | 'older' };

/**
 * Opens the history; begins it where there is none, brings an older one up to date, moves a damaged one aside.
 * @param busyMs how long to wait, blocking, for another process
 * @param suspect whether damage showed in use: every page is checked before the file is believed again
 * @throws what SQLite or the system says; KeepError settings/newer, busy
 */
export function openHistoryDatabase(home: Home, busyMs: number, suspect = false): OpenedHistory {
  const found = suspect ? undefined : look(home, busyMs, suspect);
  if (found?.state === 'good') return { database: found.database, isNew: false };
  const lock = lockHome(home, 'history', busyMs);
  if (lock === undefined) throw keepError('busy', { name: say('records.history.name') });
  try {
    // Another process may have put it right while this one waited.
    const again = look(home, busyMs, suspect);
    if (again.state === 'good') return { database: again.database, isNew: false };
    const kept = again.state === 'damaged' ? moveAside(home, home.historyFile) : undefined;
    const isNew = again.state !== 'older';
    return { database: begin(home, busyMs, isNew), isNew, ...(kept !== undefined && { kept }) };
  } finally {
    lock.release();
  }
}

/** Rollback journal instead of the write-ahead log, for good: for a home that moved to a file system without shared memory. */
export function forceRollbackJournal(home: Home, busyMs: number): void {
  const database = new DatabaseSync(home.historyFile, { timeout: busyMs });
  try {
    useRollbackJournal(database);
  } finally {
    database.close();
  }
}

function look(home: Home, busyMs: number, thorough: boolean): Found {
  const stats = statsOf(home.historyFile);
  if (stats === undefined || (stats.isFile() && stats.size === 0n)) return { state: 'absent' };
  if (!stats.isFile() || stats.size < SMALLEST_BYTES) return { state: 'damaged' };
  const database = new DatabaseSync(home.historyFile, { timeout: busyMs });
  try {
    const state = judge(database, home, thorough);
    if (state === 'good') return { state, database: configure(database) };
    database.close();
    return { state };
  } catch (error) {
    database.close();
    if (isDamage(error)) return { state: 'damaged' };
    throw error;
  }
}

function judge(database: DatabaseSync, home: Home, thorough: boolean): Found['state'] {
  const tables = pragma(database, 'SELECT count(*) FROM sqlite_schema');
  const version = pragma(database, 'PRAGMA user_version');
  if (tables === 0 && version === 0) return 'absent';
  if (pragma(database, 'PRAGMA application_id') !== APPLICATION_ID) return 'damaged';
  if (version > HISTORY_VERSION) throw keepError('settings/newer', { file: home.historyFile });
  if (version < HISTORY_VERSION) return 'older';
  if (thorough && database.prepare('PRAGMA quick_check(1)').get()?.quick_check !== 'ok') return 'damaged';
  try {
    for (const probe of SCHEMA_PROBES) database.prepare(probe);
  } catch (error) {
    // "no such table", "no such column": not the file it claims to be.
    if (sqliteCode(error) === 'sqlite') return 'damaged';
    throw error;
  }
  return 'good';
}

function begin(home: Home, busyMs: number, isNew: boolean): DatabaseSync {
  if (isNew) createEmpty(home.historyFile);
  const database = new DatabaseSync(home.historyFile, { timeout: busyMs });
  try {
    if (isNew) useWriteAheadLog(database);
    database.exec('BEGIN IMMEDIATE');
    for (const step of MIGRATIONS.slice(pragma(database, 'PRAGMA user_version'))) database.exec(step);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${HISTORY_VERSION}; COMMIT`);
    return configure(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The log needs shared memory, which network file systems refuse: at once, or only when something is written. */
function useWriteAheadLog(database: DatabaseSync): void {
  try {
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('BEGIN IMMEDIATE; ROLLBACK');
  } catch (error) {
    if (isDamage(error) || sqliteCode(error) === 'busy') throw error;
    useRollbackJournal(database);
  }
}

function useRollbackJournal(database: DatabaseSync): void {
  // In this mode SQLite keeps the index of the log in its own memory, so that it can read and dissolve the log.
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL');
  // The lock is let go by the next access only.
  pragma(database, 'PRAGMA user_version');
}

function configure(database: DatabaseSync): DatabaseSync {
  const mode = database.prepare('PRAGMA journal_mode').get()?.journal_mode;
  // With the log, NORMAL cannot damage the file; a power cut may cost the last rows, which the vault still knows.
  database.exec(`PRAGMA synchronous = ${mode === 'wal' ? 'NORMAL' : 'FULL'}`);
  return database;
}

const numberRow = z.record(z.string(), z.number());

function pragma(database: DatabaseSync, sql: string): number {
  const row = numberRow.parse({ ...database.prepare(sql).get() });
  return Object.values(row)[0] ?? 0;
}

/** SQLite gives the log and its index the mode of the database, so it must be right from the first moment. */
function createEmpty(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}

/** Undefined where there is no such file. */
export function statsOf(file: string): BigIntStats | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false });
}
