import { randomUUID } from 'node:crypto';
import { closeSync, lstatSync, openSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inside } from './path-segment.ts';
import { NO_FILE } from './read-bounded.ts';
import { isLockFailure, sqliteCode } from './sqlite-code.ts';
import { systemCode, systemError } from './system-error.ts';

/** Held until `release`, or until the process ends in whatever way. */
export interface FileLock {
  /** Gives the lock free; safe to call twice. */
  readonly release: () => void;
  readonly isHeld: () => boolean;
}

/**
 * The operating system's lock on a file, taken by an open SQLite transaction: the kernel drops it with the process, so there is
 * nothing stale to judge and a reused pid means nothing. BEGIN IMMEDIATE (not EXCLUSIVE) because of two that start in the same
 * instant exactly one wins; with EXCLUSIVE both can block each other and both give up. The file stays empty for ever and is never
 * deleted; nobody may open it by other means, because closing such a handle would drop this process's lock (POSIX).
 * @param patienceMs how long to wait, standing still, for another holder
 * @returns undefined where somebody else has it
 * @throws system errors, ENOLCK where the file system gives no locks; else what SQLite says, of a file that is none of ours for
 *   instance
 */
export function lockFile(file: string, patienceMs: number): FileLock | undefined {
  createEmpty(file);
  try {
    return take(file, patienceMs);
  } catch (thrown) {
    if (isLockFailure(thrown)) throw withoutLocks(thrown);
    if (sqliteCode(thrown) !== 'busy') throw thrown;
    requireLocks(path.dirname(file));
    return undefined;
  }
}

function take(file: string, patienceMs: number): FileLock {
  const database = new DatabaseSync(file, { timeout: patienceMs });
  try {
    // Nothing is ever written: no journal may appear beside the file, and it works on a full disk.
    database.exec('PRAGMA journal_mode = MEMORY');
    database.exec('BEGIN IMMEDIATE');
  } catch (thrown) {
    database.close();
    throw thrown;
  }
  return {
    isHeld: () => database.isOpen,
    release: () => {
      if (database.isOpen) database.close();
    },
  };
}

/** Folders in which a lock was seen to be given. */
const known = new Set<string>();

/**
 * SQLite calls a file system without locks (ENOLCK: NFS without its lock service, some FUSE) busy, for ever and to everybody.
 * A file that nobody else can know of tells the two apart.
 */
function requireLocks(folder: string): void {
  if (known.has(folder)) return;
  const probe = inside(folder, `probe-${randomUUID()}.lock`);
  try {
    closeSync(openSync(probe, 'wx', 0o600));
    take(probe, 0).release();
    known.add(folder);
  } catch (thrown) {
    throw isLockFailure(thrown) || sqliteCode(thrown) === 'busy' ? withoutLocks(thrown) : thrown;
  } finally {
    rmSync(probe, { force: true });
  }
}

function withoutLocks(cause: unknown): Error {
  return Object.assign(systemError('ENOLCK', 'the file system gives no locks'), { cause });
}

/** Exclusive: what is there already is not opened, a pipe would wait for its reader. */
function createEmpty(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (thrown) {
    if (systemCode(thrown) !== 'EEXIST') throw thrown;
    const found = lstatSync(file);
    // Planted: SQLite would follow it.
    if (found.isSymbolicLink()) throw systemError('ELOOP', 'a link in the place of a lock');
    if (!found.isFile()) throw systemError(found.isDirectory() ? 'EISDIR' : NO_FILE, 'no file');
  }
}
