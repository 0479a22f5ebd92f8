import { loadForge } from './forge.ts';
import { encodeForm, type Fields } from './form.ts';
import type { PublicKey } from './public-key.ts';
import type { DeviceContext } from './types.ts';

/** The device's answer to SYNO.API.Encryption. Names of fields come from it; they may differ (protocol.md 1.4). */
export interface EnvelopeKey {
  readonly publicKey: PublicKey;
  /** Field that carries the envelope. */
  readonly cipherKey: string;
  /** Field inside that carries the device's time. */
  readonly cipherToken: string;
  /** The device's clock, in seconds; never ours. */
  readonly serverTime: string;
}

/** C N4S4 auth.py, dsmctl encryption.go: the alphabet and the length that a 4096-bit key carries under PKCS#1 v1.5. */
const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ~!@#$%^&*()_+-/';
const LONGEST_PASSPHRASE = 501;
const PKCS1_OVERHEAD = 11;

/**
 * Wraps fields for a login (protocol.md 1.5): a random passphrase under RSA, the form under AES with a key derived from
 * the passphrase the way OpenSSL and CryptoJS do. It hides a password from listeners; it does not prove who the device is.
 */
export async function seal(
  fields: Fields,
  key: EnvelopeKey,
  randomBytes: DeviceContext['randomBytes'],
): Promise<Fields[number]> {
  const passphrase = randomPassphrase(
    Math.min(LONGEST_PASSPHRASE, key.publicKey.modulusBytes - PKCS1_OVERHEAD),
    randomBytes,
  );
  const text = encodeForm([...fields, [key.cipherToken, key.serverTime]]);
  const salt = Buffer.from(randomBytes(8)).toString('latin1');
  const aes = await encryptText(text, passphrase, salt);
  return [key.cipherKey, JSON.stringify({ rsa: key.publicKey.encrypt(passphrase, randomBytes), aes })];
}

/** Each character equally likely: bytes beyond the last whole multiple of the alphabet are thrown away. */
export function randomPassphrase(length: number, randomBytes: DeviceContext['randomBytes']): string {
  const bound = 256 - (256 % ALPHABET.length);
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length + 16)) {
      if (byte < bound && text.length < length) text += ALPHABET.charAt(byte % ALPHABET.length);
    }
  }
  return text;
}

/**
 * AES-256-CBC with PKCS#7 under an OpenSSL passphrase (`EVP_BytesToKey`, MD5, one round): base64 of "Salted__", salt, ciphertext.
 * @param text ASCII
 * @param salt eight characters, one byte each
 */
export async function encryptText(text: string, passphrase: string, salt: string): Promise<string> {
  const forge = await loadForge();
  const md5 = (bytes: string): string => forge.md.md5.create().update(bytes).digest().getBytes();
  let block = '';
  let derived = '';
  while (derived.length < 48) {
    block = md5(block + passphrase + salt);
    derived += block;
  }
  const cipher = forge.cipher.createCipher('AES-CBC', derived.slice(0, 32));
  cipher.start({ iv: derived.slice(32, 48) });
  cipher.update(forge.util.createBuffer(text));
  cipher.finish();
  return forge.util.encode64(`Salted__${salt}${cipher.output.getBytes()}`);
}
