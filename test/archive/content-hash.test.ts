import { DatabaseSync } from 'node:sqlite';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { testFolder, verifyBytes } from './archive-folder.ts';
import {
  buildDatabase,
  buildTar,
  CONFIG_INFO_TEXT,
  gzip,
  sampleArchive,
  sampleParts,
  SETTINGS,
  xz,
} from './build-archive.ts';

async function hashOf(archive: Buffer): Promise<string> {
  return (await verifyBytes(archive)).contentHash;
}

async function hashOfDatabase(...statements: readonly string[]): Promise<string> {
  return await hashOf(await sampleArchive({ database: await buildDatabase(...statements) }));
}

/** A database made by the real SQLite, from a file. */
async function realDatabase(...statements: readonly string[]): Promise<Buffer> {
  const file = path.join(await testFolder(), 'real.db');
  const database = new DatabaseSync(file);
  for (const statement of statements) database.exec(statement);
  database.close();
  return await readFile(file);
}

describe('equal settings have one content hash', () => {
  it('whatever the time in the gzip header, the level and the container', async () => {
    const tar = await buildTar(await sampleParts());
    const archives = [gzip(tar, 1_700_000_000), gzip(tar, 1_800_000_000), gzipSync(tar, { level: 1 }), xz(tar)];
    const hashes = new Set(await Promise.all(archives.map(hashOf)));
    expect(hashes.size).toBe(1);
  });

  it('whatever times, owners and order the entries have', async () => {
    const parts = await sampleParts();
    const later = parts.toReversed().map((part) => ({
      ...part,
      header: { ...part.header, mtime: new Date(1_800_000_000_000), uid: 1024, mode: 0o600 },
    }));
    expect(await hashOf(gzip(await buildTar(later)))).toBe(await hashOf(gzip(await buildTar(parts))));
  });

  it('whether entries are named with "./" or not', async () => {
    const parts = await sampleParts();
    const dotted = parts.map((part) => ({ ...part, name: `./${part.name}` }));
    expect(await hashOf(gzip(await buildTar(dotted)))).toBe(await hashOf(gzip(await buildTar(parts))));
  });

  it('whatever the pages of the database look like', async () => {
    const plain = await hashOfDatabase(...SETTINGS);
    // Another page size, other row numbers, another order, pages freed, another change counter, another journal.
    const churned = [
      'PRAGMA page_size = 1024',
      ...SETTINGS.slice(0, 3),
      "INSERT INTO confbkp_config_tb SELECT 'junk', hex(zeroblob(3000)) FROM (SELECT 1 UNION SELECT 2 UNION SELECT 3)",
      ...SETTINGS.slice(3).toReversed(),
      "DELETE FROM confbkp_config_tb WHERE key = 'junk'",
      'CREATE TABLE moved AS SELECT * FROM confbkp_config_tb ORDER BY key DESC',
      'DELETE FROM confbkp_config_tb',
      'INSERT INTO confbkp_config_tb SELECT * FROM moved',
      'DROP TABLE moved',
    ];
    expect(await hashOfDatabase(...churned)).toBe(plain);
    expect(await hashOfDatabase(...churned, 'VACUUM')).toBe(plain);
    const real = await realDatabase('PRAGMA journal_mode = WAL', ...SETTINGS);
    expect(real.subarray(18, 20)).toEqual(Buffer.from([2, 2]));
    expect(await hashOf(await sampleArchive({ database: real }))).toBe(plain);
  });

  it('whatever the order in which its tables were made', async () => {
    const tables = ['CREATE TABLE one (a)', 'CREATE TABLE two (a)', 'CREATE INDEX i ON one (a)'];
    const rows = ['INSERT INTO one VALUES (1)', 'INSERT INTO two VALUES (2)'];
    const turned = ['CREATE TABLE two (a)', 'CREATE TABLE one (a)', 'CREATE INDEX i ON one (a)'];
    expect(await hashOfDatabase(...turned, ...rows)).toBe(await hashOfDatabase(...tables, ...rows));
  });

  it("whatever SQLite keeps for itself: sequences, statistics, automatic indexes' pages", async () => {
    const table = 'CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, v TEXT UNIQUE)';
    const row = "INSERT INTO t VALUES (1, 'a')";
    const used = [table, "INSERT INTO t VALUES (900, 'gone')", 'DELETE FROM t', row, 'ANALYZE'];
    expect(await hashOfDatabase(...used)).toBe(await hashOfDatabase(table, row));
  });
});

