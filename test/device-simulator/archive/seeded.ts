import { createHash } from 'node:crypto';

/** Invented values that are the same for the same seed. */
export interface Seeded {
  /** 0 <= result < limit, limit at most 2^32. */
  int(limit: number): number;
  hex(digits: number): string;
  pick<T>(list: readonly [T, ...T[]]): T;
  mac(): string;
}

const POOL = 65_536;

/** Values out of SHAKE256 over the seed, taken 64 KB at a time. */
export function seeded(seed: string): Seeded {
  let pool = Buffer.alloc(0);
  let at = 0;
  let pools = 0;
  const bytes = (count: number): Buffer => {
    if (at + count > pool.length) {
      pools += 1;
      pool = createHash('shake256', { outputLength: POOL }).update(`${seed}/${pools}`).digest();
      at = 0;
    }
    at += count;
    return pool.subarray(at - count, at);
  };
  const int = (limit: number): number => bytes(4).readUInt32BE(0) % limit;
  const hex = (digits: number): string =>
    bytes(Math.ceil(digits / 2))
      .toString('hex')
      .slice(0, digits);
  return {
    int,
    hex,
    pick: (list) => list[int(list.length)] ?? list[0],
    // 02: an address that was given locally, so that it belongs to nobody.
    mac: () => `02:${(hex(10).match(/../g) ?? []).join(':')}`,
  };
}
