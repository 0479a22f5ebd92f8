import { compareConfigurations, readConfiguration, type Change } from '../../electron/contents/index.ts';
import type { ArchiveContents, Cell, ContentsTable } from '../../electron/contents/types.ts';
import { dsmSettings } from '../device-simulator/archive/dsm-settings.ts';
import { dsmFiles, srmFiles } from '../device-simulator/archive/files.ts';
import { dsmRows, srmRows, type Rows } from '../device-simulator/archive/rows.ts';
import { srmSettings } from '../device-simulator/archive/srm-settings.ts';
import { DSM_TABLES, SRM_TABLES } from '../device-simulator/archive/tables.ts';

const MAIN = 'ConfigBkp/_Syno_ConfBkp.db';

function table(name: string, definition: string, rows: Rows): ContentsTable {
  const columns = definition.split(', ').map((column) => column.split(' ')[0] ?? '');
  return { name, columns, rows: rows.map((row) => row.map((cell): Cell => (ArrayBuffer.isView(cell) ? null : cell))) };
}

function contentsOf(
  definitions: Readonly<Record<string, string>>,
  rows: ReadonlyMap<string, Rows>,
  settings: ReadonlyMap<string, string>,
  files: ReadonlyMap<string, string>,
): ArchiveContents {
  const all = new Map<string, Rows>([...rows, ['confbkp_config_tb', [...settings]]]);
  const tables = Object.entries(definitions).map(([name, columns]) => table(name, columns, all.get(name) ?? []));
  return {
    files: [...files].map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
    databases: [{ path: MAIN, tables }],
  };
}

/** What the simulated NAS and router export, unpacked. */
export const nas = contentsOf(DSM_TABLES, dsmRows('nas'), dsmSettings('nas'), dsmFiles('nas'));
export const router = contentsOf(SRM_TABLES, srmRows('router'), srmSettings('router'), srmFiles('router'));

const MASK = Buffer.alloc(32, 7);

export function differences(older: ArchiveContents, newer: ArchiveContents): readonly Change[] {
  return compareConfigurations(readConfiguration(older, MASK), readConfiguration(newer, MASK));
}

type Row = readonly Cell[];

/** The contents with the rows of one table of the main database replaced. */
export function withRows(
  contents: ArchiveContents,
  name: string,
  change: (rows: readonly Row[]) => readonly Row[],
): ArchiveContents {
  return withTables(contents, (one) => (one.name === name ? { ...one, rows: change(one.rows) } : one));
}

export function withTables(
  contents: ArchiveContents,
  change: (table: ContentsTable) => ContentsTable,
): ArchiveContents {
  return {
    ...contents,
    databases: contents.databases.map(({ path, tables }) => ({ path, tables: tables.map(change) })),
  };
}

/** The contents with one setting changed. */
export function withSetting(
  contents: ArchiveContents,
  key: string,
  change: (value: string) => string,
): ArchiveContents {
  return withRows(contents, 'confbkp_config_tb', (rows) =>
    rows.map((row) => (row[0] === key ? [key, change(String(row[1]))] : row)),
  );
}

/** The contents with one cell of the second row of a table changed. */
export function withCell(contents: ArchiveContents, name: string, column: number, value: Cell): ArchiveContents {
  return withRows(contents, name, (rows) =>
    rows.map((row, index) => (index === 1 ? row.map((cell, at) => (at === column ? value : cell)) : row)),
  );
}

/** The contents with the text of one file changed. */
export function withFile(contents: ArchiveContents, ending: string, change: (text: string) => string): ArchiveContents {
  return {
    ...contents,
    files: contents.files.map(({ path, bytes }) =>
      path.endsWith(ending) ? { path, bytes: Buffer.from(change(Buffer.from(bytes).toString())) } : { path, bytes },
    ),
  };
}
