import { setTimeout } from 'node:timers/promises';
import { keepError, say } from '../../shared/index.ts';
import { keychainPlace } from './keychain-place.ts';
import { keychainTrouble, libraryTrouble } from './keychain-trouble.ts';
import { loadKeytar } from './load-keytar.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { KeytarFace, SecretStore, SecretStoreOptions } from './types.ts';

const SERVICE = 'Routerkeep';
/** Written and removed at once, to tell a locked keychain from one without our entry. */
const PROBE_ACCOUNT = 'routerkeep-probe';
/** Windows takes 2560 bytes (CRED_MAX_CREDENTIAL_BLOB_SIZE). */
const WINDOWS_CEILING = 2560;

/** The keychain of the system, through keytar. */
export function openKeychain(options: SecretStoreOptions): SecretStore {
  const platform = options.platform ?? process.platform;
  const place = keychainPlace(platform, options.env);
  const clock = options.clock ?? {
    sleep: (ms, signal) => setTimeout(ms, undefined, { ref: false, ...(signal && { signal }) }),
  };
  const inTurn = oneAtATime(clock, () => keepError('secret/locked', { place }));
  let loading: Promise<KeytarFace> | undefined;

  const keytar = async (): Promise<KeytarFace> => {
    loading ??= (options.loadKeytar ?? loadKeytar)();
    try {
      return await loading;
    } catch (error) {
      loading = undefined;
      throw libraryTrouble(error);
    }
  };
  const call = async <Result>(use: (face: KeytarFace) => Promise<Result>): Promise<Result> => {
    const face = await keytar();
    try {
      return await inTurn(() => use(face));
    } catch (error) {
      throw keychainTrouble(error, platform, place);
    }
  };

  const read = (account: string): Promise<string | null> => call((face) => face.getPassword(SERVICE, account));
  const remove = (account: string): Promise<boolean> => call((face) => face.deletePassword(SERVICE, account));

  /** A refused write where reading works: on Linux that is how a locked keyring shows (measured, gnome-keyring). */
  const write = async (account: string, value: string): Promise<void> => {
    let refusal: unknown;
    await call(async (face) => {
      try {
        await face.setPassword(SERVICE, account, value);
      } catch (error) {
        refusal = error;
      }
    });
    if (refusal === undefined) return;
    await read(PROBE_ACCOUNT);
    throw keychainTrouble(refusal, platform, place, 'reading works');
  };

  /** @throws KeepError secret/locked: absent and locked entries read the same, but only an open keychain takes a new one */
  const proveOpen = async (): Promise<void> => {
    await write(PROBE_ACCOUNT, 'probe');
    await remove(PROBE_ACCOUNT);
  };

  return {
    kind: 'keychain',
    place,
    get: async (account, name) => {
      const value = await read(account);
      if (value !== null) return value;
      await proveOpen();
      throw keepError('secret/missing', { name });
    },
    proveReady: proveOpen,
    set: async (account, value) => {
      checkStorable(value, platform, place);
      const lossy = keepError('secret/unavailable', { reason: say('secrets.read-back', { place }) });
      // First beside the old value: a keychain that loses or changes what it is given must not cost the working one.
      const first = staged(account);
      try {
        await write(first, value);
        if ((await read(first)) !== value) throw lossy;
        const old = await read(account);
        await write(account, value);
        if ((await read(account)) === value) return;
        if (old !== null) await write(account, old);
        throw lossy;
      } finally {
        await remove(first).catch(() => false);
      }
    },
    delete: async (account) => {
      const removed = await remove(account);
      // What a `set` cut off in the middle may have left.
      await remove(staged(account));
      if (!removed) await proveOpen();
    },
  };
}

function staged(account: string): string {
  return `${account}.new`;
}

function checkStorable(value: string, platform: NodeJS.Platform, place: string): void {
  // keytar refuses the one and cuts the other at its zero.
  if (value === '' || value.includes('\0')) {
    throw keepError('secret/unavailable', { reason: say('secrets.unstorable') });
  }
  if (platform === 'win32' && Buffer.byteLength(value) > WINDOWS_CEILING) {
    throw keepError('secret/unavailable', { reason: say('secrets.too-long', { place }) });
  }
}
