import { createPrivateKey, createPublicKey, generateKeyPair, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const generate = promisify(generateKeyPair);

/**
 * Keys of this process, by purpose and size: an RSA-4096 key takes up to half a second, and two hundred simulated
 * devices shall not take two minutes. Certificates take turns with a few keys, so that one made after another has another key.
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

const DEVICE_KEYS = 4;
let turn = 0;

/** The RSA-2048 key of a new certificate; authorities have one of their own. */
export function certificateKey(purpose: 'device' | 'authority'): KeyPair {
  const name = purpose === 'authority' ? purpose : `${purpose} ${String(turn++ % DEVICE_KEYS)}`;
  const known = certificateKeys.get(name);
  if (known !== undefined) return known;
  const made = generateKeyPairSync('rsa', { modulusLength: 2048 });
  certificateKeys.set(name, made);
  return made;
}

/** The pair that belongs to a private key in PEM. */
export function keyPairOf(pem: string): KeyPair {
  const privateKey = createPrivateKey(pem);
  return { privateKey, publicKey: createPublicKey(privateKey) };
}
