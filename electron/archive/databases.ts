import { keepError, KeepError, say, type Warning } from '../../shared/index.ts';
import { readDatabase, type DatabaseContents } from './database.ts';
import { MAIN_DATABASE, type Member } from './members.ts';
import { CONFIG_INFO } from './config-info.ts';
import { quoted } from './quoted.ts';
import type { ArchiveLimits } from './types.ts';

/** What the databases of one archive hold. */
export interface Databases {
  readonly main: DatabaseContents;
  /** By path, of those that could be read. */
  readonly digests: ReadonlyMap<string, string>;
  readonly warnings: readonly Warning[];
}

/**
 * Reads the main database, which must be sound and hold settings, and every other SQLite file, which only warns: a device
 * whose side database is broken would otherwise never get a backup of the rest.
 * @throws KeepError archive/damaged, archive/incomplete, archive/too-large, or the signal's abort
 */
export async function readDatabases(
  members: Iterable<Member>,
  limits: ArchiveLimits,
  signal: AbortSignal | undefined,
): Promise<Databases> {
  const digests = new Map<string, string>();
  const warnings: Warning[] = [];
  let main: DatabaseContents | undefined;
  for (const { path, contents } of members) {
    if (contents === undefined || path === CONFIG_INFO) continue;
    try {
      const read = await readDatabase(path, contents, limits, signal);
      digests.set(path, read.digest);
      if (read.computed !== undefined) {
        warnings.push({ code: 'unfamiliar/computed', path: quoted(path), name: read.computed });
      }
      if (path === MAIN_DATABASE) main = read;
    } catch (error) {
      if (path === MAIN_DATABASE || !(error instanceof KeepError) || error.code !== 'archive/damaged') throw error;
      warnings.push({ code: 'unfamiliar/side-database', path: quoted(path) });
    }
  }
  if (main === undefined || main.rows === 0) {
    throw keepError('archive/incomplete', { detail: say('archive.database-empty') });
  }
  return { main, digests, warnings };
}
