import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf } from './home-fault.ts';

/** On Windows a virus scanner or a sync client holds a fresh file for a moment; about a second in all. */
const RENAME_WAITS_MS = [10, 20, 50, 100, 200, 300, 400];

/**
 * Replaces a file so that at any moment, power cuts included, either the old or the new content is there in full:
 * temporary file in the same folder, fsync, rename, fsync of the folder (restic and SQLite do the same).
 * Two writers of one file must be kept apart by a lock: the temporary name is fixed, so that a killed writer leaves
 * at most one, which the next removes.
 */
export async function writeDurably(file: string, text: string): Promise<void> {
  const temporary = `${file}.new`;
  // Left by a killed writer, or put there by somebody: a link would be followed, a pipe waits for its reader.
  await rm(temporary, { force: true });
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
  await renamePatiently(temporary, file);
  await syncFolder(path.dirname(file));
}

/** Renames, waiting out those who hold the file for a moment. Never falls back to writing in place. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (const wait of RENAME_WAITS_MS) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (!['EPERM', 'EACCES', 'EBUSY'].includes(errnoOf(error))) throw error;
    }
    await sleep(wait);
  }
  await rename(from, to);
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no handle for a folder; NTFS writes the rename through its own journal.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems refuse to sync a folder; the file itself is on the disk.
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(errnoOf(error))) throw error;
  } finally {
    await handle.close();
  }
}
