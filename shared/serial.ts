/**
 * Serial numbers that makers and virtual machines leave where nobody entered one (R several issues: zeros in virtual
 * machines). Compared in lower case without anything but letters and digits.
 */
const PLACEHOLDERS = [
  'unknown',
  'none',
  'na',
  'null',
  'nil',
  'undefined',
  'default',
  'defaultstring',
  'empty',
  'serial',
  'serialnumber',
  'systemserialnumber',
  'chassisserialnumber',
  'tobefilledbyoem',
  'notspecified',
  'notavailable',
  'notapplicable',
  'notset',
  'invalid',
  'test',
  'todo',
  'tbd',
];

const ASCENDING = '01234567890123456789';
const DESCENDING = '98765432109876543210';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/**
 * A serial number that tells one device from another. Placeholders do not: all one character, a count up or down, a word
 * that stands for nothing.
 * @returns undefined where it identifies nothing
 */
export function identifyingSerial(serial: string | undefined): string | undefined {
  const letters = (serial ?? '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  if (letters.length < 2 || /^(.)\1*$/u.test(letters) || PLACEHOLDERS.includes(letters)) return undefined;
  const counts = [ASCENDING, DESCENDING, LETTERS].some((row) => row.includes(letters));
  return counts || /^(0123456789|123456789)[a-f]*0*$/.test(letters) ? undefined : serial;
}
