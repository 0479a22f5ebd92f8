import { say } from '../../shared/index.ts';
import { openAbsences, type Absences } from './absences.ts';
import { historyFile } from './history-file.ts';
import type { Home } from './home.ts';
import { inTransaction } from './in-transaction.ts';
import { openJournal, type Journal } from './journal.ts';
import { openNotes, type Notes } from './notes.ts';
import { readMarks, type RunMark } from './run-marks.ts';
import { rowOfRun, RUN_COLUMNS, runOfRow, timeText } from './run-row.ts';
import { openSignIns, type SignIns } from './sign-ins.ts';
import { readTimeline, type TimelinePage, type TimelineRange } from './timeline.ts';
import type { Run, RunResult, RunStart } from './types.ts';

/**
 * The runs and the refused sign-ins of a home, in history.db. Everything is synchronous; times are ISO 8601.
 * Every method throws KeepError `busy` (another process holds the file for longer than we wait), `home/unusable`,
 * `settings/newer`. A file that turns out damaged, or is deleted, while in use is replaced by a new one on the way.
 */
export interface History {
  /** Whether the history was begun with this opening: none was there, or it was damaged. The vault can refill it. */
  readonly isNew: () => boolean;
  readonly startRun: (run: RunStart) => void;
  readonly endRun: (id: string, result: RunResult) => void;
  /**
   * Takes over runs from elsewhere (a vault). A known id stays as it is, unless it stands there as interrupted:
   * a stored backup is the better witness.
   * @returns how many were new or corrected
   */
  readonly insertRuns: (runs: readonly Run[]) => number;
  /** Newest first. */
  readonly listRuns: (filter?: RunFilter) => readonly Run[];
  /** Rows still `running` become `interrupted`. Call it while holding the device's run lock: then they are certainly dead. */
  readonly closeInterrupted: (deviceId: string, at: string) => number;
  readonly deleteDevice: (deviceId: string) => void;
  /** Forgets one run, as if it had not begun. */
  readonly deleteRun: (id: string) => void;
  /** Says of verified runs whether their backups still count. */
  readonly discount: (ids: readonly string[], discounted: boolean) => void;
  /** How the runs of a device that count, and those with these ids, stand. An id that is not in the answer is not known. */
  readonly marks: (deviceId: string, ids: readonly string[]) => ReadonlyMap<string, RunMark>;
  /** Nights of the journal and runs as one list, newest first, in pages. */
  readonly timeline: (range: TimelineRange) => TimelinePage;
  readonly journal: Journal;
  readonly signIns: SignIns;
  readonly absences: Absences;
  readonly notes: Notes;
  /** Changes whenever another process, or another opening, has written to the history. */
  readonly version: () => string;
  /** Sentences about repairs and unreadable rows, for a person to see; each is handed out once. */
  readonly takeNotices: () => readonly string[];
  readonly close: () => void;
}

export interface RunFilter {
  readonly deviceId?: string | undefined;
  readonly limit?: number | undefined;
  /** Only verified runs whose backups still count. */
  readonly counting?: boolean | undefined;
}

/** How long a write waits for another process, blocking. Ours take a few milliseconds each. */
const BUSY_MS = 5_000;

/** Enough for a night of a large fleet. */
const REMEMBERED_RUNS = 1_000;

const INSERT = `INSERT INTO runs (${RUN_COLUMNS.join(', ')}) VALUES (${RUN_COLUMNS.map(() => '?').join(', ')})`;
const CORRECT = RUN_COLUMNS.filter((column) => column !== 'id').map((column) => `${column} = excluded.${column}`);
const TAKE_OVER = `${INSERT} ON CONFLICT (id) DO UPDATE SET ${CORRECT.join(', ')} WHERE runs.outcome = 'interrupted'`;
const REPLACE = `${INSERT} ON CONFLICT (id) DO UPDATE SET ${CORRECT.join(', ')}`;

const NEWEST_FIRST = 'ORDER BY started_at DESC, rowid DESC LIMIT ?';

