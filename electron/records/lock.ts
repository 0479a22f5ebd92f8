import { randomUUID } from 'node:crypto';
import { closeSync, lstatSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { keepError, say } from '../../shared/index.ts';
import { readBoundedSync } from '../platform/read-bounded.ts';
import { errnoOf, homeFault } from './home-fault.ts';
import type { Home } from './home.ts';
import { isDamage, sqliteCode } from './sqlite-code.ts';
import { inside, segmentOf } from '../platform/path-segment.ts';
import { systemError } from '../platform/system-error.ts';

/** Held until `release`, or until the process ends in whatever way. */
export interface Lock {
  /** Gives the lock free; safe to call twice. */
  readonly release: () => void;
}

const holderSchema = z.object({ pid: z.int().positive(), since: z.iso.datetime() }).readonly();

/** Bytes. */
const LARGEST_NOTE = 4096;

/** Who holds a lock, for display only; the truth is the lock itself. `since` is ISO 8601, UTC. */
export type LockHolder = z.infer<typeof holderSchema>;

/** On Windows SQLite takes even a shared lock through an exclusive one, which another may touch in the same instant. */
const MOMENT_MS = process.platform === 'win32' ? 50 : 0;

/** The right to work on a device. Undefined: another run, of this process or another one, has it. */
export function lockRun(home: Home, deviceId: string): Lock | undefined {
  return lockHome(home, `run-${deviceId}`);
}

/** Who works on a device, as that process wrote it down. */
export function runHolder(home: Home, deviceId: string): LockHolder | undefined {
  return lockHolder(home, `run-${deviceId}`);
}

/**
 * An exclusive right inside a home, such as being its scheduler.
 *
 * It is the operating system's lock on a file, taken by an open SQLite transaction: the kernel drops it with the process,
 * so there is nothing stale to judge and a reused pid means nothing. BEGIN IMMEDIATE (not EXCLUSIVE) because of two
 * that start in the same instant exactly one wins; with EXCLUSIVE both can block each other and both give up.
 * The file stays empty for ever and is never deleted; nobody may open it by other means, because closing such a handle
 * would drop this process's lock (POSIX).
 * @param patience milliseconds to wait (blocking) for another holder
 * @throws KeepError home/unusable
 */
export function lockHome(home: Home, purpose: string, patience = MOMENT_MS): Lock | undefined {
  const file = inside(home.locksFolder, `${segmentOf(purpose)}.lock`);
  let held: DatabaseSync;
  try {
    createEmpty(file, home);
    // SQLite would follow it. The file itself must not be opened by other means.
    if (lstatSync(file).isSymbolicLink()) throw systemError('ELOOP', 'a link in the place of a lock');
    held = openLocked(file, patience);
  } catch (error) {
    if (sqliteCode(error) === 'busy') {
      requireLocks(home);
      return undefined;
    }
    if (isDamage(error)) {
      const reason = say('records.reason.lockOverwritten', { file });
      throw keepError('home/unusable', { folder: home.folder, reason }, error);
    }
    throw homeFault(home.folder, error);
  }
  noteHolder(home, purpose);
  return {
    release: () => {
      if (!held.isOpen) return;
      // First the note, then the lock: the next holder's note must not be hit.
      rmSync(holderFile(home, purpose), { force: true });
      held.close();
    },
  };
}

/** @throws what SQLite says; `busy` where somebody else has it */
function openLocked(file: string, patience = 0): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: patience });
  try {
    // Nothing is ever written: no journal may appear beside the file.
    database.exec('PRAGMA journal_mode = MEMORY');
    database.exec('BEGIN IMMEDIATE');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Folders in which a lock was seen to be given. */
const known = new Set<string>();

/**
 * SQLite calls a file system without locks (ENOLCK: NFS without its lock service, some FUSE) busy, for ever and to everybody.
 * A file that nobody else can know of tells the two apart.
 * @throws KeepError home/unusable
 */
function requireLocks(home: Home): void {
  if (known.has(home.locksFolder)) return;
  const file = inside(home.locksFolder, `probe-${randomUUID()}.lock`);
  try {
    closeSync(openSync(file, 'wx', 0o600));
    openLocked(file).close();
    known.add(home.locksFolder);
  } catch (error) {
    const isWithout = sqliteCode(error) === 'busy';
    throw isWithout
      ? keepError('home/unusable', { folder: home.folder, reason: say('records.reason.noLocks') }, error)
      : homeFault(home.folder, error);
  } finally {
    rmSync(file, { force: true });
  }
}

/** Who holds a lock; undefined where nobody wrote it down. May name a process that was killed since. */
export function lockHolder(home: Home, purpose: string): LockHolder | undefined {
  try {
    return holderSchema.parse(JSON.parse(readBoundedSync(holderFile(home, purpose), LARGEST_NOTE).toString('utf8')));
  } catch {
    return undefined;
  }
}

function createEmpty(file: string, home: Home): void {
  mkdirSync(home.locksFolder, { recursive: true, mode: 0o700 });
  try {
    // Exclusive: an existing file is not opened, see above.
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}

function noteHolder(home: Home, purpose: string): void {
  const holder: LockHolder = { pid: process.pid, since: new Date().toISOString() };
  try {
    const file = holderFile(home, purpose);
    // What a killed process left goes, and whatever else lies there: a link would be written through, a pipe waits for a reader.
    rmSync(file, { force: true });
    writeFileSync(file, JSON.stringify(holder), { mode: 0o600, flag: 'wx' });
  } catch {
    // For display only: a full disk must not stop the run.
  }
}

function holderFile(home: Home, purpose: string): string {
  return inside(home.locksFolder, `${segmentOf(purpose)}.json`);
}
