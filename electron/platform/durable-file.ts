import { closeSync, constants, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isHeld, isTolerated } from './file-refusals.ts';

/** Milliseconds between tries while a virus scanner or a sync client holds the fresh file; about a second in all. */
const RENAME_WAITS_MS = [10, 20, 50, 100, 200, 300, 400] as const;

/** A link that stands where the file beside is written is refused, not followed. Windows has no such flag. */
const NO_FOLLOW = (constants.O_NOFOLLOW as number | undefined) ?? 0;
const WRITE_ANEW = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | NO_FOLLOW;

/** Written beside; the name is fixed, so that a killed writer leaves at most one. */
function besideOf(file: string): string {
  return `${file}.new`;
}

/**
 * Replaces a file so that at any moment, power cuts included, either the old or the new content is there in full: a file
 * beside it (0600), fsync, rename, fsync of the folder (restic and SQLite do the same). A file system that cannot sync a
 * folder has replaced the file all the same. Two writers of one file must be kept apart by a lock.
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  const beside = besideOf(file);
  await rm(beside, { force: true }).catch(() => undefined);
  const handle = await open(beside, WRITE_ANEW, 0o600);
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
  await renamePatiently(beside, file);
  await syncFolder(path.dirname(file));
}

/** Renames, waiting out those who hold the file for a moment. Never falls back to writing in place. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (const wait of RENAME_WAITS_MS) {
    try {
      await rename(from, to);
      return;
    } catch (thrown) {
      if (!isHeld(thrown)) throw thrown;
    }
    await sleep(wait);
  }
  await rename(from, to);
}

/** Writes the names in a folder through to the disk. Windows has no handle for a folder; NTFS keeps names in its own log. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    if (!isTolerated('sync-folder', thrown)) throw thrown;
  }
}

/**
 * The same without giving way to anybody, for work under a lock that is held synchronously.
 * @param check sees what was really written, from a fresh reading, before the old file goes; throws to keep it
 */
export function replaceFileSync(file: string, text: string, check: (written: string) => void = () => undefined): void {
  const beside = besideOf(file);
  rmSync(beside, { force: true });
  try {
    const descriptor = openSync(beside, WRITE_ANEW, 0o600);
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    check(readFileSync(beside, 'utf8'));
    renamePatientlySync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
  syncFolderSync(path.dirname(file));
}

function renamePatientlySync(from: string, to: string): void {
  for (const wait of RENAME_WAITS_MS) {
    try {
      renameSync(from, to);
      return;
    } catch (thrown) {
      if (!isHeld(thrown)) throw thrown;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
  }
  renameSync(from, to);
}

function syncFolderSync(folder: string): void {
  if (process.platform === 'win32') return;
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (thrown) {
    if (!isTolerated('sync-folder', thrown)) throw thrown;
  }
}
