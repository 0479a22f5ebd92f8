import { generateKeyPair, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const generate = promisify(generateKeyPair);

/**
 * Keys of this process, by purpose and size: an RSA-4096 key takes up to half a second, and two hundred simulated
 * devices shall not take two minutes. Nothing depends on the devices having different keys.
 */
const envelopeKeys = new Map<number, Promise<KeyPair>>();
const certificateKeys = new Map<string, KeyPair>();

/** The RSA key behind SYNO.API.Encryption; generated off the event loop. */
export function envelopeKey(bits: number): Promise<KeyPair> {
  const known = envelopeKeys.get(bits);
  if (known !== undefined) return known;
  const made = generate('rsa', { modulusLength: bits });
  envelopeKeys.set(bits, made);
  return made;
}

/** The RSA-2048 key of certificates; authorities have one of their own. */
export function certificateKey(purpose: 'device' | 'authority'): KeyPair {
  const known = certificateKeys.get(purpose);
  if (known !== undefined) return known;
  const made = generateKeyPairSync('rsa', { modulusLength: 2048 });
  certificateKeys.set(purpose, made);
  return made;
}
