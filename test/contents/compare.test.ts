import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArchiveContents, Change } from '../../electron/contents/index.ts';
import type { Cell } from '../../electron/contents/types.ts';
import { describeChange, summarise } from '../../electron/contents/words.ts';
import { differences, nas, router, withCell, withFile, withRows, withSetting, withTables } from './sample.ts';

type Alter = (contents: ArchiveContents) => ArchiveContents;

const everyValue =
  (change: (value: string) => string): Alter =>
  (contents) =>
    withRows(contents, 'confbkp_config_tb', (rows) => rows.map(([key, value]) => [key ?? '', change(String(value))]));

function reworked(value: string, rework: (found: object) => string): string {
  try {
    const found: unknown = JSON.parse(value);
    return typeof found === 'object' && found !== null ? rework(found) : value;
  } catch {
    return value;
  }
}

/** Ways in which two exports of the same settings may differ. */
const SAME: Readonly<Record<string, Alter>> = {
  'rows in another order': (contents) => withTables(contents, (table) => ({ ...table, rows: table.rows.toReversed() })),
  'files in another order': (contents) => ({ ...contents, files: contents.files.toReversed() }),
  'JSON with its keys turned round': everyValue((value) =>
    reworked(value, (found) =>
      Array.isArray(found) ? value : JSON.stringify(Object.fromEntries(Object.entries(found).reverse())),
    ),
  ),
  'JSON with blanks': everyValue((value) => reworked(value, (found) => JSON.stringify(found, null, 3))),
  'a last line feed': everyValue((value) => `${value}\n`),
  'line ends of Windows in files': (contents) => ({
    ...contents,
    files: contents.files.map(({ path, bytes }) => ({
      path,
      bytes: Buffer.from(Buffer.from(bytes).toString().replaceAll('\n', '\r\n')),
    })),
  }),
  'the padding of the rights of a shared folder': (contents) =>
    withTables(contents, (table) => ({
      ...table,
      rows: table.rows.map((row) => row.map((cell, at) => (table.columns[at] === 'acl_size' ? 4096 : cell))),
    })),
  'the leases that a router has given': (contents) => ({
    ...contents,
    files: [...contents.files, { path: 'ConfigBkp/etc/dhcpd/dhcpd-leases.log', bytes: Buffer.from('1780000000 ...') }],
  }),
  'the times of the automatic backup': (contents) =>
    withRows(contents, 'confbkp_auto_config_backup_table', (rows) => [
      ...rows,
      ['last_check_time', '1780000000'],
      ['status', 'success'],
    ]),
};

