/** What a text was read as. */
export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface DecodedText {
  /** Without the byte order mark in front. */
  readonly text: string;
  readonly encoding: TextEncodingName;
  /** Nothing in the bytes says how they are to be read: somebody has to look at what came of it. */
  readonly guessed: boolean;
}

/** One line end of any system: Windows, Unix, old Macs, mainframes (NEL). */
const LINE_END = /\r\n|[\n\r\u0085]/u;

/**
 * Bytes from outside (standard input, a list, an export, a key file) as the programs write them that people use: UTF-8 and UTF-16 with or
 * without a byte order mark; the code page of Windows in the West where they can be no UTF-8. The last is a guess.
 * @returns undefined for bytes that are no text
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const marked = decodeUnambiguous(bytes);
  if (marked !== undefined && !marked.text.includes('\0')) return marked;
  // What announces itself as UTF-16 and is none is nothing else either.
  if (isMarked16(bytes)) return undefined;
  const bare = utf16Without(bytes);
  if (bare !== undefined) {
    const text = decodeAs(bare, bytes);
    return text === undefined || text.includes('\0') ? undefined : { text, encoding: bare, guessed: false };
  }
  const text = decodeAs('windows-1252', bytes);
  // Bytes that this code page leaves open, and controls, stand in no text.
  if (text === undefined || /[^\P{Cc}\t\n\r]/u.test(text)) return undefined;
  return { text, encoding: 'windows-1252', guessed: true };
}

/**
 * The same for what must not be misread, a password: UTF-8, or UTF-16 that a byte order mark announces, and nothing else.
 * @returns undefined where the bytes could be read in more than one way
 */
export function decodeUnambiguous(bytes: Uint8Array): DecodedText | undefined {
  const [first, second, third] = bytes;
  const marked =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  const isMarkedUtf8 = first === 0xef && second === 0xbb && third === 0xbf;
  const text = decodeAs(marked, bytes.subarray(marked !== 'utf-8' ? 2 : isMarkedUtf8 ? 3 : 0));
  return text === undefined ? undefined : { text, encoding: marked, guessed: false };
}

/** The lines of a text, without their ends; an empty one at the end counts for nothing. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split(LINE_END);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/**
 * Where the first line ends in bytes that may still be coming: of UTF-16 by its byte order mark, else at the line feed.
 * @returns -1 while there is none
 */
export function lineFeedIn(bytes: Uint8Array): number {
  const [first, second] = bytes;
  const isLittle = first === 0xff && second === 0xfe;
  if (!isMarked16(bytes)) return bytes.indexOf(0x0a);
  for (let at = 2; at + 1 < bytes.length; at += 2) {
    if (bytes[isLittle ? at : at + 1] === 0x0a && bytes[isLittle ? at + 1 : at] === 0) return at;
  }
  return -1;
}

function isMarked16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** Text of Western letters in UTF-16 has a zero in every other byte, and 8-bit text has none at all. */
function utf16Without(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes.length % 2 !== 0) return undefined;
  let even = 0;
  let odd = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    if (bytes[at] === 0) even += 1;
    if (bytes[at + 1] === 0) odd += 1;
  }
  const few = bytes.length / 50;
  if (odd > 4 * few && even < few) return 'utf-16le';
  return even > 4 * few && odd < few ? 'utf-16be' : undefined;
}

function decodeAs(encoding: TextEncodingName, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
