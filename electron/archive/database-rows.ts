import { setImmediate } from 'node:timers/promises';
import type { Database } from 'sql.js';
import { keepError, say } from '../../shared/index.ts';
import { canonical, sha256, sizeOf, type Field } from './canonical.ts';
import type { StoredTable } from './database-schema.ts';
import type { ArchiveLimits } from './types.ts';

/** How a database is read. */
export interface Reading {
  /** Its name in the archive, fit for a sentence. */
  readonly path: string;
  readonly limits: ArchiveLimits;
  readonly signal: AbortSignal | undefined;
}

/** What may still be read of a database. */
export interface Budget {
  rows: number;
  bytes: number;
}

/** Rows read before other work of the process gets its turn. */
const ROWS_A_TURN = 2_000;

/**
 * Reads all rows. They count as a set that may hold equal ones: order and row numbers are no settings.
 * @throws KeepError archive/too-large, the engine's error, or the signal's abort
 */
export async function digestRows(
  database: Database,
  table: StoredTable,
  budget: Budget,
  reading: Reading,
): Promise<string> {
  const digests: string[] = [];
  await eachRow(database, table, budget, reading, (fields) => digests.push(sha256(canonical(fields))));
  return sha256(canonical([table.name, ...digests.sort()]));
}

/** Gives the rows one by one. @throws KeepError archive/too-large, the engine's error, or the signal's abort */
export async function eachRow(
  database: Database,
  table: StoredTable,
  budget: Budget,
  reading: Reading,
  take: (fields: readonly Field[]) => void,
): Promise<void> {
  const statement = database.prepare(selectOf(table));
  try {
    for (let count = 1; statement.step(); count += 1) {
      const fields = fieldsOf(statement.get());
      spend(budget, fields, reading);
      take(fields);
      if (count % ROWS_A_TURN === 0) {
        await setImmediate();
        reading.signal?.throwIfAborted();
      }
    }
  } finally {
    statement.free();
  }
}

/** @throws KeepError archive/too-large: short rows with long default values read as far more than the file holds */
function spend(budget: Budget, fields: readonly Field[], { path, limits }: Reading): void {
  budget.rows -= 1;
  for (const field of fields) budget.bytes -= sizeOf(field);
  if (budget.rows < 0) {
    throw keepError('archive/too-large', { detail: say('archive.row-ceiling', { count: limits.rows, path }) });
  }
  if (budget.bytes < 0) {
    const detail = say('archive.cell-ceiling', { bytes: limits.databaseBytes, path });
    throw keepError('archive/too-large', { detail });
  }
}

/** The first letter of what SQLite's typeof answers, as a number: the engine hands out numbers faster than texts. */
const TEXT = 't'.charCodeAt(0);
const INTEGER = 'i'.charCodeAt(0);

/**
 * Two results for each column: its kind, and its bytes. Text is read as bytes because the engine's strings end at a zero
 * byte and hide malformed characters; integers as their digits because JavaScript's numbers hold 53 bits.
 * Backticks: a name in double quotes that matches no column would silently become a text.
 */
function selectOf({ name, columns }: StoredTable): string {
  const results = columns.map((column) => {
    const c = identifier(column);
    return `unicode(typeof(${c})), CASE WHEN typeof(${c}) IN ('real', 'blob') THEN ${c} ELSE CAST(${c} AS BLOB) END`;
  });
  return `SELECT ${results.length === 0 ? 'NULL, NULL' : results.join(', ')} FROM ${identifier(name)}`;
}

/** A name as SQL has it, whatever is in it. */
export function identifier(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** A cell for reading: malformed characters of a text are replaced, integers are exact. */
export type Cell = string | number | bigint | null | Uint8Array;

export function cellOf(field: Field): Cell {
  if (field === null || typeof field !== 'object' || field instanceof Uint8Array) return field;
  const text = Buffer.from(field.bytes).toString('utf8');
  return field.kind === 'integer' ? BigInt(text) : text;
}

function fieldsOf(values: readonly unknown[]): readonly Field[] {
  const fields: Field[] = [];
  for (let index = 0; index + 1 < values.length; index += 2) {
    const kind = values[index];
    const value = values[index + 1];
    if (value instanceof Uint8Array) {
      if (kind === TEXT) fields.push({ kind: 'text', bytes: value });
      else if (kind === INTEGER) fields.push({ kind: 'integer', bytes: value });
      else fields.push(value);
    } else {
      fields.push(typeof value === 'number' ? value : null);
    }
  }
  return fields;
}
