import type { AlarmPorts } from './types.ts';

/** The variables that Node's agent understands (nodejs.org, http, "Built-in Proxy Support"). */
export type ProxyEnvironment = Readonly<Partial<Record<'HTTPS_PROXY' | 'NO_PROXY', string>>>;

/**
 * The proxy that the environment names for https, with its exceptions. Plain HTTP never leaves the local network and
 * needs none. A proxy of another kind (SOCKS) is none that Node can use.
 */
export function proxyEnvironment(env: AlarmPorts['env']): ProxyEnvironment {
  const read = (name: string): string => env[name] ?? env[name.toUpperCase()] ?? '';
  const named = read('https_proxy') || read('all_proxy');
  const proxy = URL.parse(named.includes('://') ? named : `http://${named}`);
  if (proxy?.protocol !== 'http:' && proxy?.protocol !== 'https:') return {};
  return { HTTPS_PROXY: proxy.href, NO_PROXY: read('no_proxy') };
}
