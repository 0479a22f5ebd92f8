import { archiveSecrets } from './secrets.ts';
import { seeded, type Seeded } from './seeded.ts';

/** Members beside `config_info` and the database: path -> text. */
export type Files = ReadonlyMap<string, string>;

const ETC = 'ConfigBkp/srm/usr/syno/etc';

/** Configuration files of a router. Only `synongfw/mark_rule.conf` is known by name; the others are invented. */
export function srmFiles(hostName: string): Files {
  const random = seeded(`files of ${hostName}`);
  const secrets = archiveSecrets(hostName);
  const wifi = (ssid: string, key: string, channel: number): string =>
    keyValues({ ssid, security: 'wpa3', passphrase: key, channel: String(channel), hide: 'false', country: 'NL' });
  return new Map([
    [`${ETC}/synongfw/mark_rule.conf`, sections(random, 'mark', 260)],
    [`${ETC}/synongfw/app_filter.conf`, sections(random, 'app', 240)],
    [`${ETC}/synongfw/web_filter.conf`, sections(random, 'site', 210)],
    [`${ETC}/synongfw/threat_policy.conf`, sections(random, 'threat', 230)],
    [`${ETC}/safe_access/profiles.json`, JSON.stringify(profiles(random), null, 2)],
    [`${ETC}/traffic_control/device.conf`, sections(random, 'device', 180)],
    [`${ETC}/dhcpd/dhcpd-lbr0.conf`, leases(random, 160)],
    [`${ETC}/dhcpd/dhcpd-gbr0.conf`, leases(random, 40)],
    [`${ETC}/wifi/wlan0.conf`, wifi('Home', secrets.wifiKey, 6)],
    [`${ETC}/wifi/wlan1.conf`, wifi('Home', secrets.wifiKey, 44)],
    [`${ETC}/wifi/gwlan0.conf`, wifi('Home guests', secrets.guestWifiKey, 6)],
    [`${ETC}/mesh/mesh.conf`, keyValues({ role: 'primary', group: random.hex(12), points: '1' })],
    [`${ETC}/openvpn/server.conf`, keyValues({ port: '1194', proto: 'udp', key: secrets.vpnKey })],
    [`${ETC}/synodns/zone.conf`, keyValues({ zone: 'home.example.org', serial: '2026111901' })],
    [`${ETC}/synoinfo.conf`, keyValues({ hostname: hostName, timezone: 'Amsterdam', language: 'enu' })],
  ]);
}

const TLS = 'ConfigBkp/tls_profile';

/** R dss-format.md: the members of a DSM 7.0 export; the contents are invented. */
export function dsmFiles(hostName: string): Files {
  const services = ['dsm', 'ftpd', 'ldap', 'mail', 'smtp'];
  return new Map([
    ['ConfigBkp/synoS2S.info', ''],
    [
      `${TLS}/config/intermediate.conf`,
      keyValues({ protocols: 'TLSv1.2 TLSv1.3', ciphers: 'ECDHE+AESGCM:ECDHE+CHACHA20' }),
    ],
    [`${TLS}/config/modern.conf`, keyValues({ protocols: 'TLSv1.3', ciphers: '' })],
    ...services.map((name): [string, string] => [
      `${TLS}/services/${name}.conf`,
      keyValues({ service: name, profile: 'intermediate' }),
    ]),
    [`${TLS}/datastore.json`, JSON.stringify({ default: 'intermediate', host: hostName, services })],
  ]);
}

function keyValues(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key}="${value}"\n`)
    .join('');
}

function sections(random: Seeded, name: string, count: number): string {
  return Array.from({ length: count }, (_, index) =>
    [
      `[${name}_${index}]`,
      `id=${random.hex(16)}`,
      `enabled=${random.pick(['yes', 'no'])}`,
      `mac=${random.mac()}`,
      `mark=0x${random.hex(8)}`,
      `action=${random.pick(['allow', 'block', 'shape'])}`,
      'schedule=always',
      'direction=both',
      '',
      '',
    ].join('\n'),
  ).join('');
}

function leases(random: Seeded, count: number): string {
  return Array.from(
    { length: count },
    (_, index) =>
      `dhcp-host=${random.mac()},192.168.${1 + Math.floor(index / 200)}.${20 + (index % 200)},host-${index},24h\n`,
  ).join('');
}

function profiles(random: Seeded): object[] {
  return Array.from({ length: 60 }, (_, index) => ({
    id: index,
    name: `profile ${index}`,
    devices: [random.mac(), random.mac(), random.mac()],
    bedtime: { from: `${20 + random.int(4)}:00`, to: `0${5 + random.int(3)}:30` },
    quota_minutes: random.int(240),
  }));
}
