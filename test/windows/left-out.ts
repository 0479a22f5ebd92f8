/** Why a test means nothing on Windows, or in this one. */
export const REASONS = {
  modes: 'Windows has no mode bits; its access lists are tried in test/platform/access-list.test.ts',
  links: 'this Windows makes no symbolic links that its programs see as such',
  signals: 'Windows ends a process by a signal at once; `run --stop` is tried in test/cli/end-to-end.run.test.ts',
  'posix-codes': 'the fault is brought about, or told, in the way of POSIX',
  'posix-paths': 'paths are compared as others write them',
  'posix-disk': 'the disk in memory of these tests has the paths and rules of POSIX',
  'no-folder-sync': 'Windows has no handle for a folder that could be written through',
  'file-numbers': 'files are not compared by their numbers there',
  'open-files': 'Windows deletes no file that is open',
  'own-tools': 'it drives a tool of Linux',
  'too-long': 'Wine would take minutes for its many files and processes',
} as const;

type Reason = keyof typeof REASONS;

export interface LeftOut {
  /** From the root of the project, with `/`. */
  readonly file: string;
  /** How the full name of the test begins. */
  readonly name: string;
  readonly reason: Reason;
}

/** What of the suite runs there. */
export const PARTS: readonly string[] = [
  ...['test/platform', 'test/vault', 'test/records', 'test/schedule', 'test/secrets', 'test/archive', 'test/shared'],
  ...['test/alarms', 'test/cli'],
  ...['add-device', 'back-up', 'copies', 'import-edited', 'nights', 'preferences.', 'transfer'].map(
    (part) => `test/keeper/${part}`,
  ),
];

/** Files of these parts that are not begun. */
export const NOT_RUN: Readonly<Record<string, Reason>> = {
  'test/cli/end-to-end.contents.test.ts': 'too-long',
  'test/cli/end-to-end.copies.test.ts': 'too-long',
  'test/cli/end-to-end.doctor.test.ts': 'too-long',
  'test/cli/end-to-end.import-killed.test.ts': 'too-long',
  'test/cli/end-to-end.passwords.test.ts': 'too-long',
  'test/cli/end-to-end.secrets.test.ts': 'too-long',
  'test/cli/end-to-end.shared-vault.test.ts': 'too-long',
  'test/cli/end-to-end.sign-in-count.test.ts': 'too-long',
  'test/cli/end-to-end.surroundings.test.ts': 'too-long',
  'test/cli/end-to-end.trust.test.ts': 'too-long',
  'test/cli/end-to-end.interrupted.test.ts': 'signals',
  'test/cli/end-to-end.keyring.test.ts': 'own-tools',
  'test/cli/end-to-end.pipes.test.ts': 'own-tools',
  'test/cli/end-to-end.terminal.test.ts': 'own-tools',
  'test/records/crash.test.ts': 'too-long',
  'test/records/disk.test.ts': 'own-tools',
  'test/secrets/real-keyring.test.ts': 'own-tools',
  'test/vault/copies/faults.test.ts': 'too-long',
  'test/vault/faults.test.ts': 'too-long',
  'test/vault/power-loss.test.ts': 'posix-disk',
  'test/vault/real-disk.test.ts': 'own-tools',
};

