import { isZero } from './zeros.ts';

export const BLOCK = 512;

/** One header block. Times, owners and modes are left out: they tell how the archive was written, not what is in it. */
export interface TarHeader {
  /** Bytes of the name, one per character (latin1), so that no two names become one. */
  readonly path: string;
  readonly size: number;
  /** The letter of its type. */
  readonly letter: string;
  readonly kind:
    | 'file'
    | 'folder'
    | 'symlink'
    | 'hardlink'
    | 'pax'
    | 'global-pax'
    | 'long-name'
    | 'long-target'
    | 'sparse'
    | 'special'
    | 'other';
  /** Where a link leads, as written (latin1). */
  readonly target: string;
  /** Another block with the map of a sparse file follows. */
  readonly mapGoesOn: boolean;
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
/** GNU: whether a block of 21 more pieces of a sparse file follows the header, and the same in such a block. */
const SPARSE_GOES_ON = 482;
const MAP_GOES_ON = 504;

/** Reads a header block strictly: checksum and size must be plain numbers, the magic must be there. */
export function readTarHeader(block: Buffer): TarBlock {
  if (isZero(block)) return 'zero';
  const magic = block.toString('latin1', ...FIELDS.magic);
  if (!magic.startsWith('ustar')) return 'no-tar';
  const checksum = octal(block.toString('latin1', ...FIELDS.checksum));
  if (checksum === undefined || !sums(block).includes(checksum)) return 'bad-checksum';
  const size = sizeIn(block.subarray(...FIELDS.size));
  if (size === undefined) return 'bad-header';
  const name = text(block, FIELDS.name);
  const prefix = magic.startsWith('ustar\0') ? text(block, FIELDS.prefix) : '';
  const path = prefix === '' ? name : `${prefix}/${name}`;
  const letter = String.fromCharCode(block[TYPE] ?? 0);
  const kind = kindOf(letter, path);
  const mapGoesOn = kind === 'sparse' && block[SPARSE_GOES_ON] !== 0;
  return { path, size, letter, kind, target: text(block, FIELDS.target), mapGoesOn };
}

/** Whether one more block follows a block with the map of a sparse file. */
export function sparseMapGoesOn(block: Buffer): boolean {
  return block[MAP_GOES_ON] !== 0;
}

function kindOf(letter: string, path: string): TarHeader['kind'] {
  switch (letter) {
    // Old writers mark a folder only by the slash at its end.
    case '0':
    case '\0':
    case '7':
      return path.endsWith('/') ? 'folder' : 'file';
    case '1':
      return 'hardlink';
    case '2':
      return 'symlink';
    // Devices and named pipes.
    case '3':
    case '4':
    case '6':
      return 'special';
    case '5':
      return 'folder';
    case 'x':
      return 'pax';
    case 'g':
      return 'global-pax';
    case 'L':
      return 'long-name';
    case 'K':
      return 'long-target';
    case 'S':
      return 'sparse';
    // POSIX: what is not known is to be taken for a file.
    default:
      return 'other';
  }
}

function text(block: Buffer, [from, to]: readonly [number, number]): string {
  const field = block.toString('latin1', from, to);
  const end = field.indexOf('\0');
  return end === -1 ? field : field.slice(0, end);
}

/** Digits with spaces before and spaces or zero bytes behind; nothing else, so no negative number. */
function octal(field: string): number | undefined {
  const digits = /^ *([0-7]{1,12})[ \0]*$/.exec(field)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 8);
}

/** GNU and star write large numbers in base 256, marked by the highest bit. */
function sizeIn(field: Buffer): number | undefined {
  if (field[0] !== 0x80) return octal(field.toString('latin1'));
  const size = field.subarray(1).reduce((value, byte) => value * 256 + byte, 0);
  return Number.isSafeInteger(size) ? size : undefined;
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