describe('different settings have different content hashes', () => {
  const insert = (values: string): readonly string[] => [
    'CREATE TABLE t (key, value)',
    `INSERT INTO t VALUES ${values}`,
  ];

  it.each([
    ['a value', "('a', 'x')", "('a', 'y')"],
    ['a value moved to the next key', "('a', 'x'), ('b', '')", "('a', ''), ('b', 'x')"],
    ['a character moved from key to value', "('ab', 'c')", "('a', 'bc')"],
    ['two rows joined', "('a', 'b'), ('c', 'd')", "('a', 'bc'), ('', 'd')"],
    ['a row twice', "('a', 'b')", "('a', 'b'), ('a', 'b')"],
    ['an empty text and no value', "('a', '')", "('a', NULL)"],
    ['a number and its digits', "('a', 1)", "('a', '1')"],
    ['a number and its digits as bytes', "('a', 1)", "('a', x'31')"],
    ['a whole and a broken number', "('a', 1)", "('a', 1.0)"],
    ['a text and the same bytes', "('a', 'x')", "('a', x'78')"],
    ['numbers beyond 53 bits', "('a', 9007199254740993)", "('a', 9007199254740992)"],
    ['broken numbers in the last bit', "('a', 0.1)", "('a', 0.10000000000000002)"],
    ['a text behind a zero byte', "('a', 'x' || char(0) || 'y')", "('a', 'x' || char(0) || 'z')"],
    ['malformed text', "('a', CAST(x'ff' AS TEXT))", "('a', CAST(x'fe' AS TEXT))"],
  ])('%s', async (_what, one, other) => {
    expect(await hashOfDatabase(...insert(one))).not.toBe(await hashOfDatabase(...insert(other)));
  });

  it.each([
    [
      'a table renamed',
      ['CREATE TABLE t (a, b)', 'INSERT INTO t VALUES (1, 2)'],
      ['CREATE TABLE u (a, b)', 'INSERT INTO u VALUES (1, 2)'],
    ],
    [
      'a column renamed',
      ['CREATE TABLE t (a, b)', 'INSERT INTO t VALUES (1, 2)'],
      ['CREATE TABLE t (a, c)', 'INSERT INTO t VALUES (1, 2)'],
    ],
    [
      'an empty table more',
      ['CREATE TABLE t (a, b)', 'INSERT INTO t VALUES (1, 2)'],
      ['CREATE TABLE t (a, b)', 'INSERT INTO t VALUES (1, 2)', 'CREATE TABLE u (a)'],
    ],
    [
      'a row in the other of two equal tables',
      ['CREATE TABLE t (a)', 'CREATE TABLE u (a)', 'INSERT INTO t VALUES (1)'],
      ['CREATE TABLE t (a)', 'CREATE TABLE u (a)', 'INSERT INTO u VALUES (1)'],
    ],
    [
      'a trigger',
      ['CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)'],
      ['CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)', 'CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t; END'],
    ],
    [
      'the version a program wrote',
      ['CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)'],
      ['CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)', 'PRAGMA user_version = 2'],
    ],
  ])('%s', async (_what, one, other) => {
    expect(await hashOfDatabase(...one)).not.toBe(await hashOfDatabase(...other));
  });

  it('a file, its name, a file more, a folder more, the firmware', async () => {
    const parts = await sampleParts();
    const replaced = parts.with(3, {
      name: 'ConfigBkp/srm/usr/syno/etc/synongfw/mark_rule.conf',
      contents: '[rule]\nname=gäst\n',
    });
    const renamed = parts.with(3, {
      name: 'ConfigBkp/srm/usr/syno/etc/synongfw/mark_rule.conf2',
      contents: '[rule]\nname=guest\n',
    });
    const variants = [
      parts,
      replaced,
      renamed,
      [...parts, { name: 'ConfigBkp/srm/empty', contents: '' }],
      [...parts, { name: 'ConfigBkp/srm/empty', header: { type: 'directory' } as const }],
      parts.with(1, { name: 'ConfigBkp/config_info', contents: CONFIG_INFO_TEXT.replace('9346', '9347') }),
    ];
    const hashes = await Promise.all(variants.map(async (variant) => hashOf(gzip(await buildTar(variant)))));
    expect(new Set(hashes).size).toBe(variants.length);
  });

  it('a file moved into its neighbour', async () => {
    const parts = await sampleParts();
    const one = [...parts, { name: 'ConfigBkp/a', contents: 'xy' }, { name: 'ConfigBkp/b', contents: '' }];
    const other = [...parts, { name: 'ConfigBkp/a', contents: 'x' }, { name: 'ConfigBkp/b', contents: 'y' }];
    expect(await hashOf(gzip(await buildTar(one)))).not.toBe(await hashOf(gzip(await buildTar(other))));
  });

  it('a row of another database of the archive, and not its pages', async () => {
    const side = (database: Buffer) => ({
      more: [{ name: 'ConfigBkp/_Syno_FilterSettings_v2.db', contents: database }],
    });
    const rows = ['CREATE TABLE f (a)', 'INSERT INTO f VALUES (1), (2)'];
    const one = await hashOf(await sampleArchive(side(await buildDatabase(...rows))));
    const churned = await buildDatabase('PRAGMA page_size = 512', rows[0] ?? '', 'INSERT INTO f VALUES (2), (1)');
    expect(await hashOf(await sampleArchive(side(churned)))).toBe(one);
    expect(await hashOf(await sampleArchive(side(await buildDatabase(...rows, 'UPDATE f SET a = 3'))))).not.toBe(one);
  });
});
