import { createCipheriv, createDecipheriv, randomBytes, timingSafeEqual } from 'node:crypto';
import { keepError, say, type KeepError } from '../../shared/index.ts';
import { parseBoundedJson } from '../platform/bounded-json.ts';
import { accountsSchema, sealedSchema, versionSchema, type Accounts, type Sealed } from './sealed-format.ts';
import { SCRYPT, type SealedKey } from './sealed-key.ts';

const CIPHER = 'aes-256-gcm';

/** Encrypts all accounts together, so that none can be taken out, put back or swapped. Each sealing has a new vector. */
export function seal(accounts: Accounts, key: SealedKey): string {
  const iv = randomBytes(12);
  const head = {
    version: 1,
    kdf: { name: 'scrypt', ...SCRYPT, salt: key.salt.toString('base64') },
    check: key.check.toString('base64'),
  } as const;
  const cipher = createCipheriv(CIPHER, key.key, iv).setAAD(authenticated(head));
  const sealed = Buffer.concat([cipher.update(JSON.stringify([...accounts]), 'utf8'), cipher.final()]);
  const whole: Sealed = {
    ...head,
    cipher: { name: CIPHER, iv: iv.toString('base64'), tag: cipher.getAuthTag().toString('base64') },
    sealed: sealed.toString('base64'),
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/** Parses the file without opening it. @throws KeepError secret/unavailable */
export function parseSealed(text: string, file: string): Sealed {
  let json: unknown;
  try {
    json = parseBoundedJson(text);
  } catch (error) {
    throw damaged(file, error);
  }
  const version = versionSchema.safeParse(json);
  if (version.success && version.data.version > 1) {
    throw keepError('secret/unavailable', { reason: say('secrets.sealed-newer', { file }) });
  }
  const parsed = sealedSchema.safeParse(json);
  if (!parsed.success) throw damaged(file, parsed.error);
  return parsed.data;
}

export function saltOf(sealed: Sealed): Buffer {
  return Buffer.from(sealed.kdf.salt, 'base64');
}

/** @throws KeepError secret/unavailable: another master key, or damage */
export function unseal(sealed: Sealed, key: SealedKey, file: string): Accounts {
  if (!timingSafeEqual(Buffer.from(sealed.check, 'base64'), key.check)) {
    throw keepError('secret/unavailable', { reason: say('secrets.wrong-master-key', { file }) });
  }
  try {
    const decipher = createDecipheriv(CIPHER, key.key, Buffer.from(sealed.cipher.iv, 'base64'))
      .setAAD(authenticated(sealed))
      .setAuthTag(Buffer.from(sealed.cipher.tag, 'base64'));
    const opened = Buffer.concat([decipher.update(Buffer.from(sealed.sealed, 'base64')), decipher.final()]);
    return new Map(accountsSchema.parse(JSON.parse(opened.toString('utf8'))));
  } catch (error) {
    throw damaged(file, error);
  }
}

function authenticated({ version, kdf, check }: Pick<Sealed, 'version' | 'kdf' | 'check'>): Buffer {
  return Buffer.from(
    JSON.stringify(['routerkeep secrets', version, kdf.name, kdf.N, kdf.r, kdf.p, kdf.salt, check, CIPHER]),
  );
}

function damaged(file: string, cause: unknown): KeepError {
  return keepError('secret/unavailable', { reason: say('secrets.sealed-damaged', { file }) }, cause);
}
