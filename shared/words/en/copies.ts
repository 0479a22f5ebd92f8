/** Words of `electron/vault/copies`: second places, how they stand, and why a copy was not made. */
export const copies = {
  'copies.place.not-absolute': 'The second place {folder} is not given from the root of a disk.',
  'copies.place.give-absolute': 'Give the whole path, such as /mnt/nas/Routerkeep.',
  'copies.place.same':
    'The second place {folder} is the backup folder itself, or one of the two lies inside the other.',
  'copies.place.elsewhere': 'Choose a folder on another disk, on a share or on another computer.',
  'copies.place.about':
    'Routerkeep keeps backups in this folder and knows it again by this file. Without it nothing is stored or copied here, so that the empty folder in which a disk or share is mounted is never filled.',

  'copies.reason.full': 'there is no space left',
  'copies.reason.foreign-marker': 'the file {file} in it was not written by Routerkeep',

  'copies.since': ' since {date, date, ::d MMMM y}',
  'copies.left': '{file} was left out, {reason}',
  'copies.note.overdue': '{name}: copies in {place} are overdue',
  'copies.note.reminder': '{name}: copies in {place} are still missing',
  'copies.note.recovered': '{name}: copies in {place} are complete again',
  'copies.note.missing':
    'The backup itself is safe, but {behind, plural, one {# is} other {# are}} not in its second place, the oldest taken {when}.',
  'copies.note.all-there': 'Everything that belongs there was copied.',
  'copies.note.names': '{names}.',
  'copies.notes.overdue': '{place}: copies of {count, number} devices are overdue',
  'copies.notes.reminder': '{place}: copies of {count, number} devices are still missing',
  'copies.notes.recovered': '{place}: copies of {count, number} devices are complete again',
  'copies.left.source': 'it cannot be read from the backup folder',
  'copies.left.rotten': 'its content in the backup folder is no longer what was stored',
  'copies.left.taken': 'something else has its name there',
  'copies.left.newer': 'its sidecar file there comes from a newer Routerkeep',

  'copies.current': '{place}: up to date',
  'copies.empty': '{place}: nothing to copy yet',
  'copies.behind': '{place}: {behind, number} behind since {since}',
  'copies.away.current': '{place}: not there, nothing to copy',
  'copies.away.behind': '{place}: not there, {behind, number} behind since {since}',
  'copies.today': 'today',
  'copies.weekday': '{date, date, ::EEEE}',
  'copies.date': '{date, date, ::d MMMM y}',
} as const;
