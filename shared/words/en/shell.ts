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
  'shell.confirm.remove': 'Remove "{name}" and delete all its backups?',
  'shell.confirm.remove.detail':
    'The backups are deleted from this computer for good. Copies in a second place stay where they are.',
  'shell.confirm.remove.action': 'Delete backups',
  'shell.confirm.trust': 'Trust the new certificate of "{name}"?',
  'shell.confirm.trust.detail':
    'From now on its password goes to the server with this SHA-256 fingerprint:\n\n{fingerprint}\n\nCompare it with the one shown on the device itself.',
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
  'shell.dialog.save': 'Save backup as',

  'shell.notification.test.title': 'This is a test',
  'shell.notification.test.body': 'Routerkeep tells you here when a night failed, and when all is well again.',
  'shell.notification.test.shown': 'A test was shown.',
  'shell.notification.test.unsupported': 'Nothing on this desktop shows notifications.',
  'shell.notification.test.failed': 'The system did not show it. Look into its notification settings.',

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
