import type { Dice } from '../crash-trials/dice.ts';
import { mutateBytes } from './mutate.ts';

const BLOCK = 512;
const SIZES = ['00000000000\0', '77777777777\0', '00000000001\0', '-0000000001\0', '00000001000\0', '37777777777 '];
const NAMES = [
  '../../etc/passwd',
  '/etc/passwd',
  'ConfigBkp/config_info',
  'ConfigBkp/_Syno_ConfBkp.db',
  '',
  'a\\..\\b',
  './././',
];

export function isTar(bytes: Buffer): boolean {
  return bytes.length >= BLOCK && bytes.toString('latin1', 257, 262) === 'ustar';
}

/** Headers with other fields whose checksums fit, blocks that come twice, are gone or stand elsewhere. */
export function mutateTar(input: Buffer, dice: Dice, pool: readonly Buffer[]): Buffer {
  let bytes: Buffer = Buffer.from(input);
  for (let changes = 1 + dice.below(3); changes > 0; changes--) {
    if (bytes.length < 2 * BLOCK) return mutateBytes(bytes, dice, pool);
    const blocks = Math.floor(bytes.length / BLOCK);
    const headers = Array.from({ length: blocks }, (_, block) => block * BLOCK).filter((at) =>
      isTar(bytes.subarray(at)),
    );
    const at = headers.length === 0 ? 0 : dice.pick(headers);
    const other = dice.below(blocks + 1) * BLOCK;
    switch (dice.below(8)) {
      case 0:
        bytes.write(dice.pick(SIZES), at + 124, 'latin1');
        break;
      case 1:
        bytes[at + 156] = '01234567xgLKSDMV\0'.charCodeAt(dice.below(17));
        break;
      case 2:
        bytes.fill(0, at, at + 100).write(dice.pick(NAMES), at, 'latin1');
        break;
      case 3:
        bytes.fill(0, at + 157, at + 257).write(dice.pick(NAMES), at + 157, 'latin1');
        break;
      case 4:
        bytes.write(dice.pick(['ustar  \0', 'ustar\x0000', 'ustar\0  ']), at + 257, 'latin1');
        bytes.write(dice.pick(NAMES), at + 345, 'latin1');
        break;
      case 5:
        bytes = Buffer.concat([
          bytes.subarray(0, other),
          bytes.subarray(at, at + BLOCK * (1 + dice.below(4))),
          bytes.subarray(other),
        ]);
        break;
      case 6:
        bytes = Buffer.concat([bytes.subarray(0, other), bytes.subarray(other + BLOCK * (1 + dice.below(3)))]);
        break;
      default:
        // Contents: what is behind the header.
        mutateBytes(bytes.subarray(at + BLOCK, at + 2 * BLOCK), dice, pool).copy(bytes, at + BLOCK, 0, BLOCK);
    }
    if (at + BLOCK <= bytes.length && isTar(bytes.subarray(at))) fitChecksum(bytes.subarray(at, at + BLOCK));
  }
  return bytes.subarray(0, 2 ** 20);
}

function fitChecksum(header: Buffer): void {
  header.fill(0x20, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
}
