import type { KeytarFace } from './types.ts';

/** keytar on first use: a native library, which loads libsecret on Linux and need not exist on every system. */
export async function loadKeytar(): Promise<KeytarFace> {
  return (await import('keytar')).default;
}
