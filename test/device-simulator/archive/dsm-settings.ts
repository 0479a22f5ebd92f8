import { archiveSecrets } from './secrets.ts';
import { seeded, type Seeded } from './seeded.ts';

/** Keys of `confbkp_config_tb` by family, R dss-format.md; a choice that covers every family. */
const FAMILIES: Readonly<Record<string, string>> = {
  ACL: 'max_count',
  ADV: 'isEnableReflinkCopy',
  AFP: 'isDisconnectQuick isEnableAFP isEnableUmask isEnableXferLog',
  Ad: 'DC_IP DNS Domain_Admin_Groups Domain_Admin_Users FQDN Manage_Mode Name Nested_Groups NetBIOS Schedule isDomain isSyncNTP ldap_ssl user',
  AutoBlock: 'attemptMin attempts expiredDay',
  CIFS: 'Access_Based_Share_Enum DIR_Sort Delete_Veto_Files Durable_Handles Enable_AIO_Read Enable_Local_Master_Browser Enable_NTLMv1_Auth Enable_Server_Signing Enable_Transfer_Log Enable_Vetofiles Enable_Win_File_Service Encry_Transpose Fruit_Locking Level Max_Protocol Max_Protocol_v2 Min_Protocol Msdfs Optimize_DB Reset_On_Zero_Vc SMB2 SMB2_Leases Strict_Allocate Symlinks Syno_Catia Transferlog_Create Transferlog_Delete Transferlog_Move Transferlog_Read Transferlog_Rename Transferlog_Write UnixMask Vetofiles Widelinks Wildcard_Search WinsServer',
  FTP: 'download_limit highPort isChroot isEnableASCII isEnableAnon isEnableBandwidthLimit isEnableFIPS isEnableFTP isEnableFXP isEnableLog isEnableSFTP isEnableSSL isEnableUTF8 limit_connection lowPort port sftp_port szExtIP szModifyTimeStd timeout upload_limit',
  Homeservice: 'isEnableHomeService isEnableRecycleBin isIncludeDomainUser volumeID volumePath',
  LDAP: 'isEnableCIFS_PAP isEnableLDAP szBaseDN szBindDN szEncrypt szNestedGroup szProfile szServerAddr szUidmapMax szUidmapMin',
  MEDIA: 'INDEX_thumbnail_quality',
  NFS: 'CustomPortEnable DefUnixEnable Domain GSSMapMethod MapMethod NlmPort NobodyGroup NobodyUser ReadSize StatdPort V4Enable WriteSize isEnableNFS',
  NOTIFY:
    'mailfrom mails pushservice_mail_enabled pushservice_mobile_enabled pushservice_sending_interval sendnewusermail sms_enable smtp_mail_enabled',
  NetBKP:
    'PairID PairName isEnableBandwidthLimit isEnableNetBkp isEnableS2S isRsync_Mode rsyncSshdPort szBandwidthPlan',
  Passwdexpiry:
    'isEnableLoginPrompt isEnableMaxAge isEnableMinAge isEnableNotify isEnableReset loginPromptDay maxAgeDay minAgeDay',
  Passwdstrength:
    'excloudHistoryNum isApplyPasswdRule isEnableMinLength isExcloudCommon isExcludeUsername isIncludeNumericChar isIncludeSpecialChar isMixedCase isMustChange minLength',
  REGION: 'lang_codepage lang_language lang_maillang ntp_enable ntp_run_server ntp_server timezone',
  SD: 'isEnableAFPTimeMachine isEnableAvahi isEnableBonjourPrinter isEnableSMBTimeMachine isEnableSSDP isEnableWSTransfer',
  SNMP: 'Contact Location Nname isEnableSNMP',
  Terminal: 'SSHCipher SSHKex SSHMac SSHPort isEnableSSH isEnableTelnet',
  retain: 'admin_pwd',
  w3: 'admin_fqdn admin_port external_host_ip external_port_dsm_http external_port_dsm_https https_compress max_connections redirectHTTPS reuse_port runHTTP2 runsyshsts secure_admin_port server_header',
};

const KNOWN: Readonly<Record<string, string>> = {
  AutoBlock_attemptMin: '5',
  AutoBlock_attempts: '10',
  AutoBlock_expiredDay: '1',
  FTP_port: '21',
  FTP_sftp_port: '22',
  Homeservice_volumePath: '/volume1/homes',
  NOTIFY_mailfrom: 'nas@example.org',
  NOTIFY_mails: 'owner@example.org',
  REGION_lang_language: 'enu',
  REGION_ntp_server: 'time.example.org',
  REGION_timezone: 'Amsterdam',
  Terminal_SSHPort: '22',
  w3_admin_port: '5000',
  w3_secure_admin_port: '5001',
  w3_redirectHTTPS: 'no',
};

