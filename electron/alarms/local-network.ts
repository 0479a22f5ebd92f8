import ipaddr from 'ipaddr.js';
import { LOCAL_ZONES } from '../../shared/index.ts';

/** Carrier-grade NAT is where overlay networks such as Tailscale live. */
const LOCAL_RANGES = ['private', 'loopback', 'linkLocal', 'uniqueLocal', 'carrierGradeNat'];

/** Whether an IP address belongs to this computer or its own network. An IPv4 address inside IPv6 counts as itself. */
export function isLocalAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  return ipaddr.isValid(bare) && LOCAL_RANGES.includes(ipaddr.process(bare).range());
}

/** Whether a host is meant to be on the local network, judged by its spelling alone. `host` as URL gives it. */
export function isLocalHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(bare)) return isLocalAddress(bare);
  const name = bare.replace(/\.$/, '');
  return !name.includes('.') || LOCAL_ZONES.some((zone) => name.endsWith(`.${zone}`));
}
