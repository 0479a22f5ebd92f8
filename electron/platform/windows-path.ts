import path from 'node:path';

/** What Windows makes of a part of a path that it does not take as it is written. */
export interface PathTrouble {
  /**
   * `device`: the name of a device, whatever folder it stands in. `ending`: a dot or a blank at the end, which is dropped, so that
   * another folder is meant. `character`: one that no name may have; behind a colon stands a hidden stream of a file.
   * `length`: longer than any file system of Windows takes a name.
   */
  readonly kind: 'device' | 'ending' | 'character' | 'length';
  readonly part: string;
}

/** Device names of Windows, which no file may have, also not with something behind a dot; also with superscript digits. */
export const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])(?=$|[. ])/i;

/** In UTF-16 units, on NTFS, FAT and exFAT alike. */
const LONGEST = 255;

/**
 * Why Windows would take a path for another one than is written there; undefined for a good one and on other systems.
 * A path that begins with `\\?\` it takes by the letter, but for the characters.
 */
export function pathTrouble(file: string, platform: NodeJS.Platform = process.platform): PathTrouble | undefined {
  if (platform !== 'win32') return undefined;
  if (/^[\\/]{2}\.[\\/]/.test(file)) return { kind: 'device', part: file };
  const literal = file.startsWith('\\\\?\\');
  const { root } = path.win32.parse(file);
  for (const part of file.slice(root.length).split(/[\\/]/)) {
    if (/[<>:"|?*\p{Cc}]/u.test(part)) return { kind: 'character', part };
    if (part.length > LONGEST) return { kind: 'length', part };
    if (literal || part === '.' || part === '..') continue;
    if (RESERVED.test(part)) return { kind: 'device', part };
    if (/[. ]$/.test(part)) return { kind: 'ending', part };
  }
  return undefined;
}
