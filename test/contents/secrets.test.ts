import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../electron/contents/index.ts';
import type { ArchiveContents } from '../../electron/contents/types.ts';
import { describeChange, describeRecord } from '../../electron/contents/words.ts';
import { differences, nas, router, withCell, withFile, withRows, withSetting } from './sample.ts';

interface Plant {
  readonly what: string;
  readonly with: (secret: string) => ArchiveContents;
}

const setting =
  (key: string, value: (secret: string) => string): Plant['with'] =>
  (secret) =>
    withSetting(nas, key, () => value(secret));
const file =
  (ending: string, text: (secret: string) => string): Plant['with'] =>
  (secret) =>
    withFile(router, ending, () => text(secret));

/** Each plants a secret of its kind; what stands around it is as devices write it. */
const PLANTS: readonly Plant[] = [
  { what: 'a password hash', with: (secret) => withCell(nas, 'confbkp_user_tb', 5, `$6$salt$${secret}`) },
  { what: 'an NT hash', with: (secret) => withCell(nas, 'confbkp_user_tb', 7, secret) },
  { what: 'an SNMP community', with: setting('SNMP_V1V2cRocommunity', (secret) => secret) },
  { what: 'a mail password', with: setting('NOTIFY_smtpconf', (secret) => `smtp_auth_passwd="${secret}"\n`) },
  { what: 'a DDNS password', with: setting('DDNS_conf', (secret) => `[a]\npasswd=${secret}\n`) },
  {
    what: 'a domain password',
    with: (secret) => withRows(nas, 'confbkp_config_tb', (rows) => [...rows, ['Ad_passwd', secret]]),
  },
  {
    what: 'a proxy password',
    with: setting('NETWORK_GENERAL_config', (secret) => JSON.stringify({ proxy_config: { proxy_pwd: secret } })),
  },
  {
    what: 'a PPPoE password',
    with: setting('NETWORK_INTERFACE_config', (secret) =>
      JSON.stringify({ PPPOE: { 'pap-secrets': `user * ${secret}` } }),
    ),
  },
  {
    what: 'a password in JSON inside JSON',
    with: setting('QUICKCONNECT_misc', (secret) => JSON.stringify({ inner: JSON.stringify({ password: secret }) })),
  },
  {
    what: 'a private key',
    with: setting('w3_server_header', (secret) => `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`),
  },
  {
    what: 'the key of the automatic backup',
    with: (secret) => withRows(nas, 'confbkp_auto_config_backup_table', (rows) => [...rows, ['prikey', secret]]),
  },
  { what: 'a Wi-Fi key', with: file('wifi/wlan0.conf', (secret) => `ssid="Home"\npassphrase="${secret}"\n`) },
  { what: 'a key of hostapd', with: file('wifi/wlan1.conf', (secret) => `ssid=Home\nwpa_passphrase=${secret}\n`) },
  { what: 'a Wi-Fi key in a table', with: (secret) => withCell(router, 'confbkp_wifi_tb', 3, secret) },
  { what: 'a VPN key', with: file('openvpn/server.conf', (secret) => `key="${secret}"\n`) },
  {
    what: 'a password in the command of a task',
    with: (secret) =>
      withRows(nas, 'confbkp_scheduler_table', (rows) =>
        rows.map(([id]) => {
          const cmd = Buffer.from(`#!/bin/sh\ncurl --user a --password ${secret} https://example.org/\n`).toString(
            'base64',
          );
          return [id ?? '', JSON.stringify({ name: '"Reboot"\n', cmd: `"${cmd}"\n` })];
        }),
      ),
  },
  { what: 'a line of pap-secrets', with: file('mesh.conf', (secret) => `"one" * "${secret}"\n"two" * "x"\n`) },
  { what: 'a password between other lines', with: file('mesh.conf', (secret) => `a line\npassword ${secret}\n`) },
];

const [ONE, OTHER] = ['Sesame-Needle-4711-first', 'Sesame-Needle-0815-other'];

describe('a secret', () => {
  it.each(PLANTS)('is told as changed and shown nowhere: $what', ({ with: plant }) => {
    const changes = differences(plant(ONE), plant(OTHER));
    expect(changes.length).toBeGreaterThan(0);
    const told = JSON.stringify([changes, changes.map(describeChange)]);
    expect(told).not.toContain('Needle');
    expect(told).toMatch(/changed|set again|not shown/);
  });

  it.each(PLANTS)('stands in no inventory: $what', ({ with: plant }) => {
    const { sources } = readConfiguration(plant(ONE), Buffer.alloc(32, 1));
    const records = [...sources.values()].flatMap(({ records: all }) => all);
    expect(records.length).toBeGreaterThan(50);
    expect(JSON.stringify([records, records.map(describeRecord)])).not.toContain('Needle');
  });

  it('cannot be tested against: its digest is of one comparison', () => {
    const read = (mask: number): string =>
      JSON.stringify([...readConfiguration(nas, Buffer.alloc(32, mask)).sources.values()]);
    expect(read(1)).toBe(read(1));
    expect(read(1)).not.toBe(read(2));
  });
});
