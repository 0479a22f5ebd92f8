import type { RecordKind, Section } from '../types.ts';

/** A table that is known. Columns and keys: docs/dss-format.md, "Database" (R, read from an export of DSM 7.0). */
export interface TableRow {
  readonly section: Section;
  readonly kind: RecordKind;
  /** The columns that make a row the same row in two archives. */
  readonly key: readonly string[];
  /** By what a row with a new key is recognised. */
  readonly formerly?: readonly string[];
  /** What a row is called, with columns in braces; `{ID:account}` is looked up among users and groups. Absent: the key. */
  readonly name?: string;
  readonly secret?: readonly string[];
  /** Columns that say nothing: the reason stands beside each. */
  readonly noise?: readonly string[];
  /** JSON inside a column is taken apart in place of the column; base64 text inside it as well. */
  readonly json?: string;
  readonly base64?: readonly string[];
}

const quota = (who: string, what: string): TableRow => ({
  section: 'shares',
  kind: 'quota',
  key: ['auth_from', who, what],
  name: `{${who}:account}, {${what}}`,
});
const namedQuota = (what: string): TableRow => ({ section: 'shares', kind: 'quota', key: ['user_name', what] });
const bandwidth: TableRow = {
  section: 'users',
  kind: 'bandwidth',
  key: ['user_name', 'protocol_type'],
  name: '{user_name}',
};
const delegation: TableRow = { section: 'users', kind: 'delegation', key: ['id'] };

/** Tables whose rows are records. Tables of settings (key, value) stand in `settings.ts`. */
export const TABLES: Readonly<Record<string, TableRow>> = {
  confbkp_user_tb: {
    section: 'users',
    kind: 'user',
    key: ['name'],
    formerly: ['uid'],
    secret: ['passwd', 'LMPW', 'NTPW'],
  },
  confbkp_group_tb: { section: 'groups', kind: 'group', key: ['name'], formerly: ['gid'] },
  confbkp_group_member_list_tb: {
    section: 'groups',
    kind: 'membership',
    key: ['group_name', 'member_name'],
    name: '{member_name} in {group_name}',
  },
  confbkp_share_tb: {
    section: 'shares',
    kind: 'share',
    key: ['share_name'],
    formerly: ['path'],
    // Grows and shrinks with the padding of the binary list beside it, which is compared itself.
    noise: ['acl_size'],
  },
  confbkp_share_privilege_id_tb: {
    section: 'shares',
    kind: 'permission',
    key: ['share_name', 'user_or_group', 'id'],
    name: '{name} on {share_name}',
  },
  confbkp_share_nfs_rule_tb: {
    section: 'shares',
    kind: 'nfs-rule',
    key: ['share_path', 'host'],
    name: '{host} on {share_path}',
  },
  confbkp_app_advanced_privilege_tb: {
    section: 'users',
    kind: 'application',
    key: ['Type', 'ID', 'App'],
    name: '{App} for {ID:account}',
  },
  confbkp_group_share_quota_tb: { section: 'shares', kind: 'quota', key: ['gid', 'share_name'] },
  confbkp_group_volume_quota_tb: { section: 'shares', kind: 'quota', key: ['gid', 'volume'] },
  confbkp_group_set_share_quota_tb: quota('gid', 'share_name'),
  confbkp_group_set_volume_quota_tb: quota('gid', 'volume'),
  confbkp_user_set_share_quota_tb: quota('uid', 'share_name'),
  confbkp_user_set_volume_quota_tb: quota('uid', 'volume'),
  confbkp_user_share_quota_tb: namedQuota('share_name'),
  confbkp_user_quota_tb: namedQuota('volume'),
  confbkp_user_bandwidth_table: bandwidth,
  confbkp_group_bandwidth_table: bandwidth,
  confbkp_user_delegation_table: delegation,
  confbkp_group_delegation_table: delegation,
  confbkp_volume_tb: { section: 'shares', kind: 'volume', key: ['vid'], name: '{mount_point}' },
  confbkp_scheduler_table: {
    section: 'tasks',
    kind: 'task',
    key: ['id'],
    formerly: ['name'],
    name: '{name}',
    json: 'json_config',
    base64: ['cmd'],
    // How long the last run may take is counted by the device itself.
    noise: ['last work hour'],
  },
};
