import type { Database } from 'sql.js';
import { keepError, say } from '../../shared/index.ts';
import { selectAll } from './database-query.ts';
import { quoted } from './quoted.ts';

/** A table whose rows are stored, with the columns that are stored. */
export interface StoredTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Nothing of it is computed, and no index of it. */
  readonly isPlain: boolean;
}

export interface DatabaseSchema {
  readonly tables: readonly StoredTable[];
  /** Kind, name and SQL text of everything that is not SQLite's own, sorted: the part of the settings' shape. */
  readonly definitions: readonly (readonly [kind: string, name: string, sql: string])[];
  /**
   * The first thing found whose contents come from an expression: virtual table, generated column, index over an
   * expression or with a condition. Evaluating those of an untrusted file could take for ever.
   */
  readonly computed?: string;
}

const MOST_DEFINITIONS = 10_000;
/** The widest select has two result columns for each column, and SQLite at most 2,000. */
const MOST_COLUMNS = 1_000;

/** Reads what is defined without running any of it: views are not opened, virtual tables not connected. */
export function readSchema(database: Database, path: string): DatabaseSchema {
  const rows = selectAll(database, 'SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master', MOST_DEFINITIONS);
  if (rows === undefined) {
    throw keepError('archive/too-large', { detail: say('archive.row-ceiling', { count: MOST_DEFINITIONS, path }) });
  }
  const found: Omit<StoredTable, 'isPlain'>[] = [];
  const computing = new Set<string>();
  const definitions: (readonly [string, string, string])[] = [];
  let computed: string | undefined;
  for (const row of rows) {
    const [kind, name, table, rootPage, sql] = [textOf(row[0]), textOf(row[1]), textOf(row[2]), row[3], textOf(row[4])];
    if (!isInternal(name)) definitions.push([kind, name, sql]);
    if (kind === 'table' && !isInternal(name)) {
      if (rootPage === 0 || !sql.startsWith('CREATE TABLE ')) {
        computed ??= name;
        continue;
      }
      const { stored, generated } = columnsOf(database, name);
      if (stored.length > MOST_COLUMNS) {
        throw keepError('archive/too-large', { detail: say('archive.column-ceiling', { count: stored.length, path }) });
      }
      if (generated) {
        computed ??= name;
        computing.add(name.toLowerCase());
      }
      found.push({ name, columns: stored });
    }
    if (kind === 'index' && sql !== '' && isComputedIndex(database, name, table)) {
      computed ??= name;
      computing.add(table.toLowerCase());
    }
  }
  const tables = found.map((table) => ({ ...table, isPlain: !computing.has(table.name.toLowerCase()) }));
  tables.sort((one, other) => compare(one.name, other.name));
  definitions.sort((one, other) => compare(one[0], other[0]) || compare(one[1], other[1]));
  return { tables, definitions, ...(computed === undefined ? {} : { computed: quoted(computed) }) };
}

/** sqlite_sequence, sqlite_stat1 and automatic indexes: bookkeeping that follows the history of edits, not the settings. */
function isInternal(name: string): boolean {
  return name.startsWith('sqlite_');
}

function columnsOf(
  database: Database,
  table: string,
): { readonly stored: readonly string[]; readonly generated: boolean } {
  const columns = selectAll(database, 'SELECT name, hidden FROM pragma_table_xinfo(?)', 10_000, [table]) ?? [];
  return {
    stored: columns.filter((column) => column[1] === 0).map((column) => textOf(column[0])),
    generated: columns.some((column) => column[1] !== 0),
  };
}

function isComputedIndex(database: Database, index: string, table: string): boolean {
  const expressions = selectAll(database, 'SELECT 1 FROM pragma_index_xinfo(?) WHERE cid = -2', 10_000, [index]);
  const conditions = selectAll(database, 'SELECT 1 FROM pragma_index_list(?) WHERE name = ? AND partial', 10_000, [
    table,
    index,
  ]);
  return expressions?.length !== 0 || conditions?.length !== 0;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
