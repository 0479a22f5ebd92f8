/** Words of the desktop program outside its page: tray, boxes of the system, notifications, menus. */
export const shell = {
  'shell.tray.device': '{name}: {word}',
  'shell.tray.device.last': '{name}: {word} (last backup {ago})',
  'shell.tray.more': '{count, plural, one {# more device} other {# more devices}}',
  'shell.tray.back-up': 'Back up now',
  'shell.tray.history': 'Show history',
  'shell.tray.folder': 'Open folder',
  'shell.tray.back-up-all': 'Back up all now',
  'shell.tray.pause': 'Pause',
  'shell.tray.pause.hour': 'An hour',
  'shell.tray.pause.tomorrow': 'Until tomorrow',
  'shell.tray.pause.open': 'Until I resume',
  'shell.tray.resume': 'Resume',
  'shell.tray.open': 'Open Routerkeep',
  'shell.tray.launch-at-login': 'Launch at login',
  'shell.tray.quit': 'Quit Routerkeep',

  'shell.demo.tool-tip': 'Simulated router. {sentence}',
  'shell.demo.leave': 'Leave the simulated router',
  'shell.demo.title': 'Routerkeep (simulated router)',
  'shell.demo.secret-place': 'a sealed file that is deleted with the demo',

  'shell.bad-input': 'The window asked for something that cannot be.',
  'shell.bad-input.remedy': 'Check what was typed; if that was right, please report it (Settings, About).',

  'shell.confirm.cancel': 'Cancel',
  'shell.confirm.which': 'Address: {address}\nBackups: {folder}',
  'shell.confirm.changed': '"{name}" was given another name or address while you were asked.',
  'shell.confirm.changed.remedy': 'Nothing was done. Look which device you mean, and ask for it again.',
  'shell.confirm.remove': 'Remove "{name}"?',
  'shell.confirm.remove.detail':
    'It is not backed up any more, and its password is forgotten. Its backups stay in {folder}.',
  'shell.confirm.remove.option': 'Delete its backups on this computer too, for good',
  'shell.confirm.remove.action': 'Remove',
  'shell.confirm.trust': 'Trust the new certificate of "{name}"?',
  'shell.confirm.trust.detail':
    'From now on its password goes to the server with this SHA-256 fingerprint:\n\n{fingerprint}\n\nCompare it with the one shown on the device itself.',
  'shell.confirm.trust.authority':
    'From now on its password goes to every server at its address for which an authority that this computer trusts vouches.',
  'shell.confirm.trust.action': 'Trust it',
  'shell.confirm.delete': 'Delete the backup {file} of "{name}"?',
  'shell.confirm.delete.detail': 'It is deleted from this computer for good.',
  'shell.confirm.delete.last':
    'It is the last verified backup of this device. Without it there is nothing to restore from.',
  'shell.confirm.delete.action': 'Delete',
  'shell.confirm.keep': '{count, plural, one {Delete # backup now?} other {Delete # backups now?}}',
  'shell.confirm.keep.detail':
    'Your rule for what to keep no longer covers them. They are deleted from this computer for good.',
  'shell.confirm.keep.action': 'Delete',
  'shell.confirm.all-devices': 'all devices',
  'shell.confirm.fewer': 'Keep fewer backups of {about}?',
  'shell.confirm.fewer.detail':
    'What the new rule no longer covers is deleted for good after the next backup. The newest three verified ones stay.',
  'shell.confirm.fewer.action': 'Keep fewer',
  'shell.confirm.places': 'Copy the backups of {about} to {places}?',
  'shell.confirm.places.detail':
    'Copies that stand there already fall under the rule of that place: what it no longer covers is deleted there for good.',
  'shell.confirm.places.action': 'Copy there',
  'shell.confirm.unpin': 'Unpin the backup {file} of "{name}"?',
  'shell.confirm.unpin.detail': 'It is then deleted like any other once the rule for what to keep no longer covers it.',
  'shell.confirm.unpin.action': 'Unpin',
  'shell.confirm.vault': 'Move the backups of {about} to the usual folder?',
  'shell.confirm.vault.detail': 'They are copied there and read back, then they go from where they are now.',
  'shell.confirm.vault.action': 'Move',
  'shell.confirm.alarm': 'Send the alarms of {about} to {host}?',
  'shell.confirm.alarm.detail':
    'They name devices and tell when backups were made, and when not. An address in its place until now is forgotten.',
  'shell.confirm.alarm.action': 'Send alarms there',
  'shell.confirm.no-alarm': 'Send no more alarms of {about} to {host}?',
  'shell.confirm.no-alarm.detail': 'Its address is forgotten.',
  'shell.confirm.no-alarm.action': 'Send no more',
  'shell.confirm.address': 'Send the password of "{name}" to {address}?',
  'shell.confirm.address.detail':
    'No certificate of its own shows that this is the same device: whoever answers there is told the password.',
  'shell.confirm.address.action': 'Send it',
  'shell.confirm.no-tray': 'Keep Routerkeep running in the background?',
  'shell.confirm.no-tray.detail':
    'This desktop shows no tray icons, so nothing will be seen of it. Backups go on every night. Start Routerkeep again to see its window.',
  'shell.confirm.no-tray.keep': 'Keep running',
  'shell.confirm.no-tray.quit': 'Quit',

  'shell.removed.kept': '"{name}" was removed. Its backups stay in {folder}.',
  'shell.removed.deleted':
    '"{name}" was removed with {count, plural, =0 {no backups} one {# backup} other {# backups}}.',

  'shell.dialog.vault': 'Folder for backups',
  'shell.dialog.copy-to': 'Second place for copies',
  'shell.dialog.open-file': 'Open a backup',
  'shell.dialog.open-folder': 'Open a folder of backups',
  'shell.dialog.archives': 'Synology configuration backups',
  'shell.found.gone': 'That backup is no longer in the list.',
  'shell.found.gone.remedy': 'Open it again.',
  'shell.dialog.save-report': 'Save the report',
  'shell.dialog.save': 'Save backup as',

  'shell.notification.test.title': 'This is a test',
  'shell.notification.test.body': 'Routerkeep tells you here when a night failed, and when all is well again.',
  'shell.notification.test.shown': 'A test was shown.',
  'shell.notification.test.unsupported': 'Nothing on this desktop shows notifications.',
  'shell.notification.test.failed': 'The system did not show it. Look into its notification settings.',

  'shell.failed.one': '{name}: the backup you asked for failed',
  'shell.failed.several': '{count} backups you asked for failed',
  'shell.failed.several.body': 'The window says of each why, and what to do. Earlier backups are untouched.',

  'shell.told.body': 'This was changed in the window of Routerkeep.',
  'shell.told.pause':
    '{about}: paused {until, select, hour {for an hour} tomorrow {until tomorrow} other {until you resume}}',
  'shell.told.devices': '{count, plural, one {# device} other {# devices}}',
  'shell.told.schedule': '{about}: other times for backups',
  'shell.told.quiet-hours': 'Other quiet hours for notifications',
  'shell.told.copy-to': '{about}: other second places',
  'shell.told.launch': 'Routerkeep no longer starts at login',
  'shell.told.all-devices': 'All devices',

  'shell.menu.edit': 'Edit',
  'shell.menu.window': 'Window',
  'shell.menu.go': 'Go',
  'shell.menu.devices': 'Devices',
  'shell.menu.restore': 'Restore',
  'shell.menu.settings': 'Settings',
  'shell.menu.add': 'Add device',

  'shell.launch.comment': 'Backs up the configuration of Synology routers every night',
  'shell.start.failed': 'Routerkeep cannot start',
} as const;
