import {
  constants,
  createCipheriv,
  createHash,
  createPublicKey,
  publicEncrypt,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import type { Simulator } from '../device-simulator/index.ts';
import { ask, at, escaped, textAt, type Fields } from './raw-client.ts';

/** What getinfo told. */
export interface KeyInfo {
  readonly cipherKey: string;
  readonly cipherToken: string;
  readonly publicKey: string;
  readonly serverTime: number;
}

export async function keyInfo(simulator: Simulator, format: 'module' | 'der' = 'module'): Promise<KeyInfo> {
  const { json } = await ask(simulator, {
    path: '/webapi/encryption.cgi',
    query: {
      api: 'SYNO.API.Encryption',
      method: 'getinfo',
      version: 1,
      ...(format === 'module' ? { format: 'module' } : {}),
    },
  });
  return {
    cipherKey: textAt(json, 'data', 'cipherkey'),
    cipherToken: textAt(json, 'data', 'ciphertoken'),
    publicKey: textAt(json, 'data', 'public_key'),
    serverTime: Number(at(json, 'data', 'server_time')),
  };
}

export function publicKeyOf(info: KeyInfo): KeyObject {
  if (/^[0-9a-f]+$/i.test(info.publicKey)) {
    const n = Buffer.from(info.publicKey, 'hex').toString('base64url');
    return createPublicKey({ format: 'jwk', key: { kty: 'RSA', n, e: 'AQAB' } });
  }
  return createPublicKey({ key: Buffer.from(info.publicKey, 'base64'), format: 'der', type: 'spki' });
}

/** The envelope of protocol.md 1.5, made with node:crypto alone. `write` turns the fields into text. */
export function envelope(info: KeyInfo, fields: Fields, write: (fields: Fields) => string = escaped): string {
  const key = publicKeyOf(info);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  const passphrase = Buffer.from(
    randomBytes(bits)
      .toString('base64url')
      .slice(0, Math.min(501, bits / 8 - 11)),
  );
  const salt = randomBytes(8);
  const blocks = [Buffer.alloc(0)];
  for (let i = 0; i < 3; i += 1) {
    blocks.push(
      createHash('md5')
        .update(blocks[i] ?? Buffer.alloc(0))
        .update(passphrase)
        .update(salt)
        .digest(),
    );
  }
  const derived = Buffer.concat(blocks);
  const cipher = createCipheriv('aes-256-cbc', derived.subarray(0, 32), derived.subarray(32, 48));
  const plain = write({ ...fields, [info.cipherToken]: info.serverTime });
  const aes = Buffer.concat([Buffer.from('Salted__'), salt, cipher.update(plain, 'utf8'), cipher.final()]);
  const rsa = publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, passphrase);
  return JSON.stringify({ rsa: rsa.toString('base64'), aes: aes.toString('base64') });
}

/** The second form: RSA directly over the fields. */
export function directEnvelope(info: KeyInfo, fields: Fields): string {
  const plain = escaped({ [info.cipherToken]: info.serverTime, ...fields });
  return publicEncrypt({ key: publicKeyOf(info), padding: constants.RSA_PKCS1_PADDING }, Buffer.from(plain)).toString(
    'base64',
  );
}
