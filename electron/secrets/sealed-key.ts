import { scrypt } from 'node:crypto';

export interface SealedKey {
  readonly salt: Buffer;
  readonly key: Buffer;
  readonly check: Buffer;
}

export const SCRYPT = { N: 2 ** 15, r: 8, p: 1 } as const;

/** 32 bytes of key and 16 that may be shown, from one derivation (some 60 ms and 32 MiB). */
export function deriveKey(master: Buffer, salt: Buffer): Promise<SealedKey> {
  return new Promise((resolve, reject) => {
    scrypt(master, salt, 48, { ...SCRYPT, maxmem: 64 * 2 ** 20 }, (error, derived) => {
      if (error === null) resolve({ salt, key: derived.subarray(0, 32), check: derived.subarray(32) });
      else reject(error);
    });
  });
}