/** Tests that fail there as they must, by how their names begin. One that passes takes its entry out of here. */
const FAILING: Readonly<Record<string, Readonly<Record<string, Reason>>>> = {
  'test/platform/path-segment.test.ts': {
    'a name that comes from outside > that is a plain one stands directly': 'posix-paths',
    'a name that comes from outside > goes through that one function': 'posix-paths',
  },
  'test/archive/tar-walk.test.ts': {
    'walking a tar archive > sees what the tar of this machine writes as gnu, long and foreign names too': 'own-tools',
    'walking a tar archive > sees what the tar of this machine writes as pax, long and foreign names too': 'own-tools',
    'walking a tar archive > sees what the tar of this machine writes as ustar, long and foreign names too':
      'own-tools',
  },
  'test/cli/commands/add.test.ts': {
    'add > passes on what was given, paths made absolute, the fingerprint in digits': 'posix-paths',
  },
  'test/cli/end-to-end.backup.test.ts': {
    'add and backup, from the outside > work with dsm5 as processes of their own': 'modes',
    'add and backup, from the outside > work with dsm7 as processes of their own': 'modes',
    'add and backup, from the outside > work with srm-strict as processes of their own': 'modes',
  },
  'test/cli/end-to-end.bad-input.test.ts': {
    'a home that cannot be used > because it belongs to somebody else': 'modes',
  },
  'test/cli/usage.test.ts': {
    '--json and --home > are taken before and behind the command: ["--home"': 'posix-paths',
    '--json and --home > are taken before and behind the command: ["list","--json"': 'posix-paths',
    '--json and --home > are taken before and behind the command: ["--json"': 'posix-paths',
  },
  'test/keeper/add-device.test.ts': {
    'adding a device > keeps files to their owner': 'modes',
  },
  'test/keeper/copies/copies.test.ts': {
    'a second place > fails alone: the other places and the backup are as if it did not': 'modes',
  },
  'test/keeper/transfer.test.ts': {
    'settings on another computer > use the default folder where theirs is not on this computer': 'posix-paths',
  },
  'test/records/history-damage.test.ts': {
    'a damaged history > that another process moved aside meanwhile is followed to the new one': 'open-files',
    'a file system that refuses the write-ahead log > takes over a history that was written with the log elsewhere, rows and all':
      'posix-codes',
  },
  'test/records/history.test.ts': {
    'runs > can be forgotten one by one, even when the file is lost afterwards': 'open-files',
    'the file > deleted while in use is begun anew, and a run under way is still recorded': 'open-files',
    'the file > uses the write-ahead log, is marked as ours, and only its owner can read it': 'modes',
  },
  'test/records/home.test.ts': {
    'a settings file that the system does not let us read > is no damage: the home is called unusable and nothing is moved':
      'modes',
    'opening a home > creates it for its owner alone, with everything above it': 'modes',
    'opening a home > follows a link to a folder': 'links',
    'opening a home > that is closed is refused with the reason': 'modes',
    'opening a home > that is read-only is refused with the reason': 'modes',
    'opening a home > that is unreadable is refused with the reason': 'modes',
    'opening a home > twice is fine, and leaves the mode of a folder that the user made': 'modes',
    'opening a home > with a link to nowhere is refused with the reason': 'links',
    'opening a home > with a name that is too long is refused with the reason': 'posix-codes',
  },
  'test/records/lock.test.ts': {
    'the run lock of a device > leaves an empty file that only its owner can read, and nothing outside the folder':
      'modes',
  },
  'test/records/settings-store.test.ts': {
    'an update > leaves files that only their owner can read, and no temporary ones': 'modes',
  },
  'test/secrets/sealed-file.test.ts': {
    'the sealed file > is for its owner alone and shows neither values nor accounts': 'modes',
  },
  'test/vault/choose-folder.test.ts': {
    'choosing the folder of a device > leaves alone what is not its own: files, links, folders with foreign things':
      'links',
  },
  'test/vault/cloud.test.ts': {
    'the default vault > on Linux': 'posix-paths',
  },
  'test/vault/commit.test.ts': {
    'committing a backup > promises nothing while the names in a folder cannot be written through (EINVAL)':
      'no-folder-sync',
    'committing a backup > promises nothing while the names in a folder cannot be written through (EIO)':
      'no-folder-sync',
    'committing a backup > replaces nothing that appears at the last moment on a disk with hard links': 'links',
    'committing a backup > replaces nothing that appears at the last moment on a disk without them': 'links',
    'committing a backup > sees that it has its name although a share answers EEXIST': 'file-numbers',
    'committing a backup > sees that it has its name although a share answers EIO': 'file-numbers',
    'committing a backup > stores archive and sidecar under the promised names, for the owner alone': 'modes',
  },
  'test/vault/copies/copy-backup.test.ts': {
    'a copy > is the same file with the same sidecar and the restore page, for the owner alone': 'modes',
    'a copy > never takes the place of a link': 'links',
  },
  'test/vault/list-backups.test.ts': {
    'a device folder > does not believe a link that leads to an archive of the right size': 'links',
    'a device folder > passes over foreign files, hidden ones and folders unless they look like an archive': 'links',
    'a sidecar > that is a link is not believed, and neither is one that was renamed with its archive': 'links',
  },
  'test/vault/stage.test.ts': {
    'a stage > closes a folder to others that was open to them': 'modes',
    'a stage > creates the folder of the device, but never the vault': 'modes',
    'a stage > follows no link planted at its name': 'links',
    'a stage > goes on in a folder whose rights cannot be set, as on a share that has none': 'modes',
    'a stage > is hidden, for its owner alone, and counts and hashes what it gets': 'modes',
    'a stage > says so when a file stands where the folder should be, or the path is too long': 'modes',
    'the sweep of stages > removes what dead runs left, and nothing else': 'links',
  },
  'test/vault/copies/prepare-place.test.ts': {
    'preparing a second place > refuses the vault itself, a folder in it and a folder around it': 'links',
    'preparing a second place > leaves a marker that says what it is, for the owner alone': 'modes',
  },
  'test/cli/end-to-end.run.test.ts': {
    'run > catches up what was missed, once, and ends cleanly when it is told to': 'signals',
    'run > stopped in the middle of a backup signs out, and the next one makes it good': 'signals',
    'run > only shows where another one has the schedule, and says so': 'signals',
    'run > works beside a backup from another terminal, which waits for its run and then makes one of its own':
      'signals',
    'run > ends when it is told to although the program was replaced under it': 'signals',
  },
  'test/cli/commands/set.test.ts': {
    'set > takes a secret from standard input and shows it nowhere': 'modes',
  },
  'test/vault/prepare-vault.test.ts': {
    'preparing a vault > creates it with what is above it, for the owner alone, and leaves nothing in it': 'modes',
    'preparing a vault > never creates a folder again that is gone: its disk may not be connected': 'links',
    'preparing a vault > takes a folder with things in it as it is': 'modes',
  },
  'test/records/write-durably.test.ts': {
    'replacing a file > writes the whole content through before the rename, and the rename through after it':
      'no-folder-sync',
    'replacing a file > waits out a rename that is refused for a moment': 'modes',
    'replacing a file > gives up on a rename that is refused for ever, and the old file stays': 'modes',
  },
  'test/vault/guide-file.test.ts': {
    'the restore page beside the backups > is written for the owner alone, and again only when it changed': 'modes',
  },
  'test/secrets/replace-file.test.ts': {
    'replacing a file > shows what was really written to the one who checks it, before the old one goes': 'modes',
  },
};

export const LEFT_OUT: readonly LeftOut[] = Object.entries(FAILING).flatMap(([file, tests]) =>
  Object.entries(tests).map(([name, reason]) => ({ file, name, reason })),
);
