import type { RecordKind, Section } from '../types.ts';

/** Files of an archive by their path. SRM's: docs/dss-format.md, "SRM: what a router holds" (listings; contents generic). */
export interface FileRow {
  readonly pattern: RegExp;
  readonly section: Section;
  readonly kind?: RecordKind;
  /** Each line is a record of its own, in an order that counts or not. */
  readonly lines?: 'ordered' | 'unordered';
  /** Nothing in it is a setting: leases and logs that a device may export. */
  readonly noise?: true;
}

export const FILES: readonly FileRow[] = [
  { pattern: /(^|\/)(dhcpd-leases\.log|dhcpd\.conf\.leases|tmp-dhcpd-leases\.log)$/, section: 'dhcp', noise: true },
  { pattern: /\/dhcpd\/[^/]*$/, section: 'dhcp', kind: 'reservation', lines: 'unordered' },
  { pattern: /\/(hostapd|wifi)\/[^/]*$/, section: 'wifi', kind: 'network' },
  { pattern: /\/iptables[^/]*$/, section: 'firewall', kind: 'rule', lines: 'ordered' },
  { pattern: /\/(synongfw|safe_access|fw_security)\/[^/]*$|\/synofirewall\.db$/, section: 'firewall' },
  { pattern: /\/portforward\/[^/]*$|\/miniupnpd\.conf$/, section: 'port-forwarding', kind: 'forward' },
  { pattern: /\/(synodns|dns)\/|\/dhcpd-addn-hosts\.conf$|\/resolv\.conf$/, section: 'dns' },
  { pattern: /\/(openvpn|vpn|ipsec|l2tp|pptp)\//, section: 'vpn' },
  { pattern: /\/ppp\/|\/network_policy\.conf$|\/mesh\/|\/traffic_control\//, section: 'network' },
  { pattern: /\/ddns[^/]*\.conf$/, section: 'accounts' },
  { pattern: /\/(synoautoblock\.db|strongpassword\.conf)$|\/tls_profile\//, section: 'security' },
  { pattern: /\/synoinfo\.conf$|\/config_info$/, section: 'system' },
];
