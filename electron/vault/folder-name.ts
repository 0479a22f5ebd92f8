import { sanitizeText } from '../../shared/index.ts';
import { RESERVED } from '../platform/windows-path.ts';

/** Longest folder name, in UTF-16 units: leaves room for the vault's path and the backup's name under 260 on Windows. */
const LONGEST = 60;

/**
 * The name of a device as a folder name that every system takes: Unicode composed (NFC), no control or direction
 * characters, none of `<>:"/\|?*`, no leading dot, no trailing dot or space, none of Windows' device names, at most
 * 60 long. A name of which nothing is left becomes "device".
 */
export function safeFolderName(name: string): string {
  const reduced = sanitizeText(name)
    .replace(/[\p{Cf}\ufffd]/gu, '')
    // After the removal: it can bring letter and accent together.
    .normalize('NFC')
    .replace(/ +/g, ' ')
    .replace(/[<>:"/\\|?*]+/g, '-')
    .replace(/^[\s.]+/u, '');
  const named = trimEnd(shorten(reduced, LONGEST)) || 'device';
  return named.replace(RESERVED, '$1_');
}

/** The name with something behind it that tells twins apart, still at most 60 long. */
export function distinctFolderName(name: string, distinction: string): string {
  return `${trimEnd(shorten(name, LONGEST - distinction.length - 1))}-${distinction}`;
}

/** Windows drops trailing dots and spaces silently: two names would become one. */
function trimEnd(name: string): string {
  return name.replace(/[\s.]+$/u, '');
}

/** Cuts between characters as people see them, never inside a surrogate pair or before an accent. */
function shorten(name: string, longest: number): string {
  let short = '';
  for (const { segment } of new Intl.Segmenter('en').segment(name)) {
    if (short.length + segment.length > longest || Buffer.byteLength(short + segment) > 4 * longest) break;
    short += segment;
  }
  return short;
}
