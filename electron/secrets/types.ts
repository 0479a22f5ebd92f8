import type * as keytar from 'keytar';
import type { Clock } from '../../shared/index.ts';

/** Where secrets live. Values only ever go to the sign-in of a device. */
export interface SecretStore {
  readonly kind: 'keychain' | 'sealed-file';
  /** The place by its own name: "Windows Credential Manager", "macOS Keychain", "GNOME Keyring", "KDE Wallet" ("keyring of the desktop" where unknown), "sealed file". */
  readonly place: string;
  /**
   * The secret of an account that is known to have been stored.
   * @param name whose secret it is, for the error's sentence
   * @throws KeepError secret/missing, secret/locked, secret/unavailable
   */
  readonly get: (account: string, name: string) => Promise<string>;
  /** Proves that a secret could be stored now, before a sign-in is spent. @throws KeepError secret/locked, secret/unavailable */
  readonly proveReady: () => Promise<void>;
  /** Stores and reads back; an older value stays until the new one was read back. @throws KeepError secret/locked, secret/unavailable */
  readonly set: (account: string, value: string) => Promise<void>;
  /** Removes; nothing to remove is fine. @throws KeepError secret/locked, secret/unavailable */
  readonly delete: (account: string) => Promise<void>;
}

export interface SecretStoreOptions {
  /** `ROUTERKEEP_SECRETS`, `ROUTERKEEP_MASTER_KEY`, `ROUTERKEEP_MASTER_KEY_FILE`; `XDG_CURRENT_DESKTOP` names the place. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder of the sealed file. */
  readonly home: string;
  readonly platform?: NodeJS.Platform;
  /** Rejects where keytar has no native part for this system. */
  readonly loadKeytar?: () => Promise<KeytarFace>;
  /** For the patience with a keychain that asks the person something. */
  readonly clock?: Pick<Clock, 'sleep'>;
}

/**
 * What is used of keytar, typed by its own declarations. `findCredentials` is not among it: with a locked keyring it
 * crashes the process (atom/node-keytar issue 477).
 */
export type KeytarFace = Pick<typeof keytar, 'getPassword' | 'setPassword' | 'deletePassword'>;
