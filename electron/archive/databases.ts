import { keepError, say, type Warning } from '../../shared/index.ts';
import { readDatabase, type DatabaseContents } from './database.ts';
import { CONFIG_INFO } from './config-info.ts';
import { MAIN_DATABASE, type Member } from './members.ts';
import { quoted } from './quoted.ts';
import type { ArchiveLimits } from './types.ts';

/** What the databases of one archive hold. */
export interface Databases {
  /** Of the main database; where there is none, of all the others together. */
  readonly tables: number;
  readonly rows: number;
  /** Of each member that is a database. */
  readonly digests: ReadonlyMap<Member, string>;
  readonly warnings: readonly Warning[];
}

/**
 * Reads every SQLite file; each must pass.
 * @throws KeepError archive/damaged, archive/incomplete where there are no settings, archive/too-large, or the signal's abort
 */
export async function readDatabases(
  members: readonly Member[],
  limits: ArchiveLimits,
  signal: AbortSignal | undefined,
): Promise<Databases> {
  const digests = new Map<Member, string>();
  const warnings: Warning[] = [];
  const read: DatabaseContents[] = [];
  let main: DatabaseContents | undefined;
  for (const member of members) {
    const { path, contents } = member;
    if (contents === undefined || path === CONFIG_INFO) continue;
    const found = await readDatabase(path, contents, limits, signal);
    digests.set(member, found.digest);
    read.push(found);
    if (path === MAIN_DATABASE) main = found;
    const { computed, extension } = found;
    const shown = quoted(path);
    if (computed !== undefined) warnings.push({ code: 'unfamiliar/computed', path: shown, name: computed });
    if (extension !== undefined) {
      warnings.push({ code: 'unfamiliar/database-extension', path: shown, name: extension });
    }
  }
  if (main?.rows === 0 || !holdsSettings(members)) {
    throw keepError('archive/incomplete', { detail: say('archive.database-empty') });
  }
  if (main === undefined) warnings.push({ code: 'unfamiliar/no-database' });
  const [tables, rows] =
    main === undefined
      ? [sum(read.map((one) => one.tables)), sum(read.map((one) => one.rows))]
      : [main.tables, main.rows];
  return { tables, rows, digests, warnings };
}

/** Something must be there beside the name of the system. */
function holdsSettings(members: readonly Member[]): boolean {
  return members.some(
    ({ path, kind, size }) => path !== CONFIG_INFO && size > 0 && (kind === 'file' || kind === 'other'),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
