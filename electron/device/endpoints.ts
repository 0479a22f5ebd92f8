import type { Endpoint } from '../../shared/index.ts';
import type { Address } from './types.ts';

/** R protocol.md 2.1: SRM 8001 and 8000; DSM 5001 and 5000. */
const HTTPS_PORTS = [8001, 5001] as const;
const HTTP_PORTS = [8000, 5000] as const;

/** Where a reverse proxy listens that shows a device below a path. */
const PROXY_PORT = { https: 443, http: 80 } as const;

/**
 * Where an address may be found, in the order to try. What was left out is filled with the ports of SRM, then of DSM; below
 * a path, which is a matter of reverse proxies, with theirs before. A path may also be one of the device's own pages:
 * then it answers at the root.
 */
export function endpointsOf({ scheme = 'https', host, port, path }: Address): readonly Endpoint[] {
  const usual = scheme === 'https' ? HTTPS_PORTS : HTTP_PORTS;
  const ports = port !== undefined ? [port] : path === undefined ? usual : [PROXY_PORT[scheme], ...usual];
  return ports.flatMap((at) => [
    ...(path === undefined ? [] : [{ scheme, host, port: at, path }]),
    { scheme, host, port: at },
  ]);
}

/** `https://[fe80::1%eth0]:8001`, `https://home.example.com:443/nas`: an address as one types it. */
export function originOf(endpoint: Endpoint): string {
  return `${endpoint.scheme}://${hostLabel(endpoint)}${endpoint.path ?? ''}`;
}

/** Scheme, host and port as they go over the wire and into URLs, which know no zones. */
export function wireOrigin({ scheme, host, port }: Endpoint): string {
  return `${scheme}://${bracketed(host)}:${port}`;
}

/** `router.lan:8001`, `[fe80::1%eth0]:8001`: how an endpoint is called in sentences. */
export function hostLabel({ host, port }: Endpoint): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Whether two endpoints are the same place. */
export function isSamePlace(one: Endpoint, other: Endpoint): boolean {
  return one.host === other.host && one.port === other.port && one.path === other.path;
}

/** A host as it stands in a URL. The zone of a link-local address is of no concern to the other side (RFC 6874). */
export function bracketed(host: string): string {
  return host.includes(':') ? `[${host.replace(/%.*$/, '')}]` : host;
}
