import type { HistoryFile } from './history-file.ts';

/** What is remembered about: the last look at the clocks, what was told by a way of telling, alarms that wait, second places, collapses that were seen. */
export type NoteKind = 'watch' | 'told' | 'alarm' | 'copy' | 'collapse-seen';

/** Small records over restarts, as plain JSON. Whoever put one in parses it when it comes out: it may be anything. */
export interface Notes {
  readonly get: (kind: NoteKind, id: string) => unknown;
  /** By id. */
  readonly all: (kind: NoteKind) => ReadonlyMap<string, unknown>;
  /** Creates or replaces. */
  readonly put: (kind: NoteKind, id: string, record: object) => void;
  /** Removing what is not there is fine. */
  readonly remove: (kind: NoteKind, id: string) => void;
}

export function openNotes(file: HistoryFile): Notes {
  return {
    get: (kind, id) => {
      const sql = 'SELECT record FROM notes WHERE kind = ? AND id = ?';
      return parse(file.use((database) => database.prepare(sql).get(kind, id))?.record);
    },
    all: (kind) => {
      const rows = file.use((database) => database.prepare('SELECT id, record FROM notes WHERE kind = ?').all(kind));
      return new Map(rows.map(({ id, record }) => [String(id), parse(record)]));
    },
    put: (kind, id, record) => {
      const sql = 'INSERT INTO notes VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET record = excluded.record';
      file.use((database) => database.prepare(sql).run(kind, id, JSON.stringify(record)));
    },
    remove: (kind, id) => {
      file.use((database) => database.prepare('DELETE FROM notes WHERE kind = ? AND id = ?').run(kind, id));
    },
  };
}

/** Undefined for what is no JSON. */
function parse(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
