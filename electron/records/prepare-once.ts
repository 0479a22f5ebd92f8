import type { DatabaseSync, StatementSync } from 'node:sqlite';

/**
 * Keeps the statements of a database: the same few are asked thousands of times while a fleet is looked at, and compiling
 * one takes as long as running it. Each is run to its end before the next, so one of a kind is enough.
 */
export function prepareOnce(database: DatabaseSync): DatabaseSync {
  const known = new Map<string, StatementSync>();
  const prepare = database.prepare.bind(database);
  database.prepare = (sql) => {
    const statement = known.get(sql) ?? prepare(sql);
    known.set(sql, statement);
    return statement;
  };
  return database;
}
