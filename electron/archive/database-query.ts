import type { Database, SqlValue } from 'sql.js';

/** All rows of a select; undefined when there are more than `most`. */
export function selectAll(
  database: Database,
  sql: string,
  most: number,
  parameters: readonly SqlValue[] = [],
): readonly (readonly SqlValue[])[] | undefined {
  const statement = database.prepare(sql, [...parameters]);
  try {
    const rows: (readonly SqlValue[])[] = [];
    while (statement.step()) {
      if (rows.length === most) return undefined;
      rows.push(statement.get());
    }
    return rows;
  } finally {
    statement.free();
  }
}

/** The one number or text a pragma answers. */
export function pragma(database: Database, sql: string): SqlValue | undefined {
  return selectAll(database, `PRAGMA ${sql}`, 100)?.[0]?.[0];
}
