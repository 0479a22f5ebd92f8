import { DatabaseSync } from 'node:sqlite';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadDatabaseEngine } from '../../electron/archive/database-engine.ts';
import { readDatabase } from '../../electron/archive/database.ts';
import { DEFAULT_LIMITS } from '../../electron/archive/index.ts';
import { refusalOf, testFolder, verifyBytes } from './archive-folder.ts';
import { buildDatabase, sampleArchive, SETTINGS } from './build-archive.ts';

const archiveOf = (database: Buffer): Promise<Buffer> => sampleArchive({ database });

/** Rows enough for several levels of pages. */
const MANY = `INSERT INTO confbkp_config_tb
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 800)
  SELECT 'key_' || i, hex(i * i) || ' value' FROM n`;

/** A database one of whose definitions was exchanged behind SQLite's back. */
async function withDefinition(name: string, sql: string, statements: readonly string[]): Promise<Buffer> {
  const file = path.join(await testFolder(), 'a.db');
  const real = new DatabaseSync(file);
  for (const statement of statements) real.exec(statement);
  real.enableDefensive(false);
  real.exec('PRAGMA writable_schema = ON');
  real.prepare('UPDATE sqlite_master SET sql = ? WHERE name = ?').run(sql, name);
  real.close();
  return await readFile(file);
}

describe('a database that is none', () => {
  it.each([
    ['empty', Buffer.alloc(0)],
    ['text', Buffer.from('not a database at all, but long enough to be looked at')],
    ['zeros', Buffer.alloc(8192)],
  ])('is refused: %s', async (_case, database) => {
    expect(await refusalOf(await archiveOf(database))).toMatchObject({
      code: 'archive/damaged',
      message: 'The archive is damaged: "ConfigBkp/_Syno_ConfBkp.db" is not a database.',
    });
  });
});

describe('a damaged database', () => {
  it('is refused when it is cut, and tells both lengths', async () => {
    const database = await buildDatabase(...SETTINGS, MANY);
    for (const length of [16, 100, 1000, database.length - 4096, database.length - 1]) {
      const { code, message } = await refusalOf(await archiveOf(database.subarray(0, length)));
      expect(code).toBe('archive/damaged');
      expect(message).toMatch(
        /its database "ConfigBkp\/_Syno_ConfBkp\.db" (is [\d,]+ bytes long and should be|cannot be read)/,
      );
    }
  });

  it('is refused when there is more of it than it says', async () => {
    const database = await buildDatabase(...SETTINGS);
    const longer = Buffer.concat([database, Buffer.alloc(4096)]);
    expect((await refusalOf(await archiveOf(longer))).message).toContain('bytes long and should be');
  });

  it('ends in an orderly refusal or is read to its end, whatever bytes are overwritten', async () => {
    const database = await buildDatabase(...SETTINGS, 'CREATE INDEX i ON confbkp_config_tb (key)', MANY);
    const write = fc.record({ at: fc.nat(database.length - 1), byte: fc.nat(255) });
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 6 }), async (writes) => {
        const broken = Buffer.from(database);
        for (const { at, byte } of writes) broken[at] = byte;
        const outcome: unknown = await verifyBytes(await archiveOf(broken)).catch((error: unknown) => error);
        // A letter of a value may turn into another one: here no checksum of the container stands before the database.
        if (!(outcome instanceof Error)) return;
        expect(outcome).toMatchObject({ code: expect.stringMatching(/^archive\//) as unknown });
        refused += 1;
      }),
      { numRuns: 100, interruptAfterTimeLimit: 20_000 },
    );
    expect(refused).toBeGreaterThan(0);
  });

  it('is refused when two pages are swapped', async () => {
    const database = await buildDatabase(...SETTINGS, MANY);
    const swapped = Buffer.from(database);
    database.copy(swapped, 4096, 8192, 12_288);
    database.copy(swapped, 8192, 4096, 8192);
    expect(await refusalOf(await archiveOf(swapped))).toMatchObject({
      message: 'The archive is damaged: its database "ConfigBkp/_Syno_ConfBkp.db" is inconsistent.',
    });
  });

  it('is refused when an index disagrees with its table', async () => {
    const database = await withDefinition('i', 'CREATE INDEX i ON confbkp_config_tb (value)', [
      ...SETTINGS,
      'CREATE INDEX i ON confbkp_config_tb (key)',
    ]);
    expect((await refusalOf(await archiveOf(database))).message).toContain('is inconsistent');
  });
});

