import { lookup } from 'node:dns/promises';
import type { Endpoint } from '../../shared/index.ts';
import { bracketed } from './endpoints.ts';
import { isIpAddress, isLocalAddress, isLocalHost } from '../platform/local-network.ts';
import type { DeviceContext } from './types.ts';

type Environment = DeviceContext['env'];

/**
 * The proxy for an endpoint, if the environment names one and the endpoint lies beyond the local network.
 * A device of the LAN is never reached through a proxy: it could not reach it, and it would see who is addressed.
 * A public name that resolves to a private address (router.synology.com, split DNS) counts as local.
 */
export async function proxyFor(endpoint: Endpoint, env: Environment, signal: AbortSignal): Promise<URL | undefined> {
  const proxy = proxyInEnvironment(endpoint, env);
  if (proxy === undefined || isLocalHost(endpoint.host)) return undefined;
  return (await resolvesToLocal(endpoint.host, signal)) ? undefined : proxy;
}

async function resolvesToLocal(host: string, signal: AbortSignal): Promise<boolean> {
  try {
    // A look-up cannot be called off, only left behind.
    const left = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('left')), { once: true });
    });
    const addresses = await Promise.race([lookup(host, { all: true }), left]);
    return addresses.some(({ address }) => isLocalAddress(address));
  } catch {
    // Where only the proxy can resolve names, it is asked to.
    return false;
  }
}

/**
 * The usual variables, read from `env` alone so that they are a parameter like everything else
 * (the package proxy-from-env reads the process).
 */
function proxyInEnvironment(endpoint: Endpoint, env: Environment): URL | undefined {
  const read = (name: string): string => env[name] ?? env[name.toUpperCase()] ?? '';
  const text = read(`${endpoint.scheme}_proxy`) || read('all_proxy');
  if (text === '' || isExcepted(endpoint, read('no_proxy'))) return undefined;
  const proxy = URL.parse(text.includes('://') ? text : `http://${text}`);
  return proxy?.protocol === 'http:' || proxy?.protocol === 'https:' ? proxy : undefined;
}

function isExcepted(endpoint: Endpoint, noProxy: string): boolean {
  const host = bracketed(endpoint.host);
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const port = /^(.+):(\d+)$/.exec(entry);
      if (port !== null && Number(port[2]) !== endpoint.port) return false;
      const name = (port?.[1] ?? entry).replace(/^\*?\.?/, '');
      if (name === '' || host === name || endpoint.host === name) return true;
      // Zones end in a name; the end of an IP address means nothing.
      return !isIpAddress(endpoint.host) && host.endsWith(`.${name}`);
    });
}
