/**
 * One plain sentence and one hint for every error code. `retry` says what trying again is worth:
 * `now` (it may simply work), `later` (time may help), `never` (something must be changed first).
 * `message` and `hint` may use the same placeholders.
 */
export const errors = {
  'usage/invalid': {
    retry: 'never',
    message: '{problem}',
    hint: '{remedy}',
  },
  'usage/unknown-device': {
    retry: 'never',
    message: 'No device is called "{name}".',
    hint: 'Run "routerkeep list" to see the names.',
  },
  'home/unusable': {
    retry: 'never',
    message: 'Routerkeep cannot use its folder {folder}: {reason}.',
    hint: 'Check that the folder exists on a writable disk and belongs to you, or choose another one with --home.',
  },
  'network/dns': {
    retry: 'later',
    message: 'The name {host} cannot be found on this network.',
    hint: 'Check the spelling, or use the IP address of the device.',
  },
  'network/refused': {
    retry: 'later',
    message: 'Nothing answers at {host}.',
    hint: 'Check the address and port, and that the device is switched on. SRM listens on 8001, DSM on 5001 unless changed.',
  },
  'network/timeout': {
    retry: 'later',
    message: '{host} did not answer in time ({phase}).',
    hint: 'Check that this computer is on the same network as the device, then try again.',
  },
  'network/reset': {
    retry: 'later',
    message: 'The connection to {host} was cut.',
    hint: 'The device may be restarting. Try again in a few minutes.',
  },
  'tls/untrusted': {
    retry: 'never',
    message: 'The certificate of {host} is not trusted yet. Its SHA-256 fingerprint is {fingerprint}.',
    hint: 'Compare it with the certificate shown on the device ({place}). If they are the same, confirm it, or repeat the command with --fingerprint.',
  },
  'tls/identity-changed': {
    retry: 'never',
    message: 'The certificate of {host} is not the trusted one. It shows {presented}, trusted is {trusted}.',
    hint: 'Nothing was sent. In another network, such as a hotel, that is to be expected: backups go on by themselves once the trusted certificate answers. If you renewed the certificate on the device, compare the fingerprint there and accept it with "routerkeep trust NAME --fingerprint SHA256".',
  },
  'http/consent-needed': {
    retry: 'never',
    message: '{host} is addressed over plain HTTP, which others on the network can listen to.',
    hint: 'Use https (port 8001 on SRM, 5001 on DSM). If there is no other way, allow it for this device with --allow-http.',
  },
  'http/redirected': {
    retry: 'never',
    message: '{host} sends visitors on to {location}.',
    hint: 'Use that address if it is your device. Routerkeep does not follow it by itself, so that no password goes astray.',
  },
  'device/not-synology': {
    retry: 'never',
    message: 'What answers at {host} is not a Synology router or NAS.',
    hint: 'Check the address and port. SRM listens on 8001, DSM on 5001 unless changed.',
  },
  'device/no-backup-api': {
    retry: 'never',
    message: 'The device at {host} offers no configuration backup ({detail}).',
    hint: 'Update SRM or DSM on the device. Very old models cannot be backed up this way.',
  },
  'device/other-device': {
    retry: 'never',
    message: 'This is another device: expected {expected}, found {found}.',
    hint: 'If the device was replaced, add the new one as a device of its own. If the address moved, correct it.',
  },
  'device/busy': {
    retry: 'later',
    message: 'The device at {host} is busy with another job{said}.',
    hint: 'Wait a few minutes and try again.',
  },
  'device/unexpected-answer': {
    retry: 'later',
    message: 'The device at {host} gave an answer that makes no sense ({detail}).',
    hint: 'It may be restarting or updating. Try again in a few minutes.',
  },
  'auth/refused': {
    retry: 'never',
    message: 'The device at {host} refused the user name or the password.',
    hint: 'Check both by signing in to its web page, then enter the password again with "routerkeep passwd NAME". It is not tried again before that.',
  },
  'auth/disabled': {
    retry: 'never',
    message: 'The account {user} is disabled on the device at {host}.',
    hint: 'Enable it on the device under Control Panel > User, or use another administrator account.',
  },
  'auth/no-permission': {
    retry: 'never',
    message: 'The account {user} may not make configuration backups on the device at {host}.',
    hint: 'Put it into the group "administrators" (Control Panel > User). If it is there, its password may have expired or its 2-step verification may need to be set up again: sign in once on the web page to see.',
  },
  'auth/code-needed': {
    retry: 'never',
    message: 'The device at {host} asks for a one-time code for {user}.',
    hint: 'Give the code with --otp CODE. For nightly backups, an administrator account of its own without 2-step verification is best; SRM can also ask for codes only when somebody signs in from outside.',
  },
  'auth/approval-needed': {
    retry: 'never',
    message:
      'The device at {host} lets {user} sign in only with {kinds}, which no code can replace and nobody can give at night.',
    hint: 'Use an administrator account of its own without 2-step verification for backups, or add one-time codes to the sign-in methods of this account.',
  },
  'auth/code-wrong': {
    retry: 'never',
    message: 'The device at {host} did not accept the one-time code.',
    hint: 'Wait for the next code, check the clock of your phone, and try once more.',
  },
  'auth/code-setup-needed': {
    retry: 'never',
    message: 'The device at {host} demands 2-step verification, which {user} has not set up yet.',
    hint: 'Sign in on the web page of the device once and set it up, or exempt this account.',
  },
  'auth/blocked': {
    retry: 'never',
    message: 'The device at {host} has blocked the address of this computer after too many failed sign-ins.',
    hint: 'Remove it from the block list on the device (SRM: Network Center > Security > Auto Block; DSM: Control Panel > Security > Protection), then back up once by hand.',
  },
  'auth/password-expired': {
    retry: 'never',
    message: 'The password of {user} has expired on the device at {host}.',
    hint: 'Sign in on the web page of the device, choose a new one, then enter it with "routerkeep passwd NAME".',
  },
  'auth/locked': {
    retry: 'never',
    message: 'The account {user} is locked on the device at {host}.',
    hint: 'Unlock it on the device under Control Panel > User, then back up once by hand.',
  },
  'session/lost': {
    retry: 'later',
    message: 'The device at {host} ended the session during the work.',
    hint: 'Somebody may be signing in with the same account. An account of its own for backups prevents this.',
  },
  'task/failed': {
    retry: 'later',
    message: 'The device at {host} could not prepare its configuration ({detail}).',
    hint: 'Try the export on its web page. If that fails too, restart the device.',
  },
  'task/timeout': {
    retry: 'later',
    message: 'The device at {host} did not finish preparing its configuration within {seconds} seconds{said}.',
    hint: 'It may be busy. Try again later, or restart the device.',
  },
  'download/incomplete': {
    retry: 'later',
    message: 'The download from {host} is incomplete ({detail}).',
    hint: 'Try again. If it happens every time, look for a faulty cable or a weak Wi-Fi.',
  },
  'archive/not-an-archive': {
    retry: 'later',
    message: 'This is not a configuration archive: {detail}.',
    hint: 'It was not kept as a backup. Earlier backups are untouched.',
  },
  'archive/damaged': {
    retry: 'later',
    message: 'The archive is damaged: {detail}.',
    hint: 'It does not count as a backup. Earlier backups are untouched; make a new one.',
  },
  'archive/incomplete': {
    retry: 'later',
    message: 'The archive is incomplete: {detail}.',
    hint: 'It does not count as a backup. Earlier backups are untouched; make a new one.',
  },
  'archive/too-large': {
    retry: 'later',
    message: 'The archive is larger than a configuration can be ({detail}).',
    hint: 'It was not kept as a backup. Check that the address belongs to your device.',
  },
  'vault/full': {
    retry: 'later',
    message: 'There is no space left for the backup in {folder}.',
    hint: 'Free some space on that disk, or choose another folder. Earlier backups are untouched.',
  },
  'vault/unwritable': {
    retry: 'later',
    message: 'The backup folder {folder} cannot be used: {reason}.',
    hint: 'Check the rights of the folder and that its disk works. Earlier backups are untouched.',
  },
  'vault/missing': {
    retry: 'later',
    message: 'The backup folder {folder} is not there.',
    hint: 'Connect the disk or mount the share it lies on. To begin anew in the folder as it is now, name it once more with "routerkeep set vault FOLDER", or "routerkeep set NAME vault FOLDER" for one device.',
  },
  'copy/missing': {
    retry: 'later',
    message: 'The second place {folder} is not there.',
    hint: 'Connect the disk or mount the share. The copies are caught up then.',
  },
  'copy/failed': {
    retry: 'later',
    message: 'The copy to {folder} failed: {reason}.',
    hint: 'The backup itself is safe. Check the space and the rights of that folder.',
  },
  'alarm/failed': {
    retry: 'later',
    message: '{problem} The test did not arrive.',
    hint: 'Check that the service is up and that its address is the one you set.',
  },
  'secret/missing': {
    retry: 'never',
    message: 'There is no password stored for {name}.',
    hint: 'Enter it with "routerkeep passwd NAME".',
  },
  'secret/locked': {
    retry: 'never',
    message: 'The {place} is locked.',
    hint: 'Unlock it by signing in to your desktop, then try again.',
  },
  'secret/unavailable': {
    retry: 'never',
    message: 'There is no place to keep the password safe: {reason}.',
    hint: 'Start a keyring (Linux: gnome-keyring or KWallet), or set ROUTERKEEP_SECRETS=file and ROUTERKEEP_MASTER_KEY_FILE.',
  },
  'settings/damaged': {
    retry: 'never',
    message: 'The settings in {file} are damaged: {reason}.',
    hint: 'Nothing was changed or reset. Put back a good copy of the file, or move it away to start anew.',
  },
  'settings/newer': {
    retry: 'never',
    message: 'The settings in {file} come from a newer Routerkeep.',
    hint: 'Update Routerkeep on this computer. Nothing was changed.',
  },
  busy: {
    retry: 'later',
    message: '{name} is being worked on by another Routerkeep right now.',
    hint: 'Wait until that has finished.',
  },
  cancelled: {
    retry: 'now',
    message: 'Cancelled.',
    hint: 'Nothing was left behind. Start again whenever you like.',
  },
  internal: {
    retry: 'later',
    message: 'Something went wrong inside Routerkeep ({detail}).',
    hint: 'Please report it; SECURITY.md and README.md say how. The logs are in the "logs" folder of the home.',
  },
} as const satisfies Readonly<Record<string, { retry: 'now' | 'later' | 'never'; message: string; hint: string }>>;
