import { archiveSecrets } from './secrets.ts';
import { seeded } from './seeded.ts';

/**
 * Rows of `confbkp_config_tb` for a router. Which keys SRM writes is not published; these carry the names that DSM
 * uses for what a router has too, and invented ones for the rest.
 */
export function srmSettings(hostName: string): ReadonlyMap<string, string> {
  const random = seeded(`settings of ${hostName}`);
  const secrets = archiveSecrets(hostName);
  const rules = Array.from({ length: 140 }, (_, index) => ({
    id: random.hex(12),
    order: index,
    enabled: random.int(2) === 1,
    name: `rule-${index}`,
    policy: random.pick(['allow', 'deny']),
    protocol: random.pick(['tcp', 'udp', 'tcp,udp']),
    source: `192.168.${random.int(250)}.${random.int(250)}`,
    port: String(1_024 + random.int(60_000)),
  }));
  return new Map([
    ['AutoBlock_attemptMin', '5'],
    ['AutoBlock_attempts', '10'],
    ['AutoBlock_expiredDay', '1'],
    [
      'DDNS_conf',
      `[Example.org]\nhostname=${hostName.toLowerCase()}.example.org\nusername=owner\npasswd=${secrets.ddnsPassword}\n`,
    ],
    ['DOS_config', JSON.stringify({ '/etc/fw_security/eth0.conf': '\n[SETTINGS]\ndos_protect_enable=yes\n' })],
    [
      'FIREWALL_config',
      JSON.stringify({ '/usr/syno/etc/firewall.d/1.json': JSON.stringify({ name: 'default', rules }) }),
    ],
    [
      'MESH_config',
      JSON.stringify({
        nodes: [
          { name: hostName, role: 'primary' },
          { name: 'Attic', role: 'point' },
        ],
      }),
    ],
    [
      'NETWORK_GENERAL_config',
      JSON.stringify({ '/etc/hostname': `${hostName}\n`, '/etc/resolv.conf': 'nameserver 192.0.2.53\n' }),
    ],
    [
      'NETWORK_INTERFACE_config',
      JSON.stringify({
        '/etc/sysconfig/network-scripts/ifcfg-lbr0':
          'DEVICE=lbr0\nBOOTPROTO=static\nIPADDR=192.168.1.1\nNETMASK=255.255.255.0\n',
      }),
    ],
    [
      'NOTIFY_smtpconf',
      `eventmail1="owner@example.org"\nsmtp_auth_user="router"\nsmtp_auth_passwd="${secrets.mailPassword}"\n`,
    ],
    ['PORTFORWARD_rule', '[1]\nenabled=1\nname=web\nport_from=443\nport_to=443\nip=192.168.1.20\nprotocol=tcp\n'],
    ['QUICKCONNECT_config', JSON.stringify({ enabled: false, server_alias: '' })],
    ['REGION_timezone', 'Amsterdam'],
    ['REGION_lang_language', 'enu'],
    ['SNMP_V1V2cRocommunity', secrets.snmpCommunity],
    ['STATIC_ROUTE_config', JSON.stringify({ routes: [] })],
    ['TC_config', JSON.stringify({ rules: [] })],
    ['Terminal_SSHPort', '22'],
    ['Terminal_isEnableSSH', 'no'],
    [
      'UPDATE_setting_v4',
      JSON.stringify({ autoupdate_type: 'hotfix-security', schedule: { hour: 3, minute: 10, week_day: '0' } }),
    ],
    ['VPN_wireguard', JSON.stringify({ private_key: secrets.vpnKey, port: 51_820 })],
    ['w3_admin_port', '8000'],
    ['w3_redirectHTTPS', 'no'],
    ['w3_secure_admin_port', '8001'],
  ]);
}
