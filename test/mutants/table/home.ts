import { mutantsOf, type Mutant } from '../types.ts';

const STORE = ['test/records/settings-store.test.ts'];
const WRITE = ['test/records/write-durably.test.ts'];
const LOCK = ['test/records/lock.test.ts'];

/** Settings, history, locks. */
export const HOME: readonly Mutant[] = [
  ...mutantsOf('electron/platform/durable-file.ts', WRITE, {
    'the file that is written beside': ['return `${file}.new`;', 'return file;'],
    'the fsync of the settings': [
      "    await handle.writeFile(text, 'utf8');\n    await handle.sync();\n",
      "    await handle.writeFile(text, 'utf8');\n",
    ],
    'the fsync of the folder of the settings': ['  await syncFolder(path.dirname(file));\n'],
    'the failure of the fsync of the folder of the settings': [
      "      await handle.close();\n    }\n  } catch (thrown) {\n    if (!isTolerated('sync-folder', thrown)) throw thrown;",
      '      await handle.close();\n    }\n  } catch (thrown) {\n    void thrown;',
      ['test/records/settings-faults.test.ts'],
    ],
    'the patience with a rename': [
      '      if (!isHeld(thrown)) throw thrown;\n    }\n    await',
      '      throw thrown;\n    }\n    await',
    ],
    'the rights of the settings': [
      'await open(beside, WRITE_ANEW, 0o600)',
      'await open(beside, WRITE_ANEW, 0o644)',
      STORE,
    ],
  }),
  ...mutantsOf('electron/records/settings-store.ts', STORE, {
    'the previous generation': ['  if (before !== undefined) await replaceFile(home.previousSettingsFile, before);\n'],
    'the second generation of the first settings': [
      '  if (before === undefined) await replaceFile(home.previousSettingsFile, after);\n',
    ],
    'the stop where both generations are broken': [
      "  if (previous.state !== 'good') {",
      "  if (previous.state !== 'good') return { settings: FRESH_SETTINGS };\n  if (previous.state !== 'good') {",
    ],
    'the settings of a newer version': [
      "  if (current.state === 'newer') throw keepError('settings/newer', { file: home.settingsFile });\n",
    ],
    'the previous settings of a newer version': [
      "  if (previous.state === 'newer') throw keepError('settings/newer', { file: home.previousSettingsFile });\n",
    ],
    'the loss of the settings beside their previous generation': [
      "if (current.state === 'absent' && (await readGeneration(home.previousSettingsFile)).state === 'absent') {",
      "if (current.state === 'absent') {",
    ],
    'the broken settings that are kept': [
      '    const kept = moveAside(home, home.settingsFile);\n',
      "    const kept = '';\n",
    ],
    'the settings that nobody could read back': [
      'settingsSchema.parse(change(loaded.settings))',
      'change(loaded.settings)',
    ],
    'the lock of an update': [
      '          underLock(home, async () => {\n            const loaded',
      '          Promise.resolve().then(async () => {\n            const loaded',
    ],
  }),
  ...mutantsOf('electron/records/settings-file.ts', STORE, {
    'the checksum of the settings': ['return sha256 === checksum(settings);', "return sha256 !== '';"],
    'the shape of the settings': ['if (!settings.success) {', "if (!settings.success && text === '') {"],
    'the ceiling of the settings file': ['readBounded(file, LARGEST_BYTES)', 'readBounded(file, 2 ** 40)'],
    'the version of the settings, before the checksum': [
      "if (versionSchema.safeParse(json).success) return { state: 'newer' };",
    ],
  }),
  ...mutantsOf('electron/platform/file-lock.ts', LOCK, {
    'the run lock': ["    database.exec('BEGIN IMMEDIATE');\n"],
    'the file system without locks': [
      '    requireLocks(path.dirname(file));\n',
      '',
      ['test/records/without-locks.test.ts'],
    ],
    'the failure of locking that SQLite tells itself': [
      '    if (isLockFailure(thrown)) throw withoutLocks(thrown);\n',
      '',
      ['test/records/without-locks.test.ts'],
    ],
    'the link in the place of a lock': [
      "    if (found.isSymbolicLink()) throw systemError('ELOOP', 'a link in the place of a lock');\n",
      '',
      ['test/platform/file-lock.test.ts'],
    ],
  }),
  ...mutantsOf('electron/records/lock.ts', LOCK, {
    'the run lock of a device alone': ['lockHome(home, `run-${deviceId}`)', "lockHome(home, 'run')"],
    'the lock file that is foreign': ['if (isDamage(error)) {', "if (isDamage(error) && file === '') {"],
  }),
];
