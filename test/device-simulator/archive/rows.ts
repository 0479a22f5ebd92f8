import type { SQLInputValue } from 'node:sqlite';
import { archiveSecrets } from './secrets.ts';
import { seeded } from './seeded.ts';

export type Rows = readonly (readonly SQLInputValue[])[];

const NAMES = ['tablet', 'phone', 'laptop', 'printer', 'camera', 'speaker', 'console', 'thermostat'] as const;

/** Users and groups that every device has. */
function accountRows(hostName: string): ReadonlyMap<string, Rows> {
  const secrets = archiveSecrets(hostName);
  const user = (name: string, uid: number, gid: number, hash: string, nt: string, description: string) =>
    [name, uid, gid, description, '', hash, '', nt, 0, 0, 0, 1] as const;
  return new Map<string, Rows>([
    [
      'confbkp_user_tb',
      [
        user('admin', 1024, 100, '*', '', 'System default user'),
        user('backup-admin', 1026, 100, secrets.passwordHash, secrets.ntHash, 'Takes the backups'),
        user('guest', 1025, 100, '*', '', 'Guest'),
      ],
    ],
    // R php-note: group 101 is administrators.
    [
      'confbkp_group_tb',
      [
        ['administrators', 101, 'System default admin group'],
        ['users', 100, 'System default group'],
      ],
    ],
    [
      'confbkp_group_member_list_tb',
      [
        ['administrators', 'admin'],
        ['administrators', 'backup-admin'],
      ],
    ],
    [
      'confbkp_smartblock_table',
      [
        ['enabled', 'true'],
        ['trusted_attempts', '10'],
        ['untrusted_attempts', '5'],
      ],
    ],
    // Values are JSON text again, with a line feed behind; the command is base64 (R dss-format.md).
    [
      'confbkp_scheduler_table',
      [
        [
          '1',
          JSON.stringify({
            name: '"Reboot"\n',
            cmd: `"${Buffer.from('reboot').toString('base64')}"\n`,
            state: '"disabled"\n',
          }),
        ],
      ],
    ],
  ]);
}

export function srmRows(hostName: string): ReadonlyMap<string, Rows> {
  const random = seeded(`rows of ${hostName}`);
  const secrets = archiveSecrets(hostName);
  const reservation = (index: number) =>
    [random.mac(), `192.168.1.${20 + index}`, `${random.pick(NAMES)}-${index}`, ''] as const;
  const device = (index: number) =>
    [
      random.mac(),
      `${random.pick(NAMES)}-${index}`,
      random.pick(NAMES),
      1_700_000_000 + random.int(60_000_000),
      random.int(5),
      'home network',
    ] as const;
  return new Map<string, Rows>([
    ...accountRows(hostName),
    [
      'confbkp_wifi_tb',
      [
        ['wlan0', 'Home', 'wpa3', secrets.wifiKey, 6, 1],
        ['wlan1', 'Home', 'wpa3', secrets.wifiKey, 44, 1],
        ['gwlan0', 'Home guests', 'wpa2', secrets.guestWifiKey, 6, 1],
      ],
    ],
    ['confbkp_dhcp_reservation_tb', Array.from({ length: 180 }, (_, index) => reservation(index))],
    ['confbkp_device_list_tb', Array.from({ length: 1_400 }, (_, index) => device(index))],
  ]);
}

export function dsmRows(hostName: string): ReadonlyMap<string, Rows> {
  const random = seeded(`rows of ${hostName}`);
  const shares = ['homes', 'music', 'photo', 'backup', 'documents'] as const;
  return new Map<string, Rows>([
    ...accountRows(hostName),
    [
      'confbkp_auto_config_backup_table',
      [
        ['enable', 'false'],
        ['enc_method', 'auto'],
      ],
    ],
    ['confbkp_volume_tb', [[1, 1, 4, '/volume1']]],
    [
      'confbkp_share_tb',
      // The ACL is base64 of a binary form.
      shares.map((name) => [
        name,
        '',
        `/volume1/${name}`,
        1,
        0,
        0,
        0,
        0,
        1,
        Buffer.from(random.hex(96), 'hex').toString('base64'),
        48,
        0,
        0,
      ]),
    ],
    ['confbkp_share_privilege_id_tb', shares.map((name) => [name, 'group', 101, 'administrators', 'RW'])],
    ['confbkp_share_nfs_rule_tb', [['/volume1/backup', '192.168.1.0/24', 1, 0, 1, 0, 1, 0, 0, 0]]],
    ['confbkp_app_advanced_privilege_tb', shares.map((_, index) => [1, 1026 + index, 'SYNO.FTP', '0.0.0.0', ''])],
    ['confbkp_user_quota_tb', [['backup-admin', 1, 0]]],
    ['confbkp_nfs_idmap_tb', [['owner@example.org', 'admin']]],
  ]);
}
