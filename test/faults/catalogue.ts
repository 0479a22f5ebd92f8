/**
 * Every fault that a backup must survive, by area. Survived means: the last good backup is untouched, no half-written
 * file can be taken for a backup, the state shown is true, a clear error is recorded, no secret leaked, and the next run
 * works once the cause is gone.
 */
const CATALOGUE = {
  saving: {
    'each-call-once': 'any one call of a save fails',
    'each-call-for-ever': 'a call of a save and every one after it fail',
    'done-but-reported-failed': 'a call does its work and reports a failure',
    'short-write': 'fewer bytes are written than asked for',
    'disk-full': 'the disk is full',
    'rename-refused-a-while': 'another program blocks the rename for a while',
    'rename-refused': 'the rename is refused for ever',
    'rights-refused': 'access rights cannot be set',
    'killed-anywhere': 'the process is killed',
    'power-loss': 'the power goes: what was not synced is lost, what was renamed stays renamed',
    'folder-read-only': 'the folder cannot be written to',
    'folder-gone': 'the folder is gone',
    'folder-unmounted': 'the disk is not mounted: an empty folder is in its place',
    'folder-is-a-file': 'the folder has become a file',
    'path-too-long': 'a path is too long',
    'reserved-names': 'a name is reserved by a system, or ends in a dot or a space',
    'unicode-forms': 'two names differ in their Unicode form alone',
    'case-twins': 'two names differ in upper and lower case alone',
    'two-processes': 'two processes save into the same folder',
    'stale-lock': 'a lock was left behind by a process that is dead, whose number may be in use again',
    'live-lock': 'a living process holds the lock',
    'foreign-files': 'files of others lie in the vault',
    'sidecar-missing': 'a sidecar is missing',
    'sidecar-cut': 'a sidecar is cut, at every byte',
    'sidecar-newer': 'a sidecar was written by a newer version',
    'archive-gone': 'a stored archive is gone',
    'archive-other-size': 'a stored archive has another size',
    'archive-other-hash': 'a stored archive has another hash',
    'bit-rot': 'a bit of a stored archive flips',
    'symlink-planted': 'a symbolic link lies where a file is to be written',
    'disk-full-in-retention': 'the disk is full while old backups are removed',
    'clock-back': 'the clock goes back a year',
    'clock-ahead': 'the clock goes ten years ahead',
    'retention-with-few': 'old backups are due to go while 0, 1 or 3 verified ones are there',
    'retention-after-failures': 'old backups are due to go after forty failed days',
    'deletion-cut': 'a deletion is cut short',
  },
  home: {
    'settings-cut': 'the settings are cut, at every byte',
    'settings-empty': 'the settings are empty',
    'settings-foreign': 'the settings are the JSON of something else',
    'settings-newer': 'the settings were written by a newer version',
    'settings-both-broken': 'both generations of the settings are broken',
    'settings-call-fails': 'a call fails while settings are written',
    'history-locked': 'the history is locked by another program',
    'history-deleted': 'the history is deleted',
    'history-damaged': 'the history is damaged',
    'history-newer': 'the history was written by a newer version',
    'home-unreadable': 'the home cannot be read or written',
  },
  network: {
    'name-unknown': 'the name is unknown',
    refused: 'the connection is refused',
    silent: 'nothing answers',
    'reset-before-headers': 'the connection is reset before the headers',
    'reset-after-headers': 'the connection is reset after the headers',
    'slow-bytes': 'bytes come one by one, for ever',
    'stall-in-each-phase': 'the device stops answering, in each phase',
    'certificate-other': 'the certificate is not the trusted one',
    'certificate-expired': 'the certificate has expired',
    'certificate-other-host': 'the certificate is for another host',
    'certificate-swapped': 'the certificate changes between two requests',
    'session-resumed': 'a stranger offers to resume a TLS session',
    'redirect-to-http': 'a redirect leads from https to http',
    'redirect-elsewhere': 'a redirect leads to another host',
    'proxy-set': 'proxy variables are set',
    ipv6: 'the address is one of IPv6',
    'answer-too-large': 'an answer is larger than allowed',
    'no-body': 'headers come without a body',
    'bad-gateway': 'a gateway answers 502',
    'html-for-json': 'HTML comes instead of JSON',
    'json-as-text': 'JSON comes as text/plain',
    'not-tls': 'something else than TLS is spoken',
  },
  api: {
    'sign-in-refused': 'a sign-in is refused, with each code from 400 to 411',
    'no-privilege': 'the account may not make backups (105, 117)',
    'session-lost': 'the session is lost (106, 107, 119, 150), at each call',
    'api-missing': 'an API is missing',
    'version-missing': 'a version of an API is missing',
    'no-task-id': 'a backup starts without a task id',
    'odd-task-id': 'a task id has odd characters',
    'task-forms': 'the state of a task comes in each known form',
    'task-never-ends': 'a task never ends',
    'task-failed': 'a task fails',
    'task-unknown': 'a task is unknown to the device',
    'no-syno-token': 'no SynoToken comes with the session',
    'key-forms': 'the public key comes as hex and as DER',
    'key-other-fields': 'the public key comes under other names',
    'key-2048': 'the public key has 2048 bits',
    'device-clock-off': 'the clock of the device is far off',
    'password-any': 'the password has every printable character, quotes, emoji, 127 characters',
    'no-answer-in-it': 'JSON is broken, or holds no answer, at each call',
    'any-number': 'a call is refused with any number, at each call',
    busy: 'the device is busy',
    'auto-block': 'the device blocks an address after some refused sign-ins',
  },
  download: {
    empty: 'the download is empty',
    shorter: 'the download is shorter than announced',
    longer: 'the download is longer than announced',
    endless: 'the download does not end',
    'cut-connection': 'the connection is cut',
    chunked: 'the download comes in chunks, without a length',
    'json-with-200': 'JSON comes with status 200',
    'html-with-200': 'HTML comes with status 200',
    'random-bytes': 'random bytes come',
    'gzip-cut-length-fits': 'the gzip is cut, and its length fits',
    'no-tar': 'a valid gzip holds no tar',
    'no-database': 'the tar holds no database',
    'database-broken': 'the database is broken',
    'other-device': 'the archive is that of another device',
    'tar-traversal': 'names in the tar lead out of it',
    'tar-links': 'links in the tar lead out of it',
    bomb: 'three gigabytes of zeros unpack from a few bytes',
    'name-with-path': 'the offered file name has a path',
  },
  desktop: {
    'sleep-in-each-phase': 'the computer sleeps and wakes, in each phase',
    'no-network-after-wake': 'there is no network after waking up',
    'session-locked': 'the screen is locked',
    'keychain-locked': 'the keychain is locked',
    'keychain-denied': 'the keychain denies access',
    'keychain-empty': 'the keychain is empty',
    'keychain-other': 'the keychain is another one',
    'second-instance': 'the program is started a second time',
    'no-tray': 'nothing shows tray icons',
    'quit-in-a-save': 'the program is quit during a save',
    'zone-changed': 'the time zone changes',
    'dst-both-ways': 'clocks change for summer and back',
    scaling: 'the display is scaled',
  },
  terminal: {
    'output-closed': 'standard output is closed',
    'interrupted-in-each-phase': 'Ctrl-C is pressed, in each phase',
    'no-terminal': 'no terminal is there to ask for a password',
    'wrong-usage': 'the command is wrong',
    'unknown-device': 'the device is unknown',
    'home-unreadable': 'the home cannot be read',
  },
  second: {
    'each-call-fails': 'a call fails while a copy is made',
    hangs: 'a second place hangs',
    away: 'a second place is away, an empty folder in its place',
    'copy-rotten': 'a copy rots',
  },
  alarms: {
    'no-answer': 'nobody takes an alarm',
    'answer-hostile': 'whoever takes an alarm answers something hostile',
  },
} as const;

type Catalogue = typeof CATALOGUE;
export type Area = keyof Catalogue;

/** A fault by its name, `saving/disk-full` for instance. */
export type FaultName = { [A in Area]: `${A}/${keyof Catalogue[A] & string}` }[Area];

export const AREA_TITLES: Readonly<Record<Area, string>> = {
  saving: 'Saving and keeping',
  home: 'Settings and history',
  network: 'Network and TLS',
  api: 'API',
  download: 'Download',
  desktop: 'Desktop',
  terminal: 'Terminal',
  second: 'Second places',
  alarms: 'Alarms',
};

/** All names, in the order of the catalogue. */
export const FAULT_NAMES: readonly FaultName[] = Object.entries(CATALOGUE).flatMap(([area, faults]) =>
  Object.keys(faults).map((fault) => `${area}/${fault}` as FaultName),
);

/** What a fault is, in words. */
export function faultWords(name: FaultName): string {
  const [area = '', fault = ''] = name.split('/');
  const words = (CATALOGUE as Readonly<Record<string, Readonly<Record<string, string>>>>)[area]?.[fault];
  if (words === undefined) throw new Error(`the catalogue has no fault ${name}`);
  return words;
}
