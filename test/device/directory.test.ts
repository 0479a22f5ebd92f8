import { describe, expect, it } from 'vitest';
import { readApis, safePath } from '../../electron/device/discover.ts';

describe('the list of calls a device offers', () => {
  it.each(['entry.cgi', 'auth.cgi', '/webapi/entry.cgi', 'FileStation/info.cgi'])('takes the path %s', (path) => {
    expect(safePath(path)).toBe(path.replace('/webapi/', ''));
  });

  it.each([
    '',
    '/',
    '../entry.cgi',
    'a/../../b.cgi',
    '..',
    './entry.cgi',
    '/etc/passwd',
    '//evil.example/entry.cgi',
    'https://evil.example/x',
    'entry.cgi?x=1',
    'entry.cgi#x',
    'a b.cgi',
    'a%2e%2e/b',
    'a\\b',
    'entry.cgi\r\nHost: evil',
    'é.cgi',
    `${'a/'.repeat(200)}b`,
  ])('drops an entry with the path %j', (path) => {
    expect(safePath(path)).toBeUndefined();
    expect(readApis({ 'SYNO.API.Auth': { path, minVersion: 1, maxVersion: 3 } }).size).toBe(0);
  });

  it('reads numbers written as text and ignores what it does not know', () => {
    const apis = readApis({
      'SYNO.API.Auth': { path: 'auth.cgi', minVersion: '1', maxVersion: '3', requestFormat: 'JSON', more: [] },
      'SYNO.Broken': { path: 7 },
      'other.thing': { path: 'x.cgi', minVersion: 1, maxVersion: 1 },
      __proto__: { path: 'x.cgi', minVersion: 1, maxVersion: 1 },
    });
    expect([...apis]).toEqual([['SYNO.API.Auth', { path: 'auth.cgi', minVersion: 1, maxVersion: 3 }]]);
  });

  it.each([null, undefined, [], 'x', 1, { a: null }])('finds nothing in %j', (data) => {
    expect(readApis(data).size).toBe(0);
  });
});
