import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { occurrenceRowSchema, type OccurrenceRow } from '../../shared/index.ts';
import type { HistoryFile } from './history-file.ts';
import { inTransaction } from './in-transaction.ts';

/** One row per occurrence of a device's schedule. Instants are milliseconds since 1970. */
export interface Journal {
  /** What a decision rests on: the newest rows up to an instant, all that are open, all that lie ahead. */
  readonly around: (deviceId: string, now: number, newest: number) => readonly OccurrenceRow[];
  /** Newest first by `at`. */
  readonly list: (deviceId: string, limit?: number) => readonly OccurrenceRow[];
  /** In one step: removes rows and writes others, each in place of the one of its occurrence. */
  readonly write: (deviceId: string, change: JournalChange) => void;
}

export interface JournalChange {
  readonly rows: readonly (OccurrenceRow & { readonly open: boolean })[];
  readonly withdrawn: readonly OccurrenceRow[];
}

const AROUND = `
  SELECT record FROM (SELECT record FROM occurrences WHERE device_id = :device AND at <= :now ORDER BY at DESC LIMIT :newest)
  UNION ALL SELECT record FROM occurrences WHERE device_id = :device AND at > :now
  UNION ALL SELECT record FROM occurrences WHERE device_id = :device AND open = 1`;

/** Room for the rows that decisions about a thousand devices rest on. */
const MOST_KNOWN = 60_000;

export function openJournal(file: HistoryFile): Journal {
  const rowOf = reader();
  return {
    around: (deviceId, now, newest) => {
      const rows = file.use((database) => database.prepare(AROUND).all({ device: deviceId, now, newest }));
      // One that is open and new is found twice, as the same object: its text was judged once.
      return [...new Set(rows.flatMap(rowOf))];
    },
    list: (deviceId, limit = -1) => {
      const sql = 'SELECT record FROM occurrences WHERE device_id = ? ORDER BY at DESC LIMIT ?';
      return file.use((database) => database.prepare(sql).all(deviceId, limit)).flatMap(rowOf);
    },
    write: (deviceId, change) => {
      file.use((database) => inTransaction(database, () => write(database, deviceId, change)));
    },
  };
}

function write(database: DatabaseSync, deviceId: string, { rows, withdrawn }: JournalChange): void {
  const remove = database.prepare('DELETE FROM occurrences WHERE device_id = ? AND slot = ? AND zone = ?');
  for (const { slot, zone } of withdrawn) remove.run(deviceId, slot, zone);
  const put = database.prepare('INSERT OR REPLACE INTO occurrences VALUES (?, ?, ?, ?, ?, ?)');
  for (const { open, ...row } of rows) {
    put.run(deviceId, row.slot, row.zone, row.at, Number(open), JSON.stringify(row));
  }
}

type RowOf = (row: Readonly<Record<string, SQLOutputValue>>) => readonly OccurrenceRow[];

/** Rows hardly ever change, and judging one takes longer than reading it: a text that was judged once stays judged. */
function reader(): RowOf {
  const known = new Map<string, readonly OccurrenceRow[]>();
  return ({ record }) => {
    if (typeof record !== 'string') return [];
    const before = known.get(record);
    if (before !== undefined) return before;
    const row = occurrenceOf(record);
    const rows = row === undefined ? [] : [row];
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(record, rows);
    return rows;
  };
}

/** A row that makes no sense is as good as none: the schedule decides about its slot anew. */
export function occurrenceOf(record: unknown): OccurrenceRow | undefined {
  try {
    return occurrenceRowSchema.safeParse(typeof record === 'string' ? JSON.parse(record) : undefined).data;
  } catch {
    return undefined;
  }
}
