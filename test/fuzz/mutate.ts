import type { Dice } from '../crash-trials/dice.ts';

/** Where parsers go wrong: limits of the widths that numbers have. */
const BYTES = [0, 1, 0x7f, 0x80, 0xff, 0x20, 0x0a, 0x22, 0x30, 0x7b];
const NUMBERS = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];
const WORDS = ['-1', '0', '00', '1e999', '9007199254740993', '4294967296', '-0', 'NaN', '0x10', '99999999999999999999'];
const LONGEST = 2 ** 20;

/** Bit flips, cuts, splices, doubled stretches, fields with other numbers: one change, or a few. */
export function mutateBytes(input: Buffer, dice: Dice, pool: readonly Buffer[]): Buffer {
  let bytes: Buffer = Buffer.from(input);
  for (let changes = 1 + dice.below(4); changes > 0; changes--) bytes = changeOnce(bytes, dice, pool);
  return bytes.subarray(0, LONGEST);
}

function changeOnce(bytes: Buffer, dice: Dice, pool: readonly Buffer[]): Buffer {
  const at = dice.below(bytes.length + 1);
  const length = 1 + dice.below(Math.max(1, Math.min(bytes.length - at, dice.next() < 0.7 ? 16 : 4096)));
  const piece = bytes.subarray(at, at + length);
  switch (dice.below(9)) {
    case 0:
      if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.below(8));
      return bytes;
    case 1:
      if (at < bytes.length) bytes[at] = dice.pick(BYTES);
      return bytes;
    case 2:
      return bytes.subarray(0, at);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
    case 4:
      return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
    case 5: {
      const other = dice.pick(pool);
      const from = dice.below(other.length + 1);
      return Buffer.concat([bytes.subarray(0, at), other.subarray(from, from + length), bytes.subarray(at + length)]);
    }
    case 6:
      return changeNumber(bytes, at, dice);
    case 7: {
      const noise = Buffer.from(Array.from({ length: Math.min(length, 32) }, () => dice.below(256)));
      return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at + noise.length)]);
    }
    default:
      return changeWord(bytes, dice);
  }
}

/** Lengths and counts, in either byte order. */
function changeNumber(bytes: Buffer, at: number, dice: Dice): Buffer {
  const number = dice.pick(NUMBERS);
  if (at + 4 <= bytes.length) {
    if (dice.next() < 0.5) bytes.writeUInt32LE(number, at);
    else bytes.writeUInt32BE(number, at);
  } else if (at + 2 <= bytes.length) bytes.writeUInt16BE(number & 0xffff, at);
  return bytes;
}

/** A number that is written in digits. */
function changeWord(bytes: Buffer, dice: Dice): Buffer {
  const text = bytes.toString('latin1');
  const found = [...text.slice(0, 65_536).matchAll(/\d+/g)];
  if (found.length === 0) return bytes;
  const { index, 0: digits } = dice.pick(found);
  return Buffer.from(text.slice(0, index) + dice.pick(WORDS) + text.slice(index + digits.length), 'latin1');
}

/** Characters that texts trip over: quotes, controls, directions, halves of pairs, other digits. */
const CHARACTERS = [
  '"',
  "'",
  '\\',
  '\0',
  '\r',
  '\n',
  '\t',
  ' ',
  '\u00a0',
  '\u202e',
  '\ufeff',
  '\ud800',
  '🛜',
  '٣',
  'İ',
];

/** A text for people: words doubled, swapped and cut, odd characters between them. */
export function mutateText(input: Buffer, dice: Dice, pool: readonly Buffer[]): Buffer {
  if (dice.next() < 0.3) return mutateBytes(input, dice, pool);
  let text = input.toString('utf8');
  for (let changes = 1 + dice.below(3); changes > 0; changes--) {
    const words = text.split(/(\s+|[,;:=/*-])/);
    const at = dice.below(words.length);
    const other = dice
      .pick(pool)
      .toString('utf8')
      .split(/(\s+|[,;:=/*-])/);
    const character = dice.pick(CHARACTERS);
    const made = [
      () => words.toSpliced(at, 1),
      () => words.toSpliced(at, 0, dice.pick(other)),
      () => words.toSpliced(at, 1, dice.pick(WORDS)),
      () => words.toSpliced(at, 0, character),
      () => words.toSpliced(at, 1, (words[at] ?? '').repeat(1 + dice.below(200))),
      () => words.toReversed(),
      () => [text.slice(0, dice.below(text.length + 1)), character, text.slice(dice.below(text.length + 1))],
    ];
    text = dice.pick(made)().join('').slice(0, 65_536);
  }
  return Buffer.from(text);
}