describe('a hostile database', () => {
  it('has its views and triggers left alone', async () => {
    const doubling = Array.from({ length: 40 }, (_, index) => {
      const below = index === 0 ? 'confbkp_config_tb' : `v${String(index - 1)}`;
      return `CREATE VIEW v${String(index)} AS SELECT a.* FROM ${below} a, ${below} b`;
    });
    const endless = `CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n`;
    const trigger = 'CREATE TRIGGER t AFTER INSERT ON confbkp_config_tb BEGIN SELECT hex(zeroblob(900000000)); END';
    const database = await buildDatabase(...SETTINGS, ...doubling, endless, trigger);
    expect(await verifyBytes(await archiveOf(database))).toMatchObject({ tables: 3, rows: 6, warnings: [] });
  });

  it.each([
    ['a virtual table', ['CREATE VIRTUAL TABLE f USING fts3(a)', "INSERT INTO f VALUES ('x')"], 'f'],
    ['an index over an expression', ['CREATE TABLE g (a)', 'CREATE INDEX slow ON g (length(a))'], 'slow'],
    ['an index with a condition', ['CREATE TABLE g (a)', 'CREATE INDEX some ON g (a) WHERE a > 1'], 'some'],
  ])('has %s left alone, which is said', async (_case, statements, name) => {
    const database = await buildDatabase(...SETTINGS, ...statements);
    const { warnings, rows } = await verifyBytes(await archiveOf(database));
    expect(rows).toBeGreaterThanOrEqual(6);
    expect(warnings).toEqual([
      { code: 'unfamiliar/computed', path: '"ConfigBkp/_Syno_ConfBkp.db"', name: `"${name}"` },
    ]);
  });

  it('has a virtual table of an unknown kind left alone, without connecting to it', async () => {
    const sql = 'CREATE VIRTUAL TABLE g USING unheard_of(a)';
    const table = 'CREATE VIRTUAL TABLE g USING fts3(a)';
    const database = await withDefinition('g', sql, [...SETTINGS, table]);
    const { warnings } = await verifyBytes(await archiveOf(database));
    expect(warnings).toEqual([expect.objectContaining({ code: 'unfamiliar/computed', name: '"g"' }) as unknown]);
  });

  it('is refused when a column has a malformed name, which SQLite could take for a text', async () => {
    const database = await buildDatabase(...SETTINGS, 'CREATE TABLE m (malformed)', "INSERT INTO m VALUES ('x')");
    const at = database.indexOf('malformed');
    database[at + 1] = 0xff;
    expect((await refusalOf(await archiveOf(database))).message).toContain('cannot be read');
  });

  it('finds an engine that takes no more memory than a configuration needs', async () => {
    await verifyBytes(await sampleArchive());
    const database = new (await loadDatabaseEngine()).Database();
    try {
      expect(() => database.exec('SELECT hex(zeroblob(200000000))')).toThrow('out of memory');
      expect(database.exec('SELECT length(hex(zeroblob(1000000)))')[0]?.values).toEqual([[2_000_000]]);
    } finally {
      database.close();
    }
  });

  it('has a column left alone that would take all memory to compute', async () => {
    const sql = 'CREATE TABLE g (a, b AS (length(hex(zeroblob(a)))) )';
    const table = ['CREATE TABLE g (a)', 'INSERT INTO g VALUES (490000000)'];
    const database = await withDefinition('g', sql, [...SETTINGS, ...table]);
    const { warnings, rows } = await verifyBytes(await archiveOf(database));
    expect(rows).toBe(7);
    expect(warnings).toEqual([expect.objectContaining({ code: 'unfamiliar/computed', name: '"g"' }) as unknown]);
  });

  it('has the conditions of its tables not evaluated', async () => {
    const database = await buildDatabase(
      ...SETTINGS,
      'PRAGMA ignore_check_constraints = ON',
      'CREATE TABLE c (a CHECK (length(hex(zeroblob(a))) > 0))',
      'INSERT INTO c VALUES (490000000)',
    );
    const before = process.memoryUsage().rss;
    expect(await verifyBytes(await archiveOf(database))).toMatchObject({ tables: 4, warnings: [] });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 2 ** 20);
  });

  it('may name things as it likes', async () => {
    const odd = ['"', '`', "'", ']', '--', '; DROP TABLE x', 'a"b`c\'d', 'ünï', ' ', '%s'];
    const statements = odd.flatMap((name, index) => {
      const quoted = `"${name.replaceAll('"', '""')}"`;
      return [
        `CREATE TABLE ${quoted.replace(/"$/, `${String(index)}"`)} (${quoted})`,
        `INSERT INTO ${quoted.replace(/"$/, `${String(index)}"`)} VALUES (${String(index)})`,
      ];
    });
    const database = await buildDatabase(...SETTINGS, ...statements);
    expect(await verifyBytes(await archiveOf(database))).toMatchObject({
      tables: 3 + odd.length,
      rows: 6 + odd.length,
    });
  });

  it('may be empty of columns that are stored, wide, or without row numbers', async () => {
    const wide = Array.from({ length: 900 }, (_, index) => `c${String(index)}`).join(', ');
    const database = await buildDatabase(
      ...SETTINGS,
      `CREATE TABLE w (${wide})`,
      'INSERT INTO w (c0) VALUES (1)',
      'CREATE TABLE r (k PRIMARY KEY, v) WITHOUT ROWID',
      "INSERT INTO r VALUES ('a', 1)",
    );
    expect(await verifyBytes(await archiveOf(database))).toMatchObject({ tables: 5, rows: 8 });
  });

  it.each([
    ['rows', { rows: 700 }, 'more than 700 rows in "ConfigBkp/_Syno_ConfBkp.db"'],
    ['bytes', { databaseBytes: 40_000 }, 'more than 40,000 bytes of databases'],
  ])('with too many %s is refused', async (_case, limits, words) => {
    const database = await buildDatabase(...SETTINGS, MANY);
    const error = await refusalOf(await archiveOf(database), { limits });
    expect(error.code).toBe('archive/too-large');
    expect(error.message).toContain(words);
  });

  it('with too many columns is refused', async () => {
    const wide = Array.from({ length: 1500 }, (_, index) => `c${String(index)}`).join(', ');
    const database = await buildDatabase(...SETTINGS, `CREATE TABLE w (${wide})`);
    expect((await refusalOf(await archiveOf(database))).message).toContain('a table of 1,500 columns');
  });

  it('whose short rows read as long ones is refused', async () => {
    // A column added later has its value in the schema once, and in no row: 1,000 rows of one byte read as 200 MB.
    const database = await buildDatabase(
      ...SETTINGS,
      'CREATE TABLE d (a)',
      `INSERT INTO d WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT 1 FROM n`,
      `ALTER TABLE d ADD COLUMN b DEFAULT '${'x'.repeat(200_000)}'`,
    );
    expect(database.length).toBeLessThan(300_000);
    expect((await refusalOf(await archiveOf(database))).message).toContain('bytes of values in');
  });
});

