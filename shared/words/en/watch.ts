/** What a watch says about itself. */
export const watch = {
  'watch.scheduler': 'Watching {count, plural, =0 {no device yet} one {# device} other {# devices}}. {sentence}',
  'watch.display':
    'Another Routerkeep runs the schedule of this home{holder}. This one shows what happens, and takes over when the other ends.',
  'watch.holder': ' (process {pid}, since {since})',
  'watch.zone-unset':
    'The time zone here is UTC, and a schedule such as 03:00 counts in it. If that is not your zone, set TZ to yours, such as TZ=Europe/Berlin.',
  'watch.zone-unknown':
    'The time zone "{zone}" in the variable TZ is not known here, and times count in UTC. Set TZ to yours, such as TZ=Europe/Berlin.',
  'watch.zone-empty':
    'The time zone of this computer is not known, and times count in UTC. Set TZ to yours, such as TZ=Europe/Berlin.',
  'watch.storage.memory':
    'The folder {folder} lies in memory and is gone after a restart. Put it on a disk that stays.',
  'watch.storage.container': 'The folder {folder} lies inside the container and goes away with it. Put it on a volume.',
  'watch.started.first': '{device}: making the first backup.',
  'watch.started.regular': '{device}: backing up.',
  'watch.started.catch-up': '{device}: catching up a missed backup.',
  'watch.started.retry': '{device}: trying again.',
  'watch.waiting.network': '{device}: does not answer yet; waiting for the network.',
  'watch.copied': '{device}: {count, plural, one {# backup} other {# backups}} copied to {place}.',
  'watch.night': '{device}: {sentence}',
  'watch.stop.none': 'Nothing runs the schedule of this home.',
  'watch.stop.stopped': 'The schedule was stopped. What was begun is recorded.',
  'watch.stop.still-running':
    'The schedule still runs after a minute. Where the window runs it, quit Routerkeep in its menu.',
  'watch.end': 'Stopped. What was begun is recorded.',
} as const;
