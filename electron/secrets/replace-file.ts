import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Puts new contents in the place of a file: written beside it, flushed, proven by `check` from a fresh reading, renamed.
 * At every moment the file is the old one or the new one. To be called by one process at a time.
 */
export function replaceFile(file: string, contents: string, check: (written: string) => void): void {
  const beside = `${file}.new`;
  // Left by a process that was killed here.
  rmSync(beside, { force: true });
  try {
    writeFlushed(beside, contents);
    check(readFileSync(beside, 'utf8'));
    renamePatiently(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
  flushFolder(path.dirname(file));
}

function writeFlushed(file: string, contents: string): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeFileSync(descriptor, contents);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const RENAME_TRIES = 10;
const RENAME_PAUSE_MS = 50;

/** On Windows a virus scanner may hold the file open for a moment. */
function renamePatiently(from: string, to: string): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const held =
        error instanceof Error && 'code' in error && ['EPERM', 'EACCES', 'EBUSY'].includes(String(error.code));
      if (!held || process.platform !== 'win32' || attempt === RENAME_TRIES) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RENAME_PAUSE_MS);
    }
  }
}

/** Makes the rename itself durable; Windows has no such thing. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
