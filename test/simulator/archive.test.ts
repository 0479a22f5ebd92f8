import { rm, stat } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import xzDecompress from 'xz-decompress';
import {
  archiveSecrets,
  bomb,
  buildArchive,
  type ArchiveFault,
  type ArchiveOptions,
} from '../device-simulator/index.ts';
import { membersOf, type SeenMember } from './untar.ts';

async function unpack(packed: Buffer): Promise<Buffer> {
  if (packed[0] === 0x1f) return gunzipSync(packed);
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(packed);
      controller.close();
    },
  });
  return buffer(new xzDecompress.XzReadableStream(source));
}

async function open(options: ArchiveOptions): Promise<ReadonlyMap<string, SeenMember>> {
  const tar = await unpack(await buildArchive(options));
  return new Map(membersOf(tar).map((member) => [member.name, member]));
}

const textOf = (members: ReadonlyMap<string, SeenMember>, name: string): string =>
  members.get(name)?.content.toString() ?? '';

/** Opens the database inside with SQLite itself. */
function withDatabase<T>(members: ReadonlyMap<string, SeenMember>, look: (database: DatabaseSync) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'simulated-archive-'));
  const file = path.join(folder, 'x.db');
  writeFileSync(file, members.get('ConfigBkp/_Syno_ConfBkp.db')?.content ?? Buffer.alloc(0));
  const database = new DatabaseSync(file);
  try {
    return look(database);
  } finally {
    database.close();
    void rm(folder, { recursive: true });
  }
}

const integrity = (database: DatabaseSync): unknown =>
  database.prepare('PRAGMA integrity_check').get()?.integrity_check;
const settingsOf = (database: DatabaseSync): ReadonlyMap<unknown, unknown> =>
  new Map(
    database
      .prepare('SELECT key, value FROM confbkp_config_tb')
      .all()
      .map(({ key, value }) => [key, value]),
  );

describe('the archive of a router', () => {
  it('has the published size, names and database', async () => {
    const packed = await buildArchive({ profile: 'srm-strict' });
    expect(packed.length).toBeGreaterThan(80_000);
    expect(packed.length).toBeLessThan(100_000);
    const tar = gunzipSync(packed);
    expect(tar.length).toBeGreaterThan(340_000);
    expect(tar.length).toBeLessThan(400_000);
    const members = new Map(membersOf(tar).map((member) => [member.name, member]));
    expect([...members.keys()]).toEqual(
      expect.arrayContaining([
        'ConfigBkp/',
        'ConfigBkp/config_info',
        'ConfigBkp/_Syno_ConfBkp.db',
        'ConfigBkp/srm/usr/syno/etc/synongfw/mark_rule.conf',
      ]),
    );
    expect(textOf(members, 'ConfigBkp/config_info')).toBe(
      'os_name="SRM"\nconf_version="3"\ndsm_majorversion="1"\ndsm_minorversion="3"\ndsm_buildnumber="9346"\nunique="synology_cypress_rt6600ax"\n',
    );
    withDatabase(members, (database) => {
      expect(integrity(database)).toBe('ok');
      expect(settingsOf(database).get('w3_secure_admin_port')).toBe('8001');
    });
  });

  it('is the same in its contents from one export to the next, and other in its raw bytes', async () => {
    const one = await buildArchive({ profile: 'srm-strict', exportedAt: 1_700_000_000_000, exportNumber: 1 });
    const two = await buildArchive({ profile: 'srm-strict', exportedAt: 1_700_086_400_000, exportNumber: 2 });
    expect(one.readUInt32LE(4)).toBe(1_700_000_000);
    expect(two.readUInt32LE(4)).toBe(1_700_086_400);
    const [first, second] = [membersOf(gunzipSync(one)), membersOf(gunzipSync(two))];
    const differing = first.filter(
      (member, index) => !member.content.equals(second[index]?.content ?? Buffer.alloc(0)),
    );
    expect(differing.map(({ name }) => name)).toEqual(['ConfigBkp/_Syno_ConfBkp.db']);
    const rows = (members: readonly SeenMember[]) =>
      withDatabase(new Map(members.map((member) => [member.name, member])), (database) => [...settingsOf(database)]);
    expect(rows(first)).toEqual(rows(second));
  });

  it('follows a changed setting and a changed file', async () => {
    const file = 'ConfigBkp/srm/usr/syno/etc/synoinfo.conf';
    const members = await open({
      profile: 'srm-strict',
      settings: new Map([
        ['w3_admin_port', '8888'],
        [file, 'hostname="other"\n'],
      ]),
    });
    expect(textOf(members, file)).toBe('hostname="other"\n');
    withDatabase(members, (database) => {
      expect(settingsOf(database).get('w3_admin_port')).toBe('8888');
    });
  });

  it('carries secrets that tests can search for', async () => {
    const { wifiKey, passwordHash, snmpCommunity } = archiveSecrets('SynologyRouter');
    const tar = gunzipSync(await buildArchive({ profile: 'srm-strict' }));
    for (const secret of [wifiKey, passwordHash, snmpCommunity]) expect(tar.includes(secret)).toBe(true);
    expect(archiveSecrets('Other').wifiKey).not.toBe(wifiKey);
  });

  it('can be made as large as a measurement wants', async () => {
    const tar = gunzipSync(await buildArchive({ profile: 'srm-strict', databaseBytes: 5_000_000 }));
    expect(tar.length).toBeGreaterThan(5_000_000);
    expect(tar.length).toBeLessThan(7_000_000);
  });
});

