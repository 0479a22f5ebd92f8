import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { seeded } from './seeded.ts';
import type { Rows } from './rows.ts';

export interface DatabaseContents {
  /** Table name -> column definitions. */
  readonly tables: Readonly<Record<string, string>>;
  readonly settings: ReadonlyMap<string, string>;
  readonly rows: ReadonlyMap<string, Rows>;
  readonly exportNumber: number;
  /** Ballast until the file has about this many bytes. */
  readonly fillTo: number;
}

/** SRM's database was written by SQLite 3.35.5 (R, a published listing). */
const WRITTEN_BY = 3_035_005;
const PAGE = 4_096;

/** A real SQLite file, built in memory. */
export function buildDatabase(contents: DatabaseContents): Buffer {
  const database = new DatabaseSync(':memory:');
  try {
    database.exec(`PRAGMA page_size = ${PAGE}; BEGIN`);
    for (const [name, columns] of Object.entries(contents.tables)) database.exec(`CREATE TABLE ${name} (${columns})`);
    insert(database, 'confbkp_config_tb', [...contents.settings]);
    for (const [table, rows] of contents.rows) insert(database, table, rows);
    if (contents.fillTo > 0) fill(database, contents.fillTo);
    database.exec('COMMIT');
    return stamp(bytesOf(database), contents.exportNumber);
  } finally {
    database.close();
  }
}

/** Electron keeps all memory of its own in a cage and takes none from SQLite: there the bytes go over a file. */
export function bytesOf(database: DatabaseSync): Buffer {
  if (!('electron' in process.versions)) return Buffer.from(database.serialize());
  const folder = mkdtempSync(path.join(tmpdir(), 'simulated-device-'));
  try {
    const file = path.join(folder, 'export.db');
    database.prepare('VACUUM INTO ?').run(file);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function insert(database: DatabaseSync, table: string, rows: Rows): void {
  const [first] = rows;
  if (first === undefined) return;
  const statement = database.prepare(`INSERT INTO ${table} VALUES (${first.map(() => '?').join(', ')})`);
  for (const row of rows) statement.run(...row);
}

function fill(database: DatabaseSync, bytes: number): void {
  const random = seeded('ballast');
  database.exec('CREATE TABLE confbkp_ballast_tb (key TEXT, value TEXT)');
  const statement = database.prepare('INSERT INTO confbkp_ballast_tb VALUES (?, ?)');
  for (let done = 0; done < bytes; done += 640) statement.run(`entry-${done}`, random.hex(600));
}

/**
 * A device's file has been written to many times: change counter (offset 24) and the counter for which the page count
 * holds (92) move together, or readers would distrust the page count.
 */
function stamp(file: Buffer, changes: number): Buffer {
  file.writeUInt32BE(changes, 24);
  file.writeUInt32BE(changes, 92);
  file.writeUInt32BE(WRITTEN_BY, 96);
  return file;
}