describe('definitions without end', () => {
  it.for([
    { count: 9_990, ends: undefined },
    { count: 10_001, ends: 'archive/too-large' },
  ])('$count of them end in $ends', async ({ count, ends }) => {
    const file = path.join(await testFolder(), 'a.db');
    const real = new DatabaseSync(file);
    for (const statement of SETTINGS) real.exec(statement);
    real.enableDefensive(false);
    real.exec(`PRAGMA writable_schema = ON;
      INSERT INTO sqlite_master
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${String(count)})
      SELECT 'view', 'v' || i, 'v' || i, 0, 'CREATE VIEW v' || i || ' AS SELECT 1' FROM n`);
    real.close();
    const verification = verifyBytes(await archiveOf(await readFile(file)));
    if (ends === undefined) expect(await verification).toMatchObject({ rows: 6 });
    else await expect(verification).rejects.toMatchObject({ code: ends });
  });
});

describe('a long reading', () => {
  it('lets other work of the process have its turn, and can be cancelled then', async () => {
    const many = MANY.replace('800', '20000');
    const database = await buildDatabase(...SETTINGS, many);
    const controller = new AbortController();
    const reading = readDatabase('a.db', database, DEFAULT_LIMITS, controller.signal);
    const turns = setInterval(() => controller.abort(), 1);
    try {
      await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    } finally {
      clearInterval(turns);
    }
  });
});

describe('another database of the archive', () => {
  const side = (contents: Buffer) =>
    sampleArchive({ more: [{ name: 'ConfigBkp/_Syno_FilterSettings_v2.db', contents }] });

  it('that cannot be read makes the archive unsound', async () => {
    const database = await buildDatabase('CREATE TABLE f (a)', 'INSERT INTO f VALUES (1)');
    database.fill(1, 100);
    expect(await refusalOf(await side(database))).toMatchObject({ code: 'archive/damaged' });
  });

  it('counts for the ceiling of databases', async () => {
    const database = await buildDatabase('CREATE TABLE f (a)', 'INSERT INTO f VALUES (hex(randomblob(20000)))');
    const error = await refusalOf(await side(database), { limits: { databaseBytes: 40_000 } });
    expect(error).toMatchObject({ code: 'archive/too-large' });
  });

  it('adds nothing to tables and rows', async () => {
    const database = await buildDatabase('CREATE TABLE f (a)', 'INSERT INTO f VALUES (1)');
    expect(await verifyBytes(await side(database))).toMatchObject({ tables: 3, rows: 6, warnings: [] });
  });
});
