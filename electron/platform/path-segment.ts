import { createHash } from 'node:crypto';
import path from 'node:path';
import { systemError } from './system-error.ts';

/** Bytes that a name may have on every file system we know of (255; in UTF-16 units on NTFS and APFS). */
const LONGEST_BYTES = 255;

/** Separators of every system: a folder may be read by another one. A colon would name a stream of NTFS. */
const FORBIDDEN = process.platform === 'win32' ? /[/\\:\0]/ : /[/\\\0]/;

/** Whether a text is one plain name inside a folder: no separator, no way up, not empty and not too long. It may be hidden. */
export function isPathSegment(text: string): boolean {
  return !['', '.', '..'].includes(text) && !FORBIDDEN.test(text) && Buffer.byteLength(text) <= LONGEST_BYTES;
}

/**
 * The one way in which an id or a name becomes part of a path: `name` directly inside `folder`, or nothing at all.
 * What comes from outside is parsed at its border; this holds even where a border was forgotten.
 * @throws an error in the form of the system's own (EINVAL) for what is no plain name
 */
export function inside(folder: string, name: string): string {
  if (!isPathSegment(name)) throw systemError('EINVAL', 'not a plain name of a file');
  return path.join(folder, name);
}

/**
 * A file name, or an account, out of an id that may be any text: a plain lower-case one stays as it is, anything else is
 * hashed, so that none can leave its folder or mean another account.
 */
export function segmentOf(id: string): string {
  return /^[a-z0-9-]{1,80}$/.test(id) ? id : createHash('sha256').update(id).digest('hex').slice(0, 40);
}
