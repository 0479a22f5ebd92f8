import { createCipheriv, createHash } from 'node:crypto';

/** Invented values that are the same for the same seed. */
export interface Seeded {
  /** 0 <= result < limit, limit at most 2^32. */
  int(limit: number): number;
  hex(digits: number): string;
  pick<T>(list: readonly [T, ...T[]]): T;
  mac(): string;
}

const POOL = 65_536;

/** Values out of a key stream of the seed, taken 64 KB at a time. */
export function seeded(seed: string): Seeded {
  let pool: Buffer = Buffer.alloc(0);
  let at = 0;
  let pools = 0;
  const bytes = (count: number): Buffer => {
    if (at + count > pool.length) {
      pools += 1;
      pool = stream(`${seed}/${pools}`);
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

/** The key stream of a cipher: the demo of the window runs in Electron, whose cryptography has no SHAKE. */
function stream(name: string): Buffer {
  const key = createHash('sha256').update(name).digest();
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(POOL));
}
