/** The 25 tables of a DSM 7.0 export with their columns, R dss-format.md (read from a real export). */
const quota = (who: string): string => `${who}, share_name TEXT, quota INTEGER`;
const bandwidth =
  'user_name TEXT, protocol_type INTEGER, state INTEGER, upload_rate INTEGER, download_rate INTEGER, upload_rate2 INTEGER, download_rate2 INTEGER, schedule_plan TEXT';
const keyValue = 'key TEXT, value TEXT';
const delegation = 'id TEXT, priv TEXT';

export const DSM_TABLES: Readonly<Record<string, string>> = {
  confbkp_app_advanced_privilege_tb: 'Type INTEGER, ID INTEGER, App varchar(50), AllowIP TEXT, DenyIP TEXT',
  confbkp_auto_config_backup_table: keyValue,
  confbkp_config_tb: keyValue,
  confbkp_group_bandwidth_table: bandwidth,
  confbkp_group_delegation_table: delegation,
  confbkp_group_member_list_tb: 'group_name TEXT, member_name TEXT',
  confbkp_group_set_share_quota_tb: quota('auth_from INTEGER, gid INTEGER'),
  confbkp_group_set_volume_quota_tb: 'auth_from INTEGER, gid INTEGER, volume INTEGER, quota INTEGER',
  confbkp_group_share_quota_tb: quota('gid INTEGER'),
  confbkp_group_tb: 'name TEXT, gid INTEGER, description TEXT',
  confbkp_group_volume_quota_tb: 'gid INTEGER, volume INTEGER, quota INTEGER',
  confbkp_nfs_idmap_tb: keyValue,
  confbkp_scheduler_table: 'id TEXT, json_config TEXT',
  confbkp_share_nfs_rule_tb:
    'share_path TEXT, host TEXT, privilege INTEGER, root_squash INTEGER, sync INTEGER, insecure INTEGER, sys INTEGER, krb5 INTEGER, krb5i INTEGER, krb5p INTEGER',
  confbkp_share_privilege_id_tb: 'share_name TEXT, user_or_group TEXT, id INTEGER, name TEXT, privilege TEXT',
  confbkp_share_tb:
    'share_name TEXT, description TEXT, path TEXT, notHideShare INTEGER, ShareStatus INTEGER, FTPPrivilege INTEGER, fType INTEGER, EncKeyLen INTEGER, acl_archive INTEGER, acl TEXT, acl_size INTEGER, quota INTEGER, adv_setting INTEGER',
  confbkp_smartblock_table: keyValue,
  confbkp_user_bandwidth_table: bandwidth,
  confbkp_user_delegation_table: delegation,
  confbkp_user_quota_tb: 'user_name TEXT, volume INTEGER, quota INTEGER',
  confbkp_user_set_share_quota_tb: quota('auth_from INTEGER, uid INTEGER'),
  confbkp_user_set_volume_quota_tb: 'auth_from INTEGER, uid INTEGER, volume INTEGER, quota INTEGER',
  confbkp_user_share_quota_tb: quota('user_name TEXT'),
  confbkp_user_tb:
    'name TEXT, uid INTEGER, gid INTEGER, description TEXT, mail TEXT, passwd TEXT, LMPW TEXT, NTPW TEXT, disallowChPasswd INTEGER, expire INTEGER, authType INTEGER, pwd_no_expiry INTEGER',
  confbkp_volume_tb: 'vid INTEGER, location INTEGER, fstype INTEGER, mount_point TEXT',
};

/**
 * SRM's tables are not published: the ones of DSM that make sense on a router, and invented ones. A reader that needs
 * to know their names is wrong on a real router too.
 */
export const SRM_TABLES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'confbkp_config_tb',
      'confbkp_group_tb',
      'confbkp_group_member_list_tb',
      'confbkp_smartblock_table',
      'confbkp_scheduler_table',
      'confbkp_user_tb',
    ].map((name) => [name, DSM_TABLES[name] ?? keyValue]),
  ),
  confbkp_wifi_tb: 'ifname TEXT, ssid TEXT, security TEXT, psk TEXT, channel INTEGER, enabled INTEGER',
  confbkp_dhcp_reservation_tb: 'mac TEXT, ip TEXT, hostname TEXT, description TEXT',
  confbkp_device_list_tb: 'mac TEXT, name TEXT, type TEXT, first_seen INTEGER, profile INTEGER, network TEXT',
};
