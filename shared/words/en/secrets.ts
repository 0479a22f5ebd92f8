/** Words of `electron/secrets`: details inside errors and names of places. Reasons follow a colon and end without a full stop. */
export const secrets = {
  // Where secrets lie, by the name people know.
  'secrets.place-windows': 'Windows Credential Manager',
  'secrets.place-macos': 'macOS Keychain',
  'secrets.place-gnome': 'GNOME Keyring',
  'secrets.place-kde': 'KDE Wallet',
  'secrets.place-desktop': 'keyring of the desktop',
  'secrets.place-sealed-file': 'sealed file',

  // Why the keychain cannot be used.
  'secrets.libsecret-missing': 'the library libsecret is not installed (Debian: libsecret-1-0)',
  'secrets.native-part-missing': 'the part of Routerkeep that speaks to the keychain cannot be loaded on this system',
  'secrets.no-keyring': 'no keyring is running in this session',
  'secrets.keyring-gone': 'the keyring ended while Routerkeep was running',
  'secrets.keyring-not-set-up': 'the keyring of this account was never set up',
  'secrets.refused': 'the {place} refused',
  'secrets.read-back': 'the {place} did not give back what was stored',
  'secrets.unstorable': 'an empty text, or one with a zero character, cannot be stored',
  'secrets.too-long': 'it is longer than the {place} takes',

  // Why the sealed file cannot be used.
  'secrets.no-master-key':
    'ROUTERKEEP_SECRETS is "file", but neither ROUTERKEEP_MASTER_KEY nor ROUTERKEEP_MASTER_KEY_FILE is set',
  'secrets.master-key-unreadable': 'the file named by ROUTERKEEP_MASTER_KEY_FILE cannot be read ({code})',
  'secrets.master-key-no-file': 'what ROUTERKEEP_MASTER_KEY_FILE names is a pipe or a device, not a file',
  'secrets.master-key-empty': 'the file named by ROUTERKEEP_MASTER_KEY_FILE is empty',
  'secrets.master-key-too-long': 'the file named by ROUTERKEEP_MASTER_KEY_FILE is too long for a key',
  'secrets.wrong-master-key': 'the master key is not the one that {file} was sealed with',
  'secrets.sealed-damaged': '{file} is damaged; nothing in it was changed',
  'secrets.sealed-newer': '{file} comes from a newer Routerkeep',
  'secrets.sealed-unreadable': '{file} cannot be read ({code})',
  'secrets.sealed-unwritable': '{file} cannot be written ({code})',
  'secrets.sealed-no-locks': 'the file system of {file} gives no locks (a network share may need its lock service)',
  'secrets.sealed-lock-broken': '{file} in the home cannot be used; delete it while no Routerkeep runs',
  'secrets.sealed-in-use': 'another Routerkeep is writing {file} and does not finish',

  // Wrong use.
  'secrets.unknown-store': 'ROUTERKEEP_SECRETS is "{value}", which means nothing.',
  'secrets.unknown-store-remedy':
    'Leave it unset to use the keychain of the system, or set it to "file" where there is none.',
} as const;
