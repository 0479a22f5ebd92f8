import type { RecordKind, Section } from '../types.ts';

/** A table of settings: one key each. */
export interface SettingsTable {
  readonly section: Section;
  readonly kind: RecordKind;
  /** Keys whose values change by themselves, with the reason at the row; the key stays, its value is not compared. */
  readonly noise?: readonly string[];
  readonly secret?: readonly string[];
}

/** Source of names and grades: docs/dss-format.md, "Database". */
export const SETTINGS_TABLES: Readonly<Record<string, SettingsTable>> = {
  confbkp_config_tb: { section: 'other', kind: 'setting' },
  confbkp_auto_config_backup_table: {
    section: 'update',
    kind: 'setting',
    // Written by each of DSM's own nightly backups (I, from names and values).
    noise: [
      'last_check_time',
      'last_success_time_utc',
      'last_success_time_mono',
      'modify_time',
      'last_cloud_content',
      'last_local_content',
      'status',
    ],
    secret: ['pubKey', 'prikey', 'priKey_kms', 'priKey_hash', 'pwd_hash', 'salt'],
  },
  confbkp_smartblock_table: { section: 'security', kind: 'protection' },
  confbkp_nfs_idmap_tb: { section: 'shares', kind: 'id-mapping' },
};

/** A family of `confbkp_config_tb`: the part of a key before its first underscore. */
export interface SettingFamily {
  readonly section: Section;
  /** Lists inside its JSON whose order means something. */
  readonly ordered?: true;
  readonly kind?: RecordKind;
}

export const FAMILIES: Readonly<Record<string, SettingFamily>> = {
  ACL: { section: 'shares' },
  ADV: { section: 'shares' },
  AFP: { section: 'services' },
  Ad: { section: 'users' },
  AutoBlock: { section: 'security' },
  CIFS: { section: 'services' },
  DDNS: { section: 'accounts' },
  DOS: { section: 'security' },
  DSMLOGINSTYLE: { section: 'system' },
  FIREWALL: { section: 'firewall', ordered: true, kind: 'rule' },
  FTP: { section: 'services' },
  Homeservice: { section: 'users' },
  LDAP: { section: 'users' },
  MEDIA: { section: 'services' },
  NETWORK: { section: 'network' },
  NFS: { section: 'services' },
  NOTIFY: { section: 'notification' },
  NetBKP: { section: 'services' },
  PORTFORWARD: { section: 'port-forwarding', ordered: true, kind: 'forward' },
  Passwdexpiry: { section: 'security' },
  Passwdstrength: { section: 'security' },
  QUICKCONNECT: { section: 'accounts' },
  REGION: { section: 'system' },
  S2S: { section: 'services' },
  SD: { section: 'services' },
  SECURITY: { section: 'security' },
  SNMP: { section: 'services' },
  STATIC: { section: 'network', ordered: true, kind: 'route' },
  TC: { section: 'network' },
  Terminal: { section: 'services' },
  UPDATE: { section: 'update' },
  retain: { section: 'users' },
  w3: { section: 'services' },
};

/** Keys whose name does not look like a secret's. */
export const SECRET_SETTINGS: readonly string[] = ['Ad_passwd', 'LDAP_szPasswd', 'SNMP_V1V2cRocommunity'];
