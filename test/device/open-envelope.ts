import { constants, createDecipheriv, createHash, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { expect } from 'vitest';

/** The whole block under RSA, its padding included. */
export function openRsa(rsa: string, privateKey: ReturnType<typeof makeKey>['privateKey']): Buffer {
  return privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, Buffer.from(rsa, 'base64'));
}

/** Opens an envelope as a device does, with node's crypto, so that both sides cannot share a mistake. */
export function openEnvelope(
  envelope: string,
  privateKey: ReturnType<typeof makeKey>['privateKey'],
): { text: string; passphrase: string } {
  const { rsa, aes } = JSON.parse(envelope) as { rsa: string; aes: string };
  const block = openRsa(rsa, privateKey);
  const end = block.indexOf(0, 2);
  expect([block[0], block[1], end >= 10]).toEqual([0, 2, true]);
  const passphrase = block.subarray(end + 1);
  const body = Buffer.from(aes, 'base64');
  expect(body.subarray(0, 8).toString()).toBe('Salted__');
  let derived = Buffer.alloc(0);
  let last = Buffer.alloc(0);
  while (derived.length < 48) {
    last = createHash('md5')
      .update(Buffer.concat([last, passphrase, body.subarray(8, 16)]))
      .digest();
    derived = Buffer.concat([derived, last]);
  }
  const decipher = createDecipheriv('aes-256-cbc', derived.subarray(0, 32), derived.subarray(32, 48));
  const text = Buffer.concat([decipher.update(body.subarray(16)), decipher.final()]).toString();
  return { text, passphrase: passphrase.toString() };
}

export function makeKey(bits: number) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  const { n = '' } = publicKey.export({ format: 'jwk' });
  const der = publicKey.export({ format: 'der', type: 'spki' });
  const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  return { privateKey, hex: Buffer.from(n, 'base64url').toString('hex'), der, pem };
}
