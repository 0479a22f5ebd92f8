import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { keepError, KeepError, say } from '../../shared/index.ts';
import { replaceFileSync } from '../platform/durable-file.ts';
import { lockFile } from '../platform/file-lock.ts';
import { readBoundedSync, TOO_LARGE } from '../platform/read-bounded.ts';
import { errorCode } from './error-code.ts';
import { masterKey } from './master-key.ts';
import { parseSealed, saltOf, seal, unseal } from './seal.ts';
import { deriveKey, type SealedKey } from './sealed-key.ts';
import type { Accounts, Sealed } from './sealed-format.ts';
import type { SecretStore, SecretStoreOptions } from './types.ts';
import { inside } from '../platform/path-segment.ts';
import { sqliteCode } from '../platform/sqlite-code.ts';

const NAME = 'secrets.sealed';
/** Ten thousand devices need less. */
const LARGEST = 8 * 2 ** 20;

/** Long enough for many writers on a slow disk; only a process that hangs inside its turn uses it up. */
const PATIENCE_MS = 10_000;

/**
 * Secrets in one encrypted file of the home for machines without a keychain.
 * The key is derived once, on first use. Writers of several processes take turns; readers need no turn, as the file is
 * always replaced whole.
 */
export function openSealedFile(
  { env, home }: Pick<SecretStoreOptions, 'env' | 'home'>,
  patienceMs = PATIENCE_MS,
): SecretStore {
  const file = inside(home, NAME);
  let derived: { readonly salt: Buffer; readonly key: Promise<SealedKey> } | undefined;

  /** The key for a salt; another salt than before only when the file was replaced by another one. */
  const keyFor = async (salt: Buffer | undefined): Promise<SealedKey> => {
    if (derived === undefined || (salt !== undefined && !salt.equals(derived.salt))) {
      const fresh = salt ?? randomBytes(16);
      derived = { salt: fresh, key: masterKey(env).then((master) => deriveKey(master, fresh)) };
    }
    try {
      return await derived.key;
    } catch (error) {
      // The key's file may come back, such as a mounted secret.
      derived = undefined;
      throw error;
    }
  };

  /** Changes the accounts; `undefined` from `change` leaves the file alone. */
  const update = async (change: (accounts: Accounts) => Accounts | undefined): Promise<void> => {
    for (;;) {
      const before = readSealed(file);
      const key = await keyFor(before && saltOf(before));
      const done = inTurn(home, patienceMs, () => {
        const now = readSealed(file);
        // Another process made the file first: its salt is the one to use.
        if (now !== undefined && !saltOf(now).equals(key.salt)) return false;
        const changed = change(now === undefined ? new Map() : unseal(now, key, NAME));
        if (changed === undefined) return true;
        replaceFileSync(file, seal(changed, key), (written) => unseal(parseSealed(written, NAME), key, NAME));
        return true;
      });
      if (done) return;
    }
  };

  return {
    kind: 'sealed-file',
    place: say('secrets.place-sealed-file'),
    get: async (account, name) => {
      const sealed = readSealed(file);
      const key = await keyFor(sealed && saltOf(sealed));
      const value = sealed && unseal(sealed, key, NAME).get(account);
      if (value === undefined) throw keepError('secret/missing', { name });
      return value;
    },
    // Takes the turn, derives the key and opens the file, as a write does; changes nothing.
    proveReady: () => update(() => undefined),
    set: (account, value) => update((accounts) => new Map(accounts).set(account, value)),
    delete: async (account) => {
      if (readSealed(file) === undefined) return;
      await update((accounts) => {
        if (!accounts.has(account)) return undefined;
        const rest = new Map(accounts);
        rest.delete(account);
        return rest;
      });
    },
  };
}

/** @returns undefined where there is no file yet */
function readSealed(file: string): Sealed | undefined {
  let text: string;
  try {
    text = readBoundedSync(file, LARGEST).toString('utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    if (errorCode(error) === TOO_LARGE) {
      throw keepError('secret/unavailable', { reason: say('secrets.sealed-damaged', { file: NAME }) }, error);
    }
    const reason = say('secrets.sealed-unreadable', { file: NAME, code: errorCode(error) });
    throw keepError('secret/unavailable', { reason }, error);
  }
  return parseSealed(text, NAME);
}

function inTurn<Result>(home: string, patienceMs: number, work: () => Result): Result {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    const lock = lockFile(inside(home, `${NAME}.lock`), patienceMs);
    if (lock === undefined)
      throw keepError('secret/unavailable', { reason: say('secrets.sealed-in-use', { file: NAME }) });
    try {
      return work();
    } finally {
      lock.release();
    }
  } catch (error) {
    if (error instanceof KeepError) throw error;
    throw keepError('secret/unavailable', { reason: refusalOf(error) }, error);
  }
}

function refusalOf(error: unknown): string {
  const code = errorCode(error);
  if (code === 'ENOLCK') return say('secrets.sealed-no-locks', { file: NAME });
  return sqliteCode(error) === undefined
    ? say('secrets.sealed-unwritable', { file: NAME, code })
    : say('secrets.sealed-lock-broken', { file: `${NAME}.lock` });
}
