import type { Database } from 'sql.js';
import { keepError, KeepError, say } from '../../shared/index.ts';
import { canonical, sha256 } from './canonical.ts';
import { loadDatabaseEngine } from './database-engine.ts';
import { pragma } from './database-query.ts';
import { cellOf, digestRows, eachRow, identifier, type Budget, type Cell, type Reading } from './database-rows.ts';
import { readSchema, type DatabaseSchema } from './database-schema.ts';
import { quoted } from './quoted.ts';
import type { ArchiveLimits } from './types.ts';

/** What a database of an archive holds, proven by reading all of it. */
export interface DatabaseContents {
  readonly tables: number;
  readonly rows: number;
  /** Equal for equal definitions and rows, whatever the pages look like. */
  readonly digest: string;
  /** The name of something computed that was left alone (see DatabaseSchema), its table's integrity too. */
  readonly computed?: string;
  /** What the engine lacks, as it words it, for want of which the order of indexes could not be checked. */
  readonly extension?: string;
}

/** A table as it is stored. */
export interface TableContents {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');
const HEADER_BYTES = 100;
/** Memory the engine may take beside the file: far more than the longest value of a configuration. */
const HEAP_CEILING = 128 * 2 ** 20;

export function isDatabase(bytes: Uint8Array): boolean {
  return Buffer.compare(bytes.subarray(0, MAGIC.length), MAGIC) === 0;
}

/**
 * Opens a database and proves it by reading it to its last row.
 * @param path its name in the archive, for errors
 * @param bytes the file; its two journal bytes are overwritten
 * @throws KeepError archive/damaged, archive/too-large, or the signal's abort
 */
export function readDatabase(
  path: string,
  bytes: Buffer,
  limits: ArchiveLimits,
  signal: AbortSignal | undefined,
): Promise<DatabaseContents> {
  return withDatabase(path, bytes, { limits, signal }, readContents);
}

/** The rows of every table that is stored. Same parameters and errors as `readDatabase`. */
export function readTables(
  path: string,
  bytes: Buffer,
  limits: ArchiveLimits,
  signal: AbortSignal | undefined,
): Promise<readonly TableContents[]> {
  return withDatabase(path, bytes, { limits, signal }, async (database, reading) => {
    const schema = readSchema(database, reading.path);
    checkIntegrity(database, schema, reading.path);
    const budget: Budget = { rows: limits.rows, bytes: limits.databaseBytes };
    const tables: TableContents[] = [];
    for (const table of schema.tables) {
      const rows: (readonly Cell[])[] = [];
      await eachRow(database, table, budget, reading, (fields) => rows.push(fields.map(cellOf)));
      tables.push({ name: table.name, columns: table.columns, rows });
    }
    return tables;
  });
}

async function withDatabase<Result>(
  path: string,
  bytes: Buffer,
  { limits, signal }: Omit<Reading, 'path'>,
  work: (database: Database, reading: Reading) => Promise<Result>,
): Promise<Result> {
  const shown = quoted(path);
  if (!isDatabase(bytes)) throw keepError('archive/damaged', { detail: say('archive.not-database', { path: shown }) });
  if (bytes.length < HEADER_BYTES) throw damageOf(new Error('cut inside its header'), shown, signal);
  // Read in write-ahead mode, a file leaves two more in the engine's memory each time (measured); without its log it reads the same.
  bytes.fill(1, 18, 20);
  const engine = await loadDatabaseEngine();
  let close = (): void => undefined;
  try {
    const database = new engine.Database(bytes);
    close = () => database.close();
    guard(database);
    checkLength(database, shown, bytes.length);
    return await work(database, { path: shown, limits, signal });
  } catch (error) {
    throw damageOf(error, shown, signal);
  } finally {
    close();
  }
}

async function readContents(database: Database, reading: Reading): Promise<DatabaseContents> {
  const schema = readSchema(database, reading.path);
  const extension = checkIntegrity(database, schema, reading.path);
  const budget: Budget = { rows: reading.limits.rows, bytes: reading.limits.databaseBytes };
  const digests: string[] = [];
  for (const table of schema.tables) digests.push(await digestRows(database, table, budget, reading));
  const settings = ['user_version', 'application_id', 'encoding'].map((name) => String(pragma(database, name)));
  return {
    tables: schema.tables.length,
    rows: reading.limits.rows - budget.rows,
    digest: sha256(canonical(['database', ...settings, ...schema.definitions.flat(), ...digests])),
    ...(schema.computed === undefined ? {} : { computed: schema.computed }),
    ...(extension === undefined ? {} : { extension }),
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

/**
 * Stops at the first finding: going on over damaged pages could visit them over and over. Where parts are computed, or the
 * engine lacks what an order is made by, tables are checked one by one and those are left out; their rows are read all the same.
 * @returns what the engine lacks
 */
function checkIntegrity(database: Database, { tables, computed }: DatabaseSchema, path: string): string | undefined {
  const lacking = computed === undefined ? check(database, 'integrity_check(1)', path) : undefined;
  if (computed === undefined && lacking === undefined) return undefined;
  const found = tables.flatMap(({ name, isPlain }) =>
    isPlain ? [check(database, `integrity_check(${identifier(name)})`, path)] : [],
  );
  return lacking ?? found.find((missing) => missing !== undefined);
}

/** @returns what the engine lacks for it @throws KeepError archive/damaged */
function check(database: Database, pragmaText: string, path: string): string | undefined {
  try {
    const finding = pragma(database, pragmaText);
    if (finding === 'ok') return undefined;
    throw new Error(String(finding));
  } catch (error) {
    const missing = missingExtension(error);
    if (missing !== undefined) return missing;
    throw keepError('archive/damaged', { detail: say('archive.database-integrity', { path }) }, error);
  }
}

/** Devices may order and compute by means of their own, which SQLite asks for by name. */
function missingExtension(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const found = /no such (?:collation sequence|function|module): ([^\n]{1,200})/.exec(error.message)?.[1];
  return found === undefined ? undefined : quoted(Buffer.from(found).toString('latin1'));
}

function damageOf(error: unknown, path: string, signal: AbortSignal | undefined): unknown {
  if (error instanceof KeepError || signal?.aborted === true) return error;
  return keepError('archive/damaged', { detail: say('archive.database-broken', { path }) }, error);
}
