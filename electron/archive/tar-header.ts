import { isZero } from './zeros.ts';

export const BLOCK = 512;

/** One header block. Times, owners and modes are left out: they tell how the archive was written, not what is in it. */
export interface TarHeader {
  /** Bytes of the name, one per character (latin1), so that no two names become one. */
  readonly path: string;
  readonly size: number;
  readonly kind: 'file' | 'folder' | 'symlink' | 'pax' | 'long-name' | 'long-target' | 'other';
  /** Where a link leads, as written (latin1). */
  readonly target: string;
}

export type TarBlock = TarHeader | 'zero' | 'bad-checksum' | 'bad-header' | 'no-tar';

/** Offsets of POSIX ustar; GNU tar writes "ustar  " and other things than a prefix at 345. */
const FIELDS = {
  name: [0, 100],
  size: [124, 136],
  checksum: [148, 156],
  target: [157, 257],
  magic: [257, 265],
  prefix: [345, 500],
} as const;
const TYPE = 156;

/** Reads a header block strictly: checksum and size must be plain octal, the magic must be there. */
export function readTarHeader(block: Buffer): TarBlock {
  if (isZero(block)) return 'zero';
  const magic = block.toString('latin1', ...FIELDS.magic);
  if (!magic.startsWith('ustar')) return 'no-tar';
  const checksum = octal(block.toString('latin1', ...FIELDS.checksum));
  if (checksum === undefined || !sums(block).includes(checksum)) return 'bad-checksum';
  const size = octal(block.toString('latin1', ...FIELDS.size));
  if (size === undefined) return 'bad-header';
  const name = text(block, FIELDS.name);
  const prefix = magic.startsWith('ustar\0') ? text(block, FIELDS.prefix) : '';
  const path = prefix === '' ? name : `${prefix}/${name}`;
  const kind = kindOf(String.fromCharCode(block[TYPE] ?? 0), path);
  return { path, size, kind, target: text(block, FIELDS.target) };
}

function kindOf(flag: string, path: string): TarHeader['kind'] {
  switch (flag) {
    // Old writers mark a folder only by the slash at its end.
    case '0':
    case '\0':
    case '7':
      return path.endsWith('/') ? 'folder' : 'file';
    case '2':
      return 'symlink';
    case '5':
      return 'folder';
    case 'x':
      return 'pax';
    case 'L':
      return 'long-name';
    case 'K':
      return 'long-target';
    default:
      return 'other';
  }
}

function text(block: Buffer, [from, to]: readonly [number, number]): string {
  const field = block.toString('latin1', from, to);
  const end = field.indexOf('\0');
  return end === -1 ? field : field.slice(0, end);
}

/** Digits with spaces before and spaces or zero bytes behind; nothing else, so no negative and no base-256 number (8 GiB and more). */
function octal(field: string): number | undefined {
  const digits = /^ *([0-7]{1,12})[ \0]*$/.exec(field)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 8);
}

/** The sum with the checksum field taken as spaces: of unsigned bytes, and of signed ones as some old writers did. */
function sums(block: Buffer): readonly number[] {
  let unsigned = 8 * 0x20;
  let high = 0;
  for (let index = 0; index < BLOCK; index += 1) {
    if (index >= FIELDS.checksum[0] && index < FIELDS.checksum[1]) continue;
    const byte = block[index] ?? 0;
    unsigned += byte;
    if (byte > 127) high += 1;
  }
  return [unsigned, unsigned - 256 * high];
}
