import { constants, createDecipheriv, createHash, privateDecrypt, type KeyObject } from 'node:crypto';
import { parseForm } from './wire/form.ts';

/** Why an envelope was not opened; `stale` is an envelope that opens but is too old. */
export type EnvelopeProblem = 'undecryptable' | 'no-token' | 'stale';

export type OpenedEnvelope =
  | { readonly ok: true; readonly fields: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly problem: EnvelopeProblem };

export interface EnvelopeRules {
  readonly privateKey: KeyObject;
  readonly cipherToken: string;
  /** The device's clock, in seconds. */
  readonly nowSeconds: number;
  readonly tokenSeconds: number;
}

/**
 * Opens the wrapped login fields, protocol.md 1.5: `{"rsa","aes"}` as JSON, or base64 of RSA directly over the fields
 * (the form of the mobile apps). Only the age of the server time is checked, as the device keeps no list of them.
 */
export function openEnvelope(text: string, rules: EnvelopeRules): OpenedEnvelope {
  const plain = text.trimStart().startsWith('{')
    ? openHybrid(text, rules.privateKey)
    : openDirect(text, rules.privateKey);
  if (plain === undefined) return { ok: false, problem: 'undecryptable' };
  const fields = parseForm(plain.toString('utf8'), { plusIsSpace: true });
  const token = fields.get(rules.cipherToken) ?? '';
  if (!/^\d{1,12}$/.test(token)) return { ok: false, problem: 'no-token' };
  if (rules.nowSeconds - Number(token) > rules.tokenSeconds) return { ok: false, problem: 'stale' };
  return { ok: true, fields };
}

function openHybrid(text: string, key: KeyObject): Buffer | undefined {
  const parts = parseParts(text);
  if (parts === undefined) return undefined;
  const passphrase = decryptRsa(Buffer.from(parts.rsa, 'base64'), key);
  return passphrase && decryptAes(Buffer.from(parts.aes, 'base64'), passphrase);
}

function openDirect(text: string, key: KeyObject): Buffer | undefined {
  return decryptRsa(Buffer.from(text, 'base64'), key);
}

function parseParts(text: string): { readonly rsa: string; readonly aes: string } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('rsa' in value) || !('aes' in value)) return undefined;
    const { rsa, aes } = value;
    return typeof rsa === 'string' && typeof aes === 'string' ? { rsa, aes } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * RSA PKCS#1 v1.5 by hand: node refuses `RSA_PKCS1_PADDING` in privateDecrypt (its guard against CVE-2023-46809), so
 * the padding `00 02 <at least eight bytes, none zero> 00` is stripped here.
 */
function decryptRsa(cipher: Buffer, key: KeyObject): Buffer | undefined {
  let block: Buffer;
  try {
    block = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, cipher);
  } catch {
    return undefined;
  }
  const end = block.indexOf(0, 2);
  if (block[0] !== 0 || block[1] !== 2 || end < 10) return undefined;
  return block.subarray(end + 1);
}

/** `Salted__`, salt, AES-256-CBC with OpenSSL's MD5 derivation of key and vector. */
function decryptAes(cipher: Buffer, passphrase: Buffer): Buffer | undefined {
  if (cipher.length < 32 || cipher.toString('latin1', 0, 8) !== 'Salted__') return undefined;
  const salt = cipher.subarray(8, 16);
  let derived = Buffer.alloc(0);
  let digest = Buffer.alloc(0);
  while (derived.length < 48) {
    digest = createHash('md5').update(digest).update(passphrase).update(salt).digest();
    derived = Buffer.concat([derived, digest]);
  }
  try {
    const decipher = createDecipheriv('aes-256-cbc', derived.subarray(0, 32), derived.subarray(32, 48));
    return Buffer.concat([decipher.update(cipher.subarray(16)), decipher.final()]);
  } catch {
    return undefined;
  }
}
