import ipaddr from 'ipaddr.js';

/** Endings of names that only a local network knows: RFC 6761, 6762, 8375, ICANN's .internal, and what home routers call their zone. */
const LOCAL_ZONES: readonly string[] = [
  'localhost',
  'local',
  'lan',
  'home.arpa',
  'home',
  'internal',
  'intranet',
  'private',
  'corp',
  'localdomain',
  'fritz.box',
];

/** Carrier-grade NAT is where overlay networks such as Tailscale live; the unspecified address is this computer. */
const LOCAL_RANGES: readonly string[] = [
  'private',
  'loopback',
  'linkLocal',
  'uniqueLocal',
  'carrierGradeNat',
  'unspecified',
];

/** Whether a host is an IP address, with or without a zone; in brackets, as in a URL, too. */
export function isIpAddress(host: string): boolean {
  return ipaddr.isValid(bareAddress(host));
}

/** Whether an IP address belongs to this computer or its own network. An IPv4 address inside IPv6 counts as itself. */
export function isLocalAddress(address: string): boolean {
  const bare = bareAddress(address);
  return ipaddr.isValid(bare) && LOCAL_RANGES.includes(ipaddr.process(bare).range());
}

/**
 * Whether a host is on the local network, judged by its spelling alone. The one judgement for devices (which are then never
 * reached through a proxy) and for alarms (which may then go without TLS).
 */
export function isLocalHost(host: string): boolean {
  if (isIpAddress(host)) return isLocalAddress(host);
  const name = host.toLowerCase().replace(/\.$/, '');
  return !name.includes('.') || LOCAL_ZONES.some((zone) => name === zone || name.endsWith(`.${zone}`));
}

function bareAddress(host: string): string {
  return host.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
}
