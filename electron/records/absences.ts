import { absenceSchema, type Absence } from '../../shared/index.ts';
import type { HistoryFile } from './history-file.ts';

/** When this computer slept, or nothing watched. */
export interface Absences {
  readonly add: (absence: Absence) => void;
  /** Those that ended after an instant (milliseconds since 1970), oldest first, the newest thousand. */
  readonly since: (instant: number) => readonly Absence[];
}

/** Of a computer that sleeps ten times a day, a hundred days. */
const KEPT = 1_000;

const NEWEST =
  'SELECT from_at AS "from", until_at AS "until", why FROM absences WHERE until_at > ? ORDER BY rowid DESC';

export function openAbsences(file: HistoryFile): Absences {
  return {
    add: ({ from, until, why }) => {
      file.use((database) => {
        database.prepare('INSERT INTO absences VALUES (?, ?, ?)').run(from, until, why);
        database.prepare('DELETE FROM absences WHERE rowid <= (SELECT max(rowid) FROM absences) - ?').run(KEPT);
      });
    },
    since: (instant) =>
      file
        .use((database) => database.prepare(`${NEWEST} LIMIT ${String(KEPT)}`).all(instant))
        .map((row) => absenceSchema.safeParse({ ...row }))
        .flatMap(({ data }) => (data === undefined ? [] : [data]))
        .reverse(),
  };
}
