import { setImmediate } from 'node:timers/promises';
import type { Database } from 'sql.js';
import { keepError, KeepError, say } from '../../shared/index.ts';
import { canonical, sha256, sizeOf, type Field } from './canonical.ts';
import { loadDatabaseEngine } from './database-engine.ts';
import { pragma } from './database-query.ts';
import { readSchema, type StoredTable } from './database-schema.ts';
import { quoted } from './quoted.ts';
import type { ArchiveLimits } from './types.ts';

/** What a database of an archive holds, proven by reading all of it. */
export interface DatabaseContents {
  readonly tables: number;
  readonly rows: number;
  /** Equal for equal definitions and rows, whatever the pages look like. */
  readonly digest: Buffer;
  /** The name of something computed that was left alone (see DatabaseSchema); integrity was then not checked by SQLite. */
  readonly computed?: string;
}

const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');
/** Memory the engine may take beside the file: far more than the longest value of a configuration. */
const HEAP_CEILING = 192 * 2 ** 20;
/** Rows read before other work of the process gets its turn. */
const ROWS_A_TURN = 2_000;

export function isDatabase(bytes: Uint8Array): boolean {
  return Buffer.compare(bytes.subarray(0, MAGIC.length), MAGIC) === 0;
}

/**
 * Opens a database and reads it to its last row.
 * @param path its name in the archive, for errors
 * @param bytes the file; its two journal bytes are overwritten
 * @throws KeepError archive/damaged, archive/too-large, or the signal's abort
 */
export async function readDatabase(
  path: string,
  bytes: Buffer,
  limits: ArchiveLimits,
  signal: AbortSignal | undefined,
): Promise<DatabaseContents> {
  const shown = quoted(path);
  if (!isDatabase(bytes)) throw keepError('archive/damaged', { detail: say('archive.not-database', { path: shown }) });
  // A file in write-ahead mode needs shared memory, which the sandbox lacks; without its log it reads the same in the other mode.
  bytes.fill(1, 18, 20);
  const engine = await loadDatabaseEngine();
  let close = (): void => undefined;
  try {
    const database = new engine.Database(bytes);
    close = () => database.close();
    guard(database);
    checkLength(database, shown, bytes.length);
    return await readContents(database, { path: shown, limits, signal });
  } catch (error) {
    throw damageOf(error, shown, signal);
  } finally {
    close();
  }
}

interface Reading {
  /** Fit for a sentence. */
  readonly path: string;
  readonly limits: ArchiveLimits;
  readonly signal: AbortSignal | undefined;
}

async function readContents(database: Database, reading: Reading): Promise<DatabaseContents> {
  const schema = readSchema(database, reading.path);
  if (schema.computed === undefined) checkIntegrity(database, reading.path);
  const budget: Budget = { rows: reading.limits.rows, bytes: reading.limits.databaseBytes };
  const digests: Buffer[] = [];
  for (const table of schema.tables) digests.push(await digestTable(database, table, budget, reading));
  const settings = ['user_version', 'application_id', 'encoding'].map((name) => String(pragma(database, name)));
  return {
    tables: schema.tables.length,
    rows: reading.limits.rows - budget.rows,
    digest: sha256(canonical(['database', ...settings, ...schema.definitions.flat(), ...digests])),
    ...(schema.computed === undefined ? {} : { computed: schema.computed }),
  };
}

/** Settings of the engine for a file that may be hostile. */
function guard(database: Database): void {
  for (const setting of [
    `hard_heap_limit = ${HEAP_CEILING}`,
    'trusted_schema = OFF',
    'cell_size_check = ON',
    // The conditions of CHECK are expressions of the file: not evaluated.
    'ignore_check_constraints = ON',
    'query_only = ON',
  ]) {
    pragma(database, setting);
  }
}

function checkLength(database: Database, path: string, bytes: number): void {
  const expected = Number(pragma(database, 'page_size')) * Number(pragma(database, 'page_count'));
  if (expected !== bytes) {
    throw keepError('archive/damaged', { detail: say('archive.database-length', { path, bytes, expected }) });
  }
}

/** Stops at the first finding: going on over damaged pages could visit them over and over. */
function checkIntegrity(database: Database, path: string): void {
  const finding = pragma(database, 'integrity_check(1)');
  if (finding !== 'ok') {
    const cause = new Error(String(finding));
    throw keepError('archive/damaged', { detail: say('archive.database-integrity', { path }) }, cause);
  }
}

/** What may still be read of a database. */
interface Budget {
  rows: number;
  bytes: number;
}

/** The rows as a set that may hold equal ones: order and row numbers are no settings. */
async function digestTable(database: Database, table: StoredTable, budget: Budget, reading: Reading): Promise<Buffer> {
  const digests: Buffer[] = [];
  const statement = database.prepare(selectOf(table));
  try {
    while (statement.step()) {
      const fields = fieldsOf(statement.get());
      spend(budget, fields, reading);
      digests.push(sha256(canonical(fields)));
      if (digests.length % ROWS_A_TURN === 0) {
        await setImmediate();
        reading.signal?.throwIfAborted();
      }
    }
  } finally {
    statement.free();
  }
  return sha256(canonical([table.name, ...digests.sort((one, other) => Buffer.compare(one, other))]));
}

/** @throws KeepError archive/too-large: short rows with long default values read as far more than the file holds */
function spend(budget: Budget, fields: readonly Field[], { path, limits }: Reading): void {
  budget.rows -= 1;
  for (const field of fields) budget.bytes -= sizeOf(field);
  if (budget.rows < 0) {
    throw keepError('archive/too-large', { detail: say('archive.row-ceiling', { count: limits.rows, path }) });
  }
  if (budget.bytes < 0) {
    throw keepError('archive/too-large', {
      detail: say('archive.cell-ceiling', { bytes: limits.databaseBytes, path }),
    });
  }
}

/**
 * Two results for each column: its kind, and its bytes. Text is read as bytes because the engine's strings end at a zero
 * byte and hide malformed characters; integers as their digits because JavaScript's numbers hold 53 bits.
 * Backticks: a name in double quotes that matches no column would silently become a text.
 */
function selectOf({ name, columns }: StoredTable): string {
  const results = columns.map((column) => {
    const c = identifier(column);
    return `typeof(${c}), CASE WHEN typeof(${c}) IN ('real', 'blob') THEN ${c} ELSE CAST(${c} AS BLOB) END`;
  });
  return `SELECT ${results.length === 0 ? 'NULL, NULL' : results.join(', ')} FROM ${identifier(name)}`;
}

function identifier(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

function fieldsOf(values: readonly unknown[]): readonly Field[] {
  const fields: Field[] = [];
  for (let index = 0; index + 1 < values.length; index += 2) {
    const kind = values[index];
    const value = values[index + 1];
    if (value instanceof Uint8Array) {
      fields.push(kind === 'text' || kind === 'integer' ? { kind, bytes: value } : value);
    } else {
      fields.push(typeof value === 'number' ? value : null);
    }
  }
  return fields;
}

function damageOf(error: unknown, path: string, signal: AbortSignal | undefined): unknown {
  if (error instanceof KeepError || signal?.aborted === true) return error;
  return keepError('archive/damaged', { detail: say('archive.database-broken', { path }) }, error);
}
