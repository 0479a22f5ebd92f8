import ipaddr from 'ipaddr.js';
import { LOCAL_ZONES } from '../../shared/index.ts';

/** Whether a host is an IP address, with or without a zone. */
export function isIpAddress(host: string): boolean {
  return ipaddr.isValid(host.replace(/%.*$/, ''));
}

/** Anything but plain public unicast: private, loopback, link-local, carrier-grade NAT, unique local, reserved. */
export function isLocalAddress(address: string): boolean {
  // An IPv4 address inside IPv6 counts as itself.
  return isIpAddress(address) && ipaddr.process(address.replace(/%.*$/, '')).range() !== 'unicast';
}

/** Whether a host is certainly on the local network, judged by its spelling alone. */
export function isLocalHost(host: string): boolean {
  if (isIpAddress(host)) return isLocalAddress(host);
  return !host.includes('.') || LOCAL_ZONES.some((zone) => host === zone || host.endsWith(`.${zone}`));
}
