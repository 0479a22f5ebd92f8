import { closeSync, openSync, statSync, type BigIntStats } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { keepError, say } from '../../shared/index.ts';
import { APPLICATION_ID, HISTORY_VERSION, MIGRATIONS, SCHEMA_PROBES } from './history-schema.ts';
import { errnoOf } from './home-fault.ts';
import type { Home } from './home.ts';
import { lockHome } from './lock.ts';
import { moveAside } from './quarantine.ts';
import { isDamage, sqliteCode } from '../platform/sqlite-code.ts';

export interface OpenedHistory {
  readonly database: DatabaseSync;
  /** Whether it was begun just now: there was none, it was empty, or it was damaged. */
  readonly isNew: boolean;
  /** Where the damaged one is kept. */
  readonly kept?: string;
}

/** The smallest file SQLite writes. It takes anything below its magic text for an empty database. */
const SMALLEST_BYTES = 512;

/** Up to this size every page is checked at each opening (14 ms for 35,000 runs); beyond it, damage shows in use. */
const CHECKED_BYTES = 16 * 1024 * 1024;

type Found =
  { readonly state: 'good'; readonly database: DatabaseSync } | { readonly state: 'absent' | 'damaged' | 'older' };

/**
 * Opens the history; begins it where there is none, brings an older one up to date, moves a damaged one aside.
 * @param busyMs how long to wait, blocking, for another process
 * @param damaged inode of the file that proved damaged in use: if it is still in place, it goes
 * @throws what SQLite or the system says; KeepError settings/newer, busy
 */
export function openHistoryDatabase(home: Home, busyMs: number, damaged?: bigint): OpenedHistory {
  const found = damaged === undefined ? look(home, busyMs) : undefined;
  if (found?.state === 'good') return { database: found.database, isNew: false };
  const lock = lockHome(home, 'history', busyMs);
  if (lock === undefined) throw keepError('busy', { name: say('records.history.name') });
  try {
    // Another process may have put it right while this one waited.
    const again = look(home, busyMs, damaged);
    if (again.state === 'good') return { database: again.database, isNew: false };
    const updated = again.state === 'older' ? bringUpToDate(home, busyMs) : undefined;
    if (updated !== undefined) return { database: updated, isNew: false };
    const kept = again.state === 'absent' ? undefined : moveAside(home, home.historyFile);
    return { database: begin(home, busyMs, true), isNew: true, ...(kept !== undefined && { kept }) };
  } finally {
    lock.release();
  }
}

/** Rollback journal instead of the write-ahead log, for good: for a file system without shared memory. */
export function forceRollbackJournal(home: Home, busyMs: number): void {
  const database = new DatabaseSync(home.historyFile, { timeout: busyMs });
  try {
    // In this mode SQLite keeps the index of the log in its own memory, so that it can read and dissolve the log.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE');
  } finally {
    database.close();
  }
}

function look(home: Home, busyMs: number, damaged?: bigint): Found {
  const stats = statsOf(home.historyFile);
  if (stats === undefined || (stats.isFile() && stats.size === 0n)) return { state: 'absent' };
  if (!stats.isFile() || stats.size < SMALLEST_BYTES || stats.ino === damaged) return { state: 'damaged' };
  const database = new DatabaseSync(home.historyFile, { timeout: busyMs });
  try {
    const state = judge(database, home, stats.size <= CHECKED_BYTES);
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
  if (thorough && database.prepare('PRAGMA quick_check(1)').get()?.quick_check !== 'ok') return 'damaged';
  if (version < HISTORY_VERSION) return 'older';
  try {
    for (const probe of SCHEMA_PROBES) database.prepare(probe);
  } catch (error) {
    // "no such table", "no such column": not the file it claims to be.
    if (sqliteCode(error) === 'sqlite') return 'damaged';
    throw error;
  }
  return 'good';
}

/** Undefined where a step finds other tables than its version promises: not the file it claims to be. */
function bringUpToDate(home: Home, busyMs: number): DatabaseSync | undefined {
  try {
    return begin(home, busyMs, false);
  } catch (error) {
    if (sqliteCode(error) === 'sqlite') return undefined;
    throw error;
  }
}

/** A new history, or the steps that an older one lacks. Call it under the lock. */
function begin(home: Home, busyMs: number, isNew: boolean): DatabaseSync {
  if (isNew) {
    createEmpty(home.historyFile);
    if (!useWriteAheadLog(home, busyMs)) forceRollbackJournal(home, busyMs);
  }
  const database = new DatabaseSync(home.historyFile, { timeout: busyMs });
  try {
    database.exec('BEGIN IMMEDIATE');
    for (const step of MIGRATIONS.slice(pragma(database, 'PRAGMA user_version'))) database.exec(step);
    // A step may succeed on other tables than those that its version promises.
    for (const probe of SCHEMA_PROBES) database.prepare(probe);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${HISTORY_VERSION}; COMMIT`);
    return configure(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The log needs shared memory, which network file systems refuse: at once, or only when something is written. */
function useWriteAheadLog(home: Home, busyMs: number): boolean {
  const database = new DatabaseSync(home.historyFile, { timeout: busyMs });
  try {
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('BEGIN IMMEDIATE; ROLLBACK');
    return true;
  } catch (error) {
    if (isDamage(error) || sqliteCode(error) === 'busy' || sqliteCode(error) === 'full') throw error;
    return false;
  } finally {
    database.close();
  }
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
