/**
 * One sentence for every code of a warning: what is worth knowing about a backup that counts all the same. The values a
 * code carries are those of its placeholders (`shared/warnings.ts`).
 */
export const warnings = {
  // Beside the last backup of normal size.
  'collapse/size':
    'It is much smaller than the last backup of normal size: {bytes, number} bytes instead of {previous, number}.',
  'collapse/rows':
    'It holds far fewer settings than the last backup of normal size: {rows, number} rows instead of {previous, number}.',

  // Sound, but not of the kinds that are known.
  'unfamiliar/link':
    '{count, plural, one {A link in it leads} other {# links in it lead}} out of the archive, such as {path}. Nothing was followed.',
  'unfamiliar/entry-kind':
    '{count, plural, one {An entry in it is} other {# entries in it are}} neither a file nor a folder, such as {path} (kind {kind}).',
  'unfamiliar/name':
    '{count, plural, one {An entry in it has a name that points} other {# entries in it have names that point}} out of the archive, such as {path}. Nothing was unpacked to a disk.',
  'unfamiliar/repeated':
    '{count, plural, one {An entry in it is} other {# entries in it are}} there more than once, such as {path}.',
  'unfamiliar/trailing-data': 'Behind its end there are {bytes, number} more bytes that do not belong to it.',
  'unfamiliar/no-checksum': 'Its compression carries no checksum, so small damage would not be noticed.',
  'unfamiliar/compression': 'It is compressed in a way that only the second unpacker can read.',
  'unfamiliar/no-config-info': 'It holds no config_info that says where it comes from.',
  'unfamiliar/config-info': 'Its config_info is not readable text, so it does not say where it comes from.',
  'unfamiliar/missing-keys': 'Its config_info does not tell {names}.',
  'unfamiliar/new-keys': 'Its config_info tells more than usual: {names}.',
  'unfamiliar/system': 'It says that it comes from a system called {name}.',
  'unfamiliar/no-database': 'It holds no _Syno_ConfBkp.db, the database in which settings usually lie.',
  'unfamiliar/computed':
    'The database {path} has parts that are computed when read, such as {name}; these were not checked.',
  'unfamiliar/database-extension':
    'The database {path} uses something that only the device has ({name}); tables that need it were read but not checked further.',

  // What followed the backup.
  'certificate/renewed': 'The device renewed its certificate with the same key. The new one is trusted from now on.',
  'after/failed': 'The backup is safe, but something after it failed: {problem}',
  'retention/clock-behind':
    'Nothing is deleted: the newest backup, {file}, is dated {date}, but the clock of this computer says {today}. Set the clock right; if it is right, delete that backup.',
  'retention/clock-ahead':
    'Nothing is deleted this time: the clock of this computer says {today}, long after the last backup, {file} of {date}. If the clock is wrong, set it right.',
  'retention/left':
    '{file} was to be deleted by retention and stays: {reason, select, floor {too few of the backups that stay could be read back} unverified {it no longer counts as verified} pinned {it was pinned} other {its content is no longer what was stored}}.',
  'copy/behind':
    'Second place {place}: {state, select, away {not there} other {not complete}}, {behind, plural, =0 {nothing known to be missing} one {# backup missing there} other {# backups missing there}}{since}. {problem}',

  // Of another version of Routerkeep.
  'version/earlier': '{text}',
  'version/later': 'A newer Routerkeep noted something about it that this one does not know ({name}).',
} as const;
