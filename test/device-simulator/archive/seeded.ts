import { createHash } from 'node:crypto';

/** Invented values that are the same for the same seed: SHA-256 of seed and counter. */
export interface Seeded {
  /** 0 <= result < limit, limit at most 2^32. */
  int(limit: number): number;
  hex(digits: number): string;
  pick<T>(list: readonly [T, ...T[]]): T;
  mac(): string;
}

export function seeded(seed: string): Seeded {
  let counter = 0;
  const digest = (): Buffer => {
    counter += 1;
    return createHash('sha256').update(`${seed}/${counter}`).digest();
  };
  const int = (limit: number): number => digest().readUInt32BE(0) % limit;
  const hex = (digits: number): string => {
    let text = '';
    while (text.length < digits) text += digest().toString('hex');
    return text.slice(0, digits);
  };
  return {
    int,
    hex,
    pick: (list) => list[int(list.length)] ?? list[0],
    // 02: an address that was given locally, so that it belongs to nobody.
    mac: () => `02:${(hex(10).match(/../g) ?? []).join(':')}`,
  };
}