describe('the archive of a NAS', () => {
  it('has the 25 tables of a real export, and comes as xz from DSM 7', async () => {
    const packed = await buildArchive({ profile: 'dsm7' });
    // xz magic, and CRC64 as the check.
    expect(packed.subarray(0, 8).toString('hex')).toBe('fd377a585a000004');
    const members = await open({ profile: 'dsm7' });
    expect([...members.keys()]).toEqual(
      expect.arrayContaining(['ConfigBkp/synoS2S.info', 'ConfigBkp/tls_profile/datastore.json']),
    );
    withDatabase(members, (database) => {
      expect(integrity(database)).toBe('ok');
      expect(database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()).toHaveLength(25);
      const settings = settingsOf(database);
      expect(settings.size).toBeGreaterThan(180);
      expect(settings.get('AutoBlock_attempts')).toBe('10');
      expect(() => JSON.parse(String(settings.get('FIREWALL_config'))) as unknown).not.toThrow();
    });
  });

  it.each(['dsm5', 'dsm6'] as const)('comes as gzip from %s', async (profile) => {
    expect((await buildArchive({ profile })).subarray(0, 2).toString('hex')).toBe('1f8b');
    expect(textOf(await open({ profile }), 'ConfigBkp/config_info')).toContain('os_name="DSM"');
  });
});

/** Faults that show before the tar is walked, in it, or in its members. */
const BROKEN: readonly (readonly [ArchiveFault, RegExp])[] = [
  ['cut-archive', /unexpected end|get_next_output failed/],
  ['not-tar', /no ustar header/],
  ['flipped-byte', /./],
  ['bad-checksum', /./],
  ['bad-header', /wrong checksum/],
  ['no-end-blocks', /no end/],
];

describe('a fault of the archive', () => {
  it.each(
    BROKEN.flatMap(([fault, message]) =>
      (['srm-strict', 'dsm7'] as const).map((profile) => [fault, profile, message] as const),
    ),
  )('%s breaks the reading on %s', async (fault, profile, message) => {
    await expect(open({ profile, fault })).rejects.toThrow(message);
  });

  it('trailing-garbage lies behind a whole archive', async () => {
    const [whole, longer] = await Promise.all(
      [undefined, 'trailing-garbage' as const].map((fault) =>
        buildArchive({ profile: 'srm-strict', exportedAt: 0, ...(fault === undefined ? {} : { fault }) }),
      ),
    );
    expect(longer?.subarray(0, whole?.length)).toEqual(whole);
    expect(longer?.length).toBeGreaterThan(whole?.length ?? Infinity);
  });

  it('broken-database is a database that SQLite calls damaged', async () => {
    const members = await open({ profile: 'srm-strict', fault: 'broken-database' });
    expect(textOf(members, 'ConfigBkp/_Syno_ConfBkp.db').startsWith('SQLite format 3\0')).toBe(true);
    const seen = withDatabase(members, (database) => {
      try {
        return integrity(database);
      } catch (error) {
        return String(error);
      }
    });
    expect(seen).not.toBe('ok');
  });

  it('database-is-text, empty-database, device-node and twice are what they say', async () => {
    const text = await open({ profile: 'srm-strict', fault: 'database-is-text' });
    expect(textOf(text, 'ConfigBkp/_Syno_ConfBkp.db')).toMatch(/^this is no database/);
    const empty = await open({ profile: 'srm-strict', fault: 'empty-database' });
    withDatabase(empty, (database) => {
      expect(integrity(database)).toBe('ok');
      expect(settingsOf(database).size).toBe(0);
    });
    expect((await open({ profile: 'srm-strict', fault: 'device-node' })).get('ConfigBkp/null')?.type).toBe('3');
    const twice = membersOf(gunzipSync(await buildArchive({ profile: 'srm-strict', fault: 'twice' })));
    expect(twice.filter(({ name }) => name === 'ConfigBkp/config_info')).toHaveLength(2);
  });
});

describe('the bomb', () => {
  it('is a right gzip of a right tar, only large', () => {
    const plain = gunzipSync(Buffer.concat([...bomb(8 * 1_048_576)]));
    const [member] = membersOf(plain);
    expect(member).toMatchObject({ name: 'ConfigBkp/_Syno_ConfBkp.db', type: '0' });
    expect(member?.content.length).toBe(8 * 1_048_576);
  });

  it('promises 3 GB in its first piece, and takes about 3 MB on the wire', async () => {
    const packed = await buffer(Readable.from(bomb()));
    expect(packed.length).toBeLessThan(4_000_000);
    // The length modulo 2^32 behind the checksum: 3 GB, a header and the last megabyte.
    expect(packed.readUInt32LE(packed.length - 4)).toBe(3 * 1_024 ** 3 + 512 + 1_048_576);
  });
});

it('plants nothing outside', async () => {
  await expect(stat('/tmp/planted-by-archive')).rejects.toThrow(/ENOENT/);
});
