import type { DatabaseSync } from 'node:sqlite';
import { keepError, say } from '../../shared/index.ts';
import { forceRollbackJournal, openHistoryDatabase, statsOf } from './history-database.ts';
import { homeFault } from './home-fault.ts';
import type { Home } from './home.ts';
import { prepareOnce } from './prepare-once.ts';
import { isDamage, sqliteCode } from '../platform/sqlite-code.ts';

/** history.db as something that can be used at any time, whatever happened to the file in between. */
export interface HistoryFile {
  /** Runs `work` on the database; once more when the file had to be replaced under way, so `work` must be one transaction. */
  readonly use: <T>(work: (database: DatabaseSync) => T) => T;
  /** Whether the last opening began a new file. */
  readonly isNew: () => boolean;
  /** Differs as soon as anybody but this opening has written to the file, or the file is another one. */
  readonly version: (database: DatabaseSync) => string;
  readonly close: () => void;
}

interface Open {
  readonly database: DatabaseSync;
  readonly inode: bigint | undefined;
  readonly isNew: boolean;
}

/** @param refill puts back what this process knows, into a file that had to be begun anew while in use */
export function historyFile(
  home: Home,
  busyMs: number,
  notices: string[],
  refill: (database: DatabaseSync) => void,
): HistoryFile {
  let current = inPlainWords(home, () => open());
  let closed = false;

  function open(damaged?: bigint): Open {
    const { database, isNew, kept } = openHistoryDatabase(home, busyMs, damaged);
    if (kept !== undefined) notices.push(say('records.history.aside', { kept }));
    return { database: prepareOnce(database), isNew, inode: statsOf(home.historyFile)?.ino };
  }

  function reopen(damaged?: bigint): void {
    if (current.database.isOpen) current.database.close();
    current = open(damaged);
    if (current.isNew) refill(current.database);
  }

  function use<T>(work: (database: DatabaseSync) => T): T {
    // A deleted file, or one that another process moved aside, would swallow what is written to it.
    if (!current.database.isOpen || statsOf(home.historyFile)?.ino !== current.inode) reopen();
    try {
      return work(current.database);
    } catch (error) {
      if (isDamage(error)) reopen(current.inode);
      else if (refusesLog(current.database, error)) {
        current.database.close();
        forceRollbackJournal(home, busyMs);
        reopen();
      } else throw error;
    }
    return work(current.database);
  }

  return {
    use: (work) => {
      if (closed) throw new Error('the history is closed');
      return inPlainWords(home, () => use(work));
    },
    isNew: () => current.isNew,
    version: (database) => {
      const { data_version: version } = database.prepare('PRAGMA data_version').get() ?? {};
      return `${String(current.inode)}/${String(version)}`;
    },
    close: () => {
      closed = true;
      if (current.database.isOpen) current.database.close();
    },
  };
}

/** Whether a write failed for want of the shared memory of the write-ahead log, as on a network file system. */
function refusesLog(database: DatabaseSync, error: unknown): boolean {
  const code = sqliteCode(error);
  if (code !== 'readonly' && code !== 'cantopen' && code !== 'ioerr') return false;
  try {
    return database.prepare('PRAGMA journal_mode').get()?.journal_mode === 'wal';
  } catch {
    return true;
  }
}

function inPlainWords<T>(home: Home, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (sqliteCode(error) === 'busy') throw keepError('busy', { name: say('records.history.name') }, error);
    if (sqliteCode(error) !== undefined || (error instanceof Error && 'syscall' in error)) {
      throw homeFault(home.folder, error);
    }
    throw error;
  }
}
