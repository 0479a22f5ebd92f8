import { createHash } from 'node:crypto';
import { keepError, say, type Warning } from '../../shared/index.ts';
import { CONFIG_INFO, CONFIG_INFO_CEILING } from './config-info.ts';
import { isDatabase } from './database.ts';
import { quoted } from './quoted.ts';
import { leadsInside, pointsOutside } from './tar-path.ts';
import type { EntrySink, TarEntry } from './tar-walk.ts';
import type { ArchiveLimits } from './types.ts';

/** A member of the archive after its contents went by. */
export interface Member {
  readonly path: string;
  readonly kind: TarEntry['kind'];
  /** SHA-256 of the contents; of nothing for a folder, of where it leads for a link. */
  readonly digest: string;
  readonly size: number;
  /** Kept for config_info and for databases alone, or for all files where they are to be read. */
  readonly contents?: Buffer;
}

export interface MemberCollector {
  readonly receive: (entry: TarEntry) => EntrySink;
  /** In the order of the archive; a name may be there more than once. */
  readonly members: readonly Member[];
  /** What is of no kind that is known. */
  readonly warnings: () => readonly Warning[];
}

/** The one database that makes an archive a configuration backup (dss-format.md). */
export const MAIN_DATABASE = 'ConfigBkp/_Syno_ConfBkp.db';

/** Enough of a file to know a database by. */
const HEAD_BYTES = 16;

/**
 * Hashes members as they pass and keeps only what has to be opened, so that memory does not grow with the archive.
 * @param all keeps every file, up to the ceiling of what an archive may unpack to
 */
export function collectMembers(limits: ArchiveLimits, all = false): MemberCollector {
  const members: Member[] = [];
  const kinds = new Map<string, TarEntry['kind']>();
  const oddities = countOddities();
  let databaseBytes = 0;
  let count = 0;

  /** Called once for each database, before most of it is kept. */
  const admitDatabase = (size: number): void => {
    databaseBytes += size;
    if (databaseBytes <= limits.databaseBytes) return;
    const detail = say('archive.database-ceiling', { bytes: limits.databaseBytes });
    throw keepError('archive/too-large', { detail });
  };

  const admit = (entry: TarEntry): void => {
    const { path, kind, size } = entry;
    count += 1;
    if (count > limits.members) {
      throw keepError('archive/too-large', { detail: say('archive.member-ceiling', { count: limits.members }) });
    }
    const known = kinds.get(path);
    oddities.note(entry, known !== undefined && !(kind === 'folder' && known === 'folder'));
    kinds.set(path, kind);
    if (path === MAIN_DATABASE && kind === 'file') admitDatabase(size);
  };

  const receive = (entry: TarEntry): EntrySink => {
    admit(entry);
    const { path, kind, target, size } = entry;
    const hash = createHash('sha256').update(target, 'latin1');
    const parts: Uint8Array[] = [];
    let bytes = 0;
    const isInfo = path === CONFIG_INFO && size <= CONFIG_INFO_CEILING;
    let keep: 'yes' | 'no' | 'undecided' =
      kind !== 'file' ? 'no' : all || isInfo || path === MAIN_DATABASE ? 'yes' : 'undecided';
    return {
      write: (chunk) => {
        hash.update(chunk);
        if (keep === 'no') return;
        parts.push(Uint8Array.from(chunk));
        bytes += chunk.length;
        if (keep === 'yes' || bytes < HEAD_BYTES) return;
        keep = isDatabase(Buffer.concat(parts)) ? 'yes' : 'no';
        if (keep === 'yes') admitDatabase(size);
        else parts.length = 0;
      },
      end: () => {
        const contents = keep === 'yes' ? { contents: Buffer.concat(parts) } : {};
        members.push({ path, kind, digest: hash.digest('hex'), size, ...contents });
      },
    };
  };

  return { receive, members, warnings: oddities.warnings };
}

type Oddity = 'unfamiliar/link' | 'unfamiliar/entry-kind' | 'unfamiliar/name' | 'unfamiliar/repeated';

/** How often each is there, and the first of them. */
function countOddities(): {
  readonly note: (entry: TarEntry, repeated: boolean) => void;
  readonly warnings: () => readonly Warning[];
} {
  const found = new Map<Oddity, { count: number; readonly path: string; readonly kind: string }>();
  const add = (code: Oddity, { name, letter }: TarEntry): void => {
    const known = found.get(code);
    if (known === undefined) found.set(code, { count: 1, path: quoted(name), kind: quoted(letter) });
    else known.count += 1;
  };
  return {
    note: (entry, repeated) => {
      const { name, kind, path, target } = entry;
      if (pointsOutside(name)) add('unfamiliar/name', entry);
      if (repeated) add('unfamiliar/repeated', entry);
      if (kind === 'other') add('unfamiliar/entry-kind', entry);
      if (kind === 'hardlink' || (kind === 'symlink' && !leadsInside(path, target))) add('unfamiliar/link', entry);
    },
    warnings: () =>
      [...found].map(([code, { count, path, kind }]) =>
        code === 'unfamiliar/entry-kind' ? { code, count, path, kind } : { code, count, path },
      ),
  };
}