describe('two exports of the same settings', () => {
  it.each(Object.entries(SAME))('do not differ by %s', (_way, alter) => {
    for (const contents of [nas, router]) expect(differences(contents, alter(contents))).toEqual([]);
  });

  it('do not differ by any mixture of these', () => {
    fc.assert(
      fc.property(fc.constantFrom(nas, router), fc.shuffledSubarray(Object.values(SAME)), (contents, ways) => {
        expect(
          differences(
            ways.reduce((altered, alter) => alter(altered), contents),
            contents,
          ),
        ).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

const lines = (changes: readonly Change[]): readonly string[] =>
  changes
    .map(describeChange)
    .flatMap(({ section, sentence, details }) => [
      `${section}: ${sentence}`,
      ...details.map((detail) => `  ${detail}`),
    ]);

interface Edit {
  readonly what: string;
  readonly before: ArchiveContents;
  readonly after: ArchiveContents;
  /** What a person reads. */
  readonly read: readonly string[];
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const reservation = /dhcp-host=([^,]*),192\.168\.1\.20,/.exec(
  router.files.map(({ bytes }) => Buffer.from(bytes).toString()).join('\n'),
)?.[1];

const EDITS: readonly Edit[] = [
  {
    what: 'Auto Block made stricter',
    before: nas,
    after: withSetting(nas, 'AutoBlock_attempts', () => '5'),
    read: ['security: Auto Block: failed sign-ins before an address is blocked: 10 -> 5'],
  },
  {
    what: 'visitors sent to HTTPS',
    before: nas,
    after: withSetting(nas, 'w3_redirectHTTPS', () => 'yes'),
    read: ['services: Web access: send visitors to HTTPS: off -> on'],
  },
  {
    what: 'a group added',
    before: nas,
    after: withRows(nas, 'confbkp_group_tb', (rows) => [...rows, ['family', 65_536, 'All of us']]),
    read: ['groups: Group "family": added', '  description: All of us', '  group number: 65536', '  name: family'],
  },
  {
    what: 'a password set again, with its NT hash',
    before: nas,
    after: withCell(withCell(nas, 'confbkp_user_tb', 5, '$6$other$hashhash'), 'confbkp_user_tb', 7, 'A'.repeat(32)),
    read: ['users: User "backup-admin": changed', '  password set again'],
  },
  {
    what: 'a user renamed',
    before: nas,
    after: withCell(nas, 'confbkp_user_tb', 0, 'night'),
    read: ['users: User "night": renamed from "backup-admin"', '  name: backup-admin -> night'],
  },
  {
    what: 'somebody made an administrator',
    before: nas,
    after: withRows(nas, 'confbkp_group_member_list_tb', (rows) => [...rows, ['administrators', 'guest']]),
    read: ['groups: Member "guest in administrators": added', '  group: administrators', '  member: guest'],
  },
  {
    what: 'a port forward opened on another port',
    before: nas,
    after: withSetting(nas, 'PORTFORWARD_rule', (value) => value.replace('port_from=443', 'port_from=8443')),
    read: ['port-forwarding: Port forward "web": changed', '  outer port: 443 -> 8443'],
  },
  {
    what: 'a task that runs another command',
    before: nas,
    after: withRows(nas, 'confbkp_scheduler_table', (rows) =>
      rows.map(([id, json]) => [id ?? '', String(json).replace(base64('reboot'), base64('halt'))]),
    ),
    read: ['tasks: Task "Reboot": changed', '  command: reboot -> halt'],
  },
  {
    what: 'a mail password changed',
    before: nas,
    after: withSetting(nas, 'NOTIFY_smtpconf', (value) => value.replace(/passwd="[^"]*"/, 'passwd="other"')),
    read: ['notification: Notifications: mail server: changed', '  smtp_auth_passwd: changed'],
  },
  {
    what: 'a reservation moved to another address',
    before: router,
    after: withFile(router, 'dhcpd-lbr0.conf', (text) => text.replace(',192.168.1.20,', ',192.168.1.250,')),
    read: [`dhcp: Reservation "host-0 (${reservation ?? ''})": changed`, '  address: 192.168.1.20 -> 192.168.1.250'],
  },
  {
    what: 'a Wi-Fi key changed',
    before: router,
    after: withFile(router, 'gwlan0.conf', (text) => text.replace(/passphrase="[^"]*"/, 'passphrase="new words"')),
    read: ['wifi: File "srm/usr/syno/etc/wifi/gwlan0.conf": changed', '  Wi-Fi key: changed'],
  },
  {
    what: 'a file that is gone',
    before: router,
    after: { ...router, files: router.files.filter(({ path }) => !path.endsWith('openvpn/server.conf')) },
    read: [
      'vpn: File "srm/usr/syno/etc/openvpn/server.conf": removed',
      '  key: set, not shown',
      '  port: 1194',
      '  proto: udp',
    ],
  },
];

describe('a comparison', () => {
  it.each(EDITS)('tells $what, and nothing else', ({ before, after, read }) => {
    expect(lines(differences(before, after))).toEqual(read);
  });

  it('turned round is the mirror image', () => {
    const opposite = { added: 'removed', removed: 'added', changed: 'changed', renamed: 'renamed', moved: 'moved' };
    for (const { before, after } of EDITS) {
      const [there, back] = [differences(before, after), differences(after, before)];
      expect(back.map(({ change, address }) => [change, address])).toEqual(
        there.map(({ change, address }) => [opposite[change], address]),
      );
    }
  });

  it('sums up by section', () => {
    const both = withSetting(
      withSetting(nas, 'AutoBlock_attempts', () => '5'),
      'w3_admin_port',
      () => '5080',
    );
    expect(summarise(differences(nas, both))).toBe('2 changes: Services, Security');
    expect(summarise([])).toBe('No differences.');
  });

  it('tells that one rule of a firewall was moved, and nothing where order means nothing', () => {
    const list = (key: string, order: readonly string[]): ArchiveContents =>
      withSetting(nas, key, () => JSON.stringify({ rules: order.map((id) => ({ id, policy: 'allow' })) }));
    const firewall = differences(
      list('FIREWALL_config', ['a', 'b', 'c', 'd']),
      list('FIREWALL_config', ['d', 'a', 'b', 'c']),
    );
    expect(lines(firewall)).toEqual(['firewall: Rule "d": moved from 4 to 1']);
    expect(differences(list('w3_rproxy', ['a', 'b']), list('w3_rproxy', ['b', 'a']))).toEqual([]);
  });

  it('loses no row of a table that nobody knows, with keys, without, and with equal rows', () => {
    const cell = fc.oneof(fc.string({ maxLength: 6 }), fc.integer({ min: 0, max: 4 }), fc.constant(null));
    const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 12 });
    const contents = (list: readonly (readonly Cell[])[]): ArchiveContents => ({
      files: [],
      databases: [{ path: 'other.db', tables: [{ name: 'unknown', columns: ['id', 'text', 'more'], rows: list }] }],
    });
    const sorted = (list: readonly (readonly Cell[])[]): string =>
      list
        .map((row) => JSON.stringify(row.map((one) => (one === null ? null : String(one)))))
        .sort()
        .join('\n');
    fc.assert(
      fc.property(rows, rows, (older, newer) => {
        const changes = differences(contents(older), contents(newer));
        expect(changes.length === 0).toBe(sorted(older) === sorted(newer));
        const count = (kind: Change['change']): number => changes.filter(({ change }) => change === kind).length;
        expect(count('added') - count('removed')).toBe(newer.length - older.length);
      }),
      { numRuns: 300 },
    );
  });
});
