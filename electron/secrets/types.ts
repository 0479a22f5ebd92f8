/** Where secrets live. Values only ever go to the sign-in of a device. */
export interface SecretStore {
  readonly kind: 'keychain' | 'sealed-file';
  /** The place by its own name: "Windows Credential Manager", "macOS Keychain", "GNOME Keyring" ("keyring of the desktop" where unknown), "sealed file". */
  readonly place: string;
  /**
   * The secret of an account that is known to have been stored.
   * @param name whose secret it is, for the error's sentence
   * @throws KeepError secret/missing, secret/locked, secret/unavailable
   */
  readonly get: (account: string, name: string) => Promise<string>;
  /** Stores and reads back; an older value stays until the new one was read back. @throws KeepError secret/locked, secret/unavailable */
  readonly set: (account: string, value: string) => Promise<void>;
  /** Removes; nothing to remove is fine. @throws KeepError secret/locked, secret/unavailable */
  readonly delete: (account: string) => Promise<void>;
}
