import type { errors } from './errors.ts';

type StepKey = `window.step.${keyof typeof errors}`;

/** The window's own next step for every error code: what to click here or on the device. The terminal has hints of its own. */
export const nextSteps = {
  'window.step.usage/invalid': 'Correct what was typed and try again.',
  'window.step.usage/unknown-device': 'It may have been removed meanwhile. Go back to Devices.',
  'window.step.home/unusable':
    'Check that this folder lies on a writable disk and belongs to you, then start Routerkeep again.',
  'window.step.network/dns': 'Check the spelling, or type the IP address of the device instead, such as 192.168.1.1.',
  'window.step.network/refused':
    'Check that the device is switched on, and the address and port: SRM listens on 8001, DSM on 5001, unless changed.',
  'window.step.network/timeout':
    'Check that this computer is in the same network as the device (no guest Wi-Fi, no VPN in between), then try again.',
  'window.step.network/reset': 'The device may be restarting. Try again in a few minutes.',
  'window.step.tls/untrusted': 'Compare the fingerprint with the one on the device itself, then trust it.',
  'window.step.tls/identity-changed':
    'Nothing was sent. If you renewed the certificate on the device, compare the old and the new one; if not, find out what answers there.',
  'window.step.http/consent-needed':
    'Use https (port 8001 on SRM, 5001 on DSM). If there is no other way, allow plain HTTP for this device.',
  'window.step.http/redirected':
    'If that is your device, type that address instead. It is not followed by itself, so that no password goes astray.',
  'window.step.device/not-synology':
    'Check the address and the port: SRM listens on 8001, DSM on 5001, unless changed.',
  'window.step.device/no-backup-api':
    'Update SRM or DSM on the device (Control Panel > System > Update & Restore). Very old models cannot be backed up this way.',
  'window.step.device/other-device':
    'If the device was replaced, add the new one as a device of its own. If it moved, change the address.',
  'window.step.device/busy': 'Wait a few minutes and try again.',
  'window.step.device/unexpected-answer': 'It may be restarting or updating. Try again in a few minutes.',
  'window.step.auth/refused':
    'Sign in to the page of the device with both to see that they are right, then enter the password here. It is not tried again before that, so that the device blocks nobody.',
  'window.step.auth/disabled':
    'Enable the account on the device (Control Panel > User), or use another administrator account.',
  'window.step.auth/no-permission':
    'Put the account into the group "administrators" on the device (Control Panel > User). If it is in there, sign in once on its page: its password may have expired, or 2-step verification may have to be set up.',
  'window.step.auth/code-needed':
    'Type the code that your app shows now. For every night, an administrator account of its own without 2-step verification is best; SRM can also ask for codes only from outside.',
  'window.step.auth/approval-needed':
    'Use an administrator account of its own without 2-step verification, or add one-time codes to the sign-in methods of this account on the device.',
  'window.step.auth/code-wrong':
    'Wait for the next code, check that the clock of your phone is right, and type it once more.',
  'window.step.auth/code-setup-needed':
    'Sign in on the page of the device once and set up 2-step verification, or exempt this account from it.',
  'window.step.auth/blocked':
    'Take the address of this computer off the block list on the device (SRM: Network Center > Security > Auto Block; DSM: Control Panel > Security > Protection), then try again here.',
  'window.step.auth/password-expired': 'Sign in on the page of the device, choose a new password, and enter it here.',
  'window.step.auth/locked': 'Unlock the account on the device (Control Panel > User), then try again here.',
  'window.step.session/lost':
    'Somebody may have signed in with the same account meanwhile. An account of its own for backups prevents this. Try again.',
  'window.step.task/failed':
    'Try the export on the page of the device (Control Panel > System > Update & Restore). If that fails too, restart the device.',
  'window.step.task/timeout': 'The device may be busy. Try again later, or restart it.',
  'window.step.download/incomplete':
    'Try again. If it happens every time, look for a loose cable or a weak Wi-Fi between this computer and the device.',
  'window.step.archive/not-an-archive': 'It was not kept; earlier backups are untouched. Try again.',
  'window.step.archive/damaged': 'It does not count as a backup; earlier ones are untouched. Back up once more.',
  'window.step.archive/incomplete':
    'What is missing was missing from the device’s own answer: back up once more. Earlier backups are untouched.',
  'window.step.archive/too-large': 'It was not kept. Check that the address belongs to your device.',
  'window.step.vault/full': 'Free some space on that disk, or choose another folder. Earlier backups are untouched.',
  'window.step.vault/unwritable':
    'Check the rights of that folder and that its disk works, or choose another one. Earlier backups are untouched.',
  'window.step.vault/missing': 'Connect the disk or mount the share it lies on, or choose another folder.',
  'window.step.copy/missing': 'Connect the disk or mount the share. The copies are caught up by themselves.',
  'window.step.copy/failed': 'The backup itself is safe. Check the space and the rights in the second place.',
  'window.step.alarm/failed': 'Check that the service is up, and its address in Settings under Alarms.',
  'window.step.secret/missing': 'Enter the password of the device once more.',
  'window.step.secret/locked': 'Unlock it, for instance by signing in to your desktop again, then try again.',
  'window.step.secret/unavailable':
    'Start a keyring on this computer (Linux: GNOME Keyring or KWallet) and try again. Where that does not help, start Routerkeep again.',
  'window.step.settings/damaged':
    'Nothing was changed or reset. Put a good copy of that file back, or move it away to start anew.',
  'window.step.settings/newer': 'Update Routerkeep on this computer. Nothing was changed.',
  'window.step.busy': 'Wait until the other one has finished; this window shows it.',
  'window.step.cancelled': 'Nothing was left behind. Start again whenever you like.',
  'window.step.internal':
    'Try again. If it comes back, please report it; the report holds no name, address or password.',
} as const satisfies Readonly<Record<StepKey, string>>;