/** @throws KeepError home/unusable, settings/newer (naming history.db), busy */
export function openHistory(home: Home, options: { readonly busyMs?: number } = {}): History {
  const notices: string[] = [];
  let toldOfBrokenRows = false;
  /** What this process wrote lately, oldest first: to be put back if the file is lost under its hands. */
  const written = new Map<string, Run>();
  const file = historyFile(home, options.busyMs ?? BUSY_MS, notices, (database) => {
    for (const run of written.values()) database.prepare(REPLACE).run(...rowOfRun(run));
  });

  function write(run: Run): void {
    written.delete(run.id);
    written.set(run.id, run);
    for (const id of written.keys()) if (written.size > REMEMBERED_RUNS) written.delete(id);
    file.use((database) => database.prepare(REPLACE).run(...rowOfRun(run)));
  }

  return {
    isNew: file.isNew,
    startRun: (run) => write({ ...run, outcome: 'running' }),
    endRun: (id, result) => {
      const row = file.use((database) => database.prepare('SELECT * FROM runs WHERE id = ?').get(id));
      const run = written.get(id) ?? (row && runOfRow(row));
      if (run !== undefined) write({ ...startOf(run), ...result });
    },
    insertRuns: (runs) =>
      file.use((database) => {
        const takeOver = database.prepare(TAKE_OVER);
        return inTransaction(database, () =>
          runs.reduce((count, run) => count + Number(takeOver.run(...rowOfRun(run)).changes), 0),
        );
      }),
    listRuns: ({ deviceId, limit = -1, counting = false } = {}) => {
      const where = [
        ...(deviceId === undefined ? [] : ['device_id = ?']),
        ...(counting ? [`outcome = 'verified' AND discounted = 0`] : []),
      ];
      const condition = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
      const values = deviceId === undefined ? [limit] : [deviceId, limit];
      const rows = file.use((database) =>
        database.prepare(`SELECT * FROM runs ${condition} ${NEWEST_FIRST}`).all(...values),
      );
      const runs = rows.map(runOfRow).filter((run) => run !== undefined);
      if (runs.length < rows.length && !toldOfBrokenRows) {
        toldOfBrokenRows = true;
        notices.push(say('records.history.brokenRows', { count: rows.length - runs.length }));
      }
      return runs;
    },
    closeInterrupted: (deviceId, at) =>
      file.use((database) =>
        Number(
          database
            .prepare(
              `UPDATE runs SET outcome = 'interrupted', ended_at = ? WHERE device_id = ? AND outcome = 'running'`,
            )
            .run(timeText(at), deviceId).changes,
        ),
      ),
    deleteDevice: (deviceId) => {
      for (const run of written.values()) if (run.deviceId === deviceId) written.delete(run.id);
      file.use((database) => {
        database.prepare('DELETE FROM runs WHERE device_id = ?').run(deviceId);
        database.prepare('DELETE FROM occurrences WHERE device_id = ?').run(deviceId);
      });
    },
    deleteRun: (id) => {
      written.delete(id);
      file.use((database) => database.prepare('DELETE FROM runs WHERE id = ?').run(id));
    },
    discount: (ids, discounted) => {
      for (const id of ids) {
        const run = written.get(id);
        if (run !== undefined) written.set(id, marked(run, discounted));
      }
      file.use((database) => {
        const mark = database.prepare(`UPDATE runs SET discounted = ? WHERE id = ? AND outcome = 'verified'`);
        inTransaction(database, () => ids.forEach((id) => mark.run(Number(discounted), id)));
      });
    },
    marks: (deviceId, ids) => readMarks(file, deviceId, ids),
    timeline: (range) => readTimeline(file, range),
    journal: openJournal(file),
    signIns: openSignIns(file),
    absences: openAbsences(file),
    notes: openNotes(file),
    version: () => file.use((database) => file.version(database)),
    takeNotices: () => notices.splice(0),
    close: file.close,
  };
}

function startOf({ id, deviceId, deviceName, trigger, startedAt }: RunStart): RunStart {
  return { id, deviceId, deviceName, trigger, startedAt };
}

function marked(run: Run, discounted: boolean): Run {
  const { discounted: before, ...rest } = run;
  if ((before ?? false) === discounted) return run;
  return discounted ? { ...rest, discounted } : rest;
}
