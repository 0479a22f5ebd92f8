import { closeSync, lstatSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { NO_FILE } from '../platform/read-bounded.ts';
import { systemCode, systemError } from '../platform/system-error.ts';

/**
 * Runs a short piece of synchronous work that no other process runs at the same time. The lock is SQLite's on an empty
 * database: the system lets go of it when its holder dies, so that there is no stale lock to judge.
 * @param patienceMs how long to wait for the lock, standing still; others need it for some milliseconds at a time
 * @throws Error with code ERR_SQLITE_ERROR when the lock is not given
 */
export function exclusively<Result>(lockFile: string, patienceMs: number, work: () => Result): Result {
  createEmpty(lockFile);
  const lock = new DatabaseSync(lockFile, { timeout: patienceMs });
  try {
    // In memory: the lock itself must leave no journal behind, and work on a full disk.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return work();
  } finally {
    lock.close();
  }
}

/** Exclusive: what is there already is not opened, a pipe would wait for its reader. */
function createEmpty(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    const found = lstatSync(file);
    // Planted: it is refused, not followed.
    if (found.isSymbolicLink()) throw systemError('ELOOP', 'a link in the place of a lock');
    if (!found.isFile()) throw systemError(found.isDirectory() ? 'EISDIR' : NO_FILE, 'no file');
  }
}
