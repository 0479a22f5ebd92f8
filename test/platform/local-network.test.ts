import { describe, expect, it } from 'vitest';
import { isIpAddress, isLocalAddress, isLocalHost } from '../../electron/platform/local-network.ts';

describe('the local network', () => {
  it.each([
    ...['127.0.0.1', '0.0.0.0', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.1.1', '100.64.0.1'],
    ...[
      '::1',
      '[::1]',
      'fe80::1',
      'fe80::1%eth0',
      'fe80::1%br-lan',
      '[fe80::1%25eth0]',
      'fd00::1',
      '::ffff:192.168.1.1',
    ],
  ])('holds the address %s', (host) => {
    expect(isIpAddress(host)).toBe(true);
    expect(isLocalAddress(host)).toBe(true);
    expect(isLocalHost(host)).toBe(true);
  });

  it.each(['8.8.8.8', '2606:4700::1111', '[2606:4700::1111]', '224.0.0.1', '255.255.255.255', '::ffff:8.8.8.8'])(
    'does not hold the address %s',
    (host) => {
      expect(isLocalAddress(host)).toBe(false);
      expect(isLocalHost(host)).toBe(false);
    },
  );

  it.each([
    'localhost',
    'router',
    'ROUTER.LAN',
    'router.local',
    'router.local.',
    'nas.home.arpa',
    'fritz.box',
    'a.fritz.box',
  ])('holds the name %s, for devices and alarms alike', (host) => {
    expect(isLocalHost(host)).toBe(true);
    expect(isIpAddress(host)).toBe(false);
  });

  it.each([
    'example.com',
    'router.example.com',
    'lan.example.com',
    'notlocal.com',
    'xlocalhost.com',
    'a.xlan',
    'myfritz.box',
  ])('does not hold the name %s', (host) => {
    expect(isLocalHost(host)).toBe(false);
  });
});