/** Rows of `confbkp_config_tb` for a NAS, in the order of their keys. */
export function dsmSettings(hostName: string): ReadonlyMap<string, string> {
  const random = seeded(`settings of ${hostName}`);
  const plain = Object.entries(FAMILIES).flatMap(([family, rest]) =>
    rest.split(' ').map((name): [string, string] => [`${family}_${name}`, plainValue(`${family}_${name}`, random)]),
  );
  const all = [...plain, ...structured(hostName, random)];
  return new Map(all.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function plainValue(key: string, random: Seeded): string {
  const known = KNOWN[key];
  if (known !== undefined) return known;
  if (/_is[A-Z]|nable|_(SMB2|Msdfs|Level|runHTTP2)/.test(key)) return random.pick(['yes', 'no']);
  return random.pick(['', '', '0', '1', String(random.int(60_000))]);
}

/** Values with a structure of their own, R dss-format.md; the contents are invented. */
function structured(hostName: string, random: Seeded): [string, string][] {
  const secrets = archiveSecrets(hostName);
  return [
    [
      'DDNS_provider',
      `[Example.org]\n\tmodulepath=DDNS\n\tqueryurl=https://ddns.example.org/update?hostname=__HOSTNAME__\n`,
    ],
    [
      'DDNS_conf',
      `[Example.org]\nhostname=${hostName.toLowerCase()}.example.org\nusername=owner\npasswd=${secrets.ddnsPassword}\n`,
    ],
    ['DOS_config', JSON.stringify({ '/etc/fw_security/eth0.conf': '\n[SETTINGS]\ndos_protect_enable=yes\n' })],
    ['DSMLOGINSTYLE_CONF', JSON.stringify({ background: 'default', welcome_title: hostName })],
    ['FIREWALL_config', JSON.stringify(firewall(random))],
    ['MEDIA_INDEX_conversion_schedule', JSON.stringify({ enabled: false, hours: [1, 2, 3] })],
    ['MEDIA_INDEX_index_folder', JSON.stringify(['/volume1/music', '/volume1/photo'])],
    [
      'NETWORK_GENERAL_config',
      JSON.stringify({ '/etc/resolv.conf': 'nameserver 192.168.1.1\n', '/etc/hostname': `${hostName}\n` }),
    ],
    [
      'NETWORK_INTERFACE_config',
      JSON.stringify({ '/etc/sysconfig/network-scripts/ifcfg-eth0': 'DEVICE=eth0\nBOOTPROTO=dhcp\nONBOOT=yes\n' }),
    ],
    ['NOTIFY_filter', 'AutoBlock="mail,mobile"\nConfigBackupFail="mail"\nDiskBad="mail,mobile"\n'],
    ['NOTIFY_smsconf', '[general]\nprovider=none\ninterval=1\n'],
    [
      'NOTIFY_smtpconf',
      `eventmail1="owner@example.org"\neventsmtp="smtp.example.org"\nsmtp_auth_user="nas"\nsmtp_auth_passwd="${secrets.mailPassword}"\n`,
    ],
    ['PORTFORWARD_rule', '[1]\nenabled=1\nname=web\nport_from=443\nport_to=443\nip=192.168.1.20\nprotocol=tcp\n'],
    ['QUICKCONNECT_config', JSON.stringify({ enabled: false, server_alias: '' })],
    ['QUICKCONNECT_misc', JSON.stringify({ relay_enabled: false })],
    ['QUICKCONNECT_service', JSON.stringify([{ id: 'mobile_apps', enabled: false }])],
    ['REGION_date_time_format', JSON.stringify({ date: 'Y-m-d', time: 'H:i' })],
    ['S2S_share_table', '[]'],
    ['S2S_task_table', '[]'],
    ['SECURITY_', JSON.stringify([{ key: 'csp', value: 'yes' }])],
    ['SNMP_V1V2cRocommunity', secrets.snmpCommunity],
    [
      'STATIC_ROUTE_config',
      JSON.stringify({ routes: [{ dst: '10.9.0.0', mask: '255.255.0.0', gateway: '192.168.1.254' }] }),
    ],
    ['TC_config', JSON.stringify({ rules: [] })],
    [
      'UPDATE_setting_v4',
      JSON.stringify({ autoupdate_type: 'hotfix-security', schedule: { hour: 2, minute: 45, week_day: '4' } }),
    ],
    ['w3_acl_profile', '[]'],
    ['w3_rproxy', '[]'],
  ];
}

function firewall(random: Seeded): object {
  const rules = Array.from({ length: 24 }, (_, index) => ({
    id: random.hex(8),
    chain: index % 2 === 0 ? 'INPUT_FIREWALL' : 'FORWARD_FIREWALL',
    policy: random.pick(['allow', 'drop']),
    source: `192.168.${random.int(250)}.0/24`,
    ports: String(1_024 + random.int(60_000)),
  }));
  return { '/usr/syno/etc/firewall.d/1.json': JSON.stringify({ name: 'default', rules }) };
}
