import type { Endpoint } from '../../shared/index.ts';
import type { Address } from './types.ts';

/** R protocol.md 2.1: SRM 8001 and 8000; DSM 5001 and 5000. */
const HTTPS_PORTS = [8001, 5001] as const;
const HTTP_PORTS = [8000, 5000] as const;

/** Where an address may be found, in the order to try. What was left out is filled with the ports of SRM, then of DSM. */
export function endpointsOf(address: Address): readonly Endpoint[] {
  const scheme = address.scheme ?? 'https';
  const ports = address.port === undefined ? (scheme === 'https' ? HTTPS_PORTS : HTTP_PORTS) : [address.port];
  return ports.map((port) => ({ scheme, host: address.host, port }));
}

/** `https://[fe80::1]:8001`: fit for a browser. */
export function originOf(endpoint: Endpoint): string {
  return `${endpoint.scheme}://${hostLabel(endpoint)}`;
}

/** `router.lan:8001`, `[fe80::1]:8001`: how an endpoint is called in sentences and in the Host header. */
export function hostLabel(endpoint: Endpoint): string {
  return `${bracketed(endpoint.host)}:${endpoint.port}`;
}

/** A host as it stands in a URL. The zone of a link-local address is of no concern to the other side (RFC 6874). */
export function bracketed(host: string): string {
  return host.includes(':') ? `[${host.replace(/%.*$/, '')}]` : host;
}
