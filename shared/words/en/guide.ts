/**
 * Words of the restore guide. Menu paths: SRM from a field report and the RT2600ac manual (R), DSM inferred from its
 * documentation (I); where firmware versions file the page differently, both places are named.
 */
export const guide = {
  'guide.title': 'How to restore {name}',
  'guide.intro':
    'This page and the backup beside it are all you need. It works without Routerkeep and without internet. Routerkeep itself never restores anything: you do, on the device’s own page.',
  'guide.fact.device': 'Device',
  'guide.fact.address': 'Address',
  'guide.fact.file': 'Backup file',
  'guide.fact.folder': 'First stored in',
  'guide.fact.taken': 'Taken',
  'guide.moment': '{weekday} {day} {month} {year} at {time}',
  'guide.moment.weekdays': 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday',
  'guide.moment.months': 'January February March April May June July August September October November December',
  'guide.fact.firmware': 'Firmware then',
  'guide.fact.sha256': 'SHA-256',
  'guide.need.heading': 'What you need',
  'guide.need.computer':
    'A computer with this backup file on its own disk, connected to the device by cable if you can.',
  'guide.need.account': 'The name and password of an administrator of the device.',
  'guide.need.time': 'Ten quiet minutes. The device restarts.',
  'guide.need.time.srm':
    'Ten quiet minutes. The router restarts; you may have no internet and no Wi-Fi while you do this.',
  'guide.back.heading': 'What comes back',
  'guide.back.srm':
    'Network interfaces, DHCP reservations, firewall and port forwarding rules, DNS, Wi-Fi names and passwords, mesh points, users and their passwords, as they were when the backup was taken.',
  'guide.back.dsm':
    'Users and groups with their passwords, settings of shared folders, network and service settings, as they were when the backup was taken.',
  'guide.not.heading': 'What does not come back',
  'guide.not.srm':
    'Packages and their data, files on USB disks, logs and statistics. The firmware stays the one that is installed.',
  'guide.not.dsm': 'Your files, installed packages and their data. A configuration backup holds settings only.',
  'guide.steps.heading': 'Steps',
  'guide.step.connect.srm':
    'Connect the computer to the router, by cable if you can. A router that was reset answers at http://router.synology.com or http://192.168.1.1:8000.',
  'guide.step.connect.dsm':
    'Make sure the computer and the NAS are on the same network. A NAS that was reset is found at http://find.synology.com.',
  'guide.step.open': 'Open {origin} in a browser and sign in as an administrator.',
  'guide.step.firmware':
    'Compare the firmware. If the device runs an older one than {firmware}, update it first: a backup of newer firmware may be refused.',
  'guide.step.menu.srm':
    'Open Control Panel > Backup & Restore and press Restore. (On some firmware: Control Panel > System > Update & Restore.)',
  'guide.step.menu.dsm': 'Open Control Panel > Update & Restore > Configuration Backup and press Restore.',
  'guide.step.choose': 'Choose the file {file}. It lies beside this page, or in the folder named above.',
  'guide.step.confirm': 'Read what the device says about overwriting its settings, then confirm.',
  'guide.step.wait': 'Wait until it has restarted. Do not switch it off meanwhile.',
  'guide.step.after.srm':
    'Join the Wi-Fi again: names and passwords are the ones of the backup. The page may now be at the address the router had then.',
  'guide.step.after.dsm': 'Sign in again: names and passwords are the ones of the backup.',
  'guide.other.heading': 'If it is not the same device',
  'guide.other.replacement':
    'A replacement of the same model takes the backup as it is; check the internet connection settings afterwards, as providers may bind them to the old device.',
  'guide.other.model':
    'Another model may take only a part, or refuse. Look through network, Wi-Fi and firewall settings afterwards.',
  'guide.secret.heading': 'Keep this folder private',
  'guide.secret.text':
    'The backup holds password hashes, and on routers the Wi-Fi keys. Do not mail it and do not put it where others can read it.',
} as const;
