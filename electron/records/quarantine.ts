import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Home } from './home.ts';
import { inside } from '../platform/path-segment.ts';

/**
 * Moves a damaged file of the home aside, together with the files SQLite keeps beside it, under a name that tells when it
 * was last written. It is kept for ever.
 * @returns the path it is kept under
 */
export function moveAside(home: Home, file: string): string {
  mkdirSync(home.quarantineFolder, { recursive: true, mode: 0o700 });
  const kept = freeName(home, file);
  // The database goes last: a write-ahead log that stayed behind would be played into its successor.
  for (const suffix of ['-wal', '-journal', '-shm', '']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, kept + suffix);
  }
  return kept;
}

function freeName(home: Home, file: string): string {
  const { name, ext } = path.parse(file);
  const written = statSync(file).mtime.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  for (let count = 1; ; count += 1) {
    const kept = inside(home.quarantineFolder, `${name}-${written}${count === 1 ? '' : `-${String(count)}`}${ext}`);
    if (!existsSync(kept)) return kept;
  }
}
