import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpointsOf, originOf, parseAddress, type Address } from '../../electron/device/index.ts';
import { codeOf, thrownBy } from './thrown.ts';

describe('an address as people type it', () => {
  it.each<[string, Address]>([
    ['192.168.1.1', { host: '192.168.1.1' }],
    ['  192.168.1.1  ', { host: '192.168.1.1' }],
    ['192.168.1.1:8001', { host: '192.168.1.1', port: 8001 }],
    ['http://192.168.1.1', { scheme: 'http', host: '192.168.1.1' }],
    ['https://router:8001/webman/index.cgi', { scheme: 'https', host: 'router', port: 8001 }],
    ['https://router:8001/', { scheme: 'https', host: 'router', port: 8001 }],
    ['router:8001/webman/index.cgi?launchApp=x#/signin', { host: 'router', port: 8001 }],
    ['https://nas.example.com/?a=user@example.com', { scheme: 'https', host: 'nas.example.com' }],
    ['HTTPS://Router.LAN', { scheme: 'https', host: 'router.lan' }],
    ['router.lan.', { host: 'router.lan' }],
    ['syno_router', { host: 'syno_router' }],
    ['fe80::1', { host: 'fe80::1' }],
    ['FE80:0::0:1', { host: 'fe80::1' }],
    ['fe80::1%eth0', { host: 'fe80::1%eth0' }],
    ['[fe80::1]', { host: 'fe80::1' }],
    ['[2001:db8::7]:5001', { host: '2001:db8::7', port: 5001 }],
    ['https://[2001:db8::7]:5001/x', { scheme: 'https', host: '2001:db8::7', port: 5001, path: '/x' }],
    ['https://home.example.com/nas/', { scheme: 'https', host: 'home.example.com', path: '/nas' }],
    [
      'https://home.example.com/a/nas/webman/index.cgi#/',
      { scheme: 'https', host: 'home.example.com', path: '/a/nas' },
    ],
    ['home.example.com/nas/#/signin', { host: 'home.example.com', path: '/nas' }],
    ['https://router:8001/index.html', { scheme: 'https', host: 'router', port: 8001 }],
    ['[fe80::1%25eth0]:8001', { host: 'fe80::1%eth0', port: 8001 }],
    ['https://[fe80::1%eth0]:8001/', { scheme: 'https', host: 'fe80::1%eth0', port: 8001 }],
    ['::1', { host: '::1' }],
    ['bücher-router.example', { host: 'xn--bcher-router-dlb.example' }],
    ['ルーター.local', { host: 'xn--5ckte3bb.local' }],
    ['１９２.１６８.１.１', { host: '192.168.1.1' }],
    ['１９２。１６８。１。１：８００１', { host: '192.168.1.1', port: 8001 }],
    ['ｈｔｔｐｓ：／／router', { scheme: 'https', host: 'router' }],
    ['\ufeff192.168.1.1\u200b', { host: '192.168.1.1' }],
    ['\u202a192.168.1.1\u202c', { host: '192.168.1.1' }],
    ['192.\u00ad168.1.\u20601', { host: '192.168.1.1' }],
    ['\u00a0router\u200e\u3000', { host: 'router' }],
    ['"192.168.1.1"', { host: '192.168.1.1' }],
    ['“192.168.1.1”,', { host: '192.168.1.1' }],
    ['<https://router:8001/#/signin>', { scheme: 'https', host: 'router', port: 8001 }],
    ['<[fe80::1]:8001>', { host: 'fe80::1', port: 8001 }],
    ['(router.lan),', { host: 'router.lan' }],
    ['URL: https://router', { scheme: 'https', host: 'router' }],
  ])('%j is understood', (text, address) => {
    expect(parseAddress(text)).toEqual(address);
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['https://', 'neither a name nor an IP address'],
    ['my router', 'blank'],
    ['\\\\router\\share', 'backslash'],
    ['rou\u0000ter', 'unprintable'],
    ['admin:secret@router', 'user name or password'],
    ['https://admin:hunter2@router:8001', 'user name or password'],
    ['ftp://router', 'https:// or http://'],
    ['javascript://x', 'https:// or http://'],
    ['https:/router', 'https:// or http://'],
    ['http:router', 'https:// or http://'],
    ['1x://router', 'https:// or http://'],
    ['router:', 'port'],
    ['router:0', 'port'],
    ['router:65536', 'port'],
    ['router:80a', 'port'],
    ['router:-1', 'port'],
    ['router:+80', 'port'],
    ['[fe80::1', 'brackets'],
    ['[fe80::1]8001', 'brackets'],
    ['[192.168.1.1]', 'neither a name nor an IP address'],
    ['1:2:3', 'neither a name nor an IP address'],
    ['fe80::zz', 'neither a name nor an IP address'],
    ['192.168.1', 'neither a name nor an IP address'],
    ['192.168.1.256', 'neither a name nor an IP address'],
    ['192.168.1.1.1', 'neither a name nor an IP address'],
    ['192.168.001.001', 'neither a name nor an IP address'],
    ['0x7f.1', 'neither a name nor an IP address'],
    ['2130706433', 'neither a name nor an IP address'],
    ['-router', 'neither a name nor an IP address'],
    ['router-.lan', 'neither a name nor an IP address'],
    ['router..lan', 'neither a name nor an IP address'],
    ['..', 'neither a name nor an IP address'],
    ['rou*ter', 'neither a name nor an IP address'],
    [`${'a'.repeat(64)}.lan`, 'neither a name nor an IP address'],
    [`${'a.'.repeat(130)}lan`, 'neither a name nor an IP address'],
    ['router/nas/../admin', 'path'],
    ['router/./nas', 'path'],
    ['router/n%61s', 'path'],
    ['router/nas;x', 'path'],
    [`router/${'a'.repeat(200)}`, 'path'],
    ['https://quickconnect.to/mynas', 'QuickConnect'],
    ['mynas.quickconnect.to', 'QuickConnect'],
  ])('%j is refused with a sentence about it', (text, word) => {
    const error = thrownBy(() => parseAddress(text));
    expect(codeOf(error)).toBe('usage/invalid');
    expect(String(error)).toContain(word);
  });

  it('never repeats a pasted password', () => {
    const error = thrownBy(() => parseAddress('https://admin:hunter2@router'));
    expect(JSON.stringify(error) + String(error)).not.toContain('hunter2');
  });

  it('answers any text with an address or with usage/invalid, nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.domain(), fc.ipV6()), (text) => {
        let host: string | undefined;
        try {
          host = parseAddress(text).host;
        } catch (thrown) {
          expect(codeOf(thrown)).toBe('usage/invalid');
          return;
        }
        expect(host).toMatch(/^[a-z0-9_.:%-]+$/i);
      }),
    );
  });

  it('reads back every origin it can form', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain()),
        fc.integer({ min: 1, max: 65_535 }),
        fc.constantFrom('http', 'https'),
        (text, port, scheme) => {
          const [endpoint] = endpointsOf({ scheme, host: parseAddress(text).host, port });
          expect(endpoint).toBeDefined();
          if (endpoint !== undefined) expect(parseAddress(originOf(endpoint))).toEqual(endpoint);
        },
      ),
    );
  });
});

describe('where an address is looked for', () => {
  it.each([
    ['router', ['https://router:8001', 'https://router:5001']],
    ['https://router', ['https://router:8001', 'https://router:5001']],
    ['http://router', ['http://router:8000', 'http://router:5000']],
    ['router:9000', ['https://router:9000']],
    ['http://router:9000', ['http://router:9000']],
    ['fe80::1', ['https://[fe80::1]:8001', 'https://[fe80::1]:5001']],
    ['fe80::1%eth0', ['https://[fe80::1%eth0]:8001', 'https://[fe80::1%eth0]:5001']],
    // A path of the device's own that somebody pasted along: it answers at the root then.
    ['https://home:5001/x', ['https://home:5001/x', 'https://home:5001']],
  ])('%s: %j', (text, origins) => {
    expect(endpointsOf(parseAddress(text)).map(originOf)).toEqual(origins);
  });
});
