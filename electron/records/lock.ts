import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { keepError, say } from '../../shared/index.ts';
import { lockFile, type FileLock } from '../platform/file-lock.ts';
import { readBoundedSync } from '../platform/read-bounded.ts';
import { homeFault } from './home-fault.ts';
import type { Home } from './home.ts';
import { isDamage } from '../platform/sqlite-code.ts';
import { inside, segmentOf } from '../platform/path-segment.ts';

/** Held until `release`, or until the process ends in whatever way. */
export type Lock = Pick<FileLock, 'release'>;

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
 * An exclusive right inside a home, such as being its scheduler: the kernel's lock on a file (`platform/file-lock.ts`).
 * @param patience milliseconds to wait (blocking) for another holder
 * @throws KeepError home/unusable
 */
export function lockHome(home: Home, purpose: string, patience = MOMENT_MS): Lock | undefined {
  const file = inside(home.locksFolder, `${segmentOf(purpose)}.lock`);
  let lock: FileLock | undefined;
  try {
    mkdirSync(home.locksFolder, { recursive: true, mode: 0o700 });
    lock = lockFile(file, patience);
  } catch (error) {
    if (isDamage(error)) {
      const reason = say('records.reason.lockOverwritten', { file });
      throw keepError('home/unusable', { folder: home.folder, reason }, error);
    }
    throw homeFault(home.folder, error);
  }
  if (lock === undefined) return undefined;
  const { isHeld, release } = lock;
  noteHolder(home, purpose);
  return {
    release: () => {
      if (!isHeld()) return;
      // First the note, then the lock: the next holder's note must not be hit.
      rmSync(holderFile(home, purpose), { force: true });
      release();
    },
  };
}

/** Who holds a lock; undefined where nobody wrote it down. May name a process that was killed since. */
export function lockHolder(home: Home, purpose: string): LockHolder | undefined {
  try {
    return holderSchema.parse(JSON.parse(readBoundedSync(holderFile(home, purpose), LARGEST_NOTE).toString('utf8')));
  } catch {
    return undefined;
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
