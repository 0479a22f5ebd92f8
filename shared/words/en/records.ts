/** Words of `electron/records`: details inside errors and sentences of its results. */
export const records = {
  'records.reason.notAFolder': 'there is a file in its place',
  'records.reason.notAFile': 'something that is no file lies where one of its own belongs',
  'records.reason.noPermission': 'reading or writing there is not permitted',
  'records.reason.readOnly': 'it can only be read, not written',
  'records.reason.full': 'its disk is full',
  'records.log-unwritable': 'The log {file} cannot be written ({reason}). Everything else goes on.',
  'records.zone-unknown':
    'The time zone "{zone}" of a schedule is not known here, and its times count in UTC. Give the schedule another one, or none.',
  'records.reason.noUserFolder': 'this user has no folder of their own to put it in',
  'records.reason.gone': 'it is not there',
  'records.reason.link': 'a link stands in it where a file or folder of its own should be',
  'records.reason.tooLong': 'its path is too long',
  'records.reason.noLocks': 'its file system gives no locks (a network share may need its lock service)',
  'records.reason.diskError': 'its disk reports an error',
  'records.reason.cannotOpen': 'a file in it cannot be opened',
  'records.reason.lockOverwritten': 'its lock file {file} was overwritten by something else; delete that file',
  'records.reason.other': 'the system says {code}',

  'records.broken.missing': 'it is missing',
  'records.broken.empty': 'it is empty',
  'records.broken.tooLarge': 'it is larger than settings can be',
  'records.broken.notAFile': 'it is not a file',
  'records.broken.notJson': 'it is cut off or is no JSON',
  'records.broken.foreign': 'it was not written by Routerkeep',
  'records.broken.checksum': 'its checksum is wrong',
  'records.broken.shape': 'its field {field} makes no sense',
  'records.broken.both': '{reason}, and {previous} beside it is no help: {previousReason}',

  'records.settings.name': 'The settings file',
  'records.settings.recovered':
    'The settings file was damaged ({reason}). The settings from before the last change are used. The damaged file is kept as {kept}.',
  'records.settings.restored': 'The settings file was missing. The settings from before the last change are used.',

  'records.history.name': 'The history',
  'records.history.aside':
    'The history was damaged. A new one was begun; the damaged file is kept as {kept}. Your backups are not affected.',
  'records.history.brokenRows': 'Some entries of the history cannot be read and are left out ({count}).',
} as const;
