import { describe, expect, it } from 'vitest';
import { isLocalHost } from '../../electron/platform/local-network.ts';
import { proxyFor as askProxy } from '../../electron/device/proxy.ts';
import type { Endpoint } from '../../shared/index.ts';

const PROXY = 'http://proxy.example:3128';
const proxyFor = (endpoint: Endpoint, env: Readonly<Record<string, string>>): Promise<URL | undefined> =>
  askProxy(endpoint, env, new AbortController().signal);
const https = (host: string, port = 8001) => ({ scheme: 'https', host, port }) as const;

describe('the proxy of the environment', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.1.1',
    '100.64.0.1',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fd00::1',
    '::ffff:192.168.1.1',
    'localhost',
    'router',
    'router.local',
    'router.lan',
    'nas.home.arpa',
    'nas.internal',
  ])('is not used for %s, which is on the local network', async (host) => {
    expect(isLocalHost(host)).toBe(true);
    expect(await proxyFor(https(host), { https_proxy: PROXY, all_proxy: PROXY })).toBeUndefined();
  });

  it.each(['8.8.8.8', '2606:4700::1111'])('is used for %s, which is not', async (host) => {
    expect(isLocalHost(host)).toBe(false);
    expect((await proxyFor(https(host), { HTTPS_PROXY: PROXY }))?.href).toBe(`${PROXY}/`);
  });

  it('is asked for names that nobody here can resolve', async () => {
    expect((await proxyFor(https('nas.invalid.example'), { all_proxy: 'proxy.example' }))?.host).toBe('proxy.example');
  });

  it.each([
    ['*', true],
    ['8.8.8.8', true],
    ['other.example, 8.8.8.8:8001', true],
    ['8.8.8.8:5001', false],
    ['8.8.8', false],
  ])('heeds no_proxy=%s', async (noProxy, direct) => {
    const proxy = await proxyFor(https('8.8.8.8'), { https_proxy: PROXY, NO_PROXY: noProxy });
    expect(proxy === undefined).toBe(direct);
  });

  it('is that of the scheme, and only one that speaks HTTP', async () => {
    const endpoint = { scheme: 'http', host: '8.8.8.8', port: 8000 } as const;
    expect(await proxyFor(endpoint, { https_proxy: PROXY })).toBeUndefined();
    expect(await proxyFor(endpoint, { http_proxy: 'socks5://proxy.example' })).toBeUndefined();
    expect(await proxyFor(endpoint, { http_proxy: '::nonsense::' })).toBeUndefined();
  });
});
