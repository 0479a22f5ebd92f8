import { createHash } from 'node:crypto';
import { keepError, say } from '../../shared/index.ts';
import { CONFIG_INFO, CONFIG_INFO_CEILING } from './config-info.ts';
import { isDatabase } from './database.ts';
import { quoted } from './quoted.ts';
import type { EntrySink, TarEntry } from './tar-walk.ts';
import type { ArchiveLimits } from './types.ts';

/** A member of the archive after its contents went by. */
export interface Member {
  readonly path: string;
  readonly kind: TarEntry['kind'];
  /** SHA-256 of the contents; of nothing for a folder, of where it leads for a link. */
  readonly digest: string;
  /** Kept for config_info and for databases alone. */
  readonly contents?: Buffer;
}

export interface MemberCollector {
  readonly receive: (entry: TarEntry) => EntrySink;
  readonly members: ReadonlyMap<string, Member>;
}

/** The one database that makes an archive a configuration backup (dss-format.md). */
export const MAIN_DATABASE = 'ConfigBkp/_Syno_ConfBkp.db';

/** Enough of a file to know a database by. */
const HEAD_BYTES = 16;

/** Hashes members as they pass and keeps only what has to be opened, so that memory does not grow with the archive. */
export function collectMembers(limits: ArchiveLimits): MemberCollector {
  const members = new Map<string, Member>();
  let databaseBytes = 0;
  let count = 0;

  /** Called once for each database, before most of it is kept. */
  const admitDatabase = (size: number): void => {
    databaseBytes += size;
    if (databaseBytes <= limits.databaseBytes) return;
    const detail = say('archive.database-ceiling', { bytes: limits.databaseBytes });
    throw keepError('archive/too-large', { detail });
  };

  const admit = ({ path, kind, size }: TarEntry): void => {
    count += 1;
    if (count > limits.members) {
      throw keepError('archive/too-large', { detail: say('archive.member-ceiling', { count: limits.members }) });
    }
    const known = members.get(path);
    if (known !== undefined && (kind !== 'folder' || known.kind !== 'folder')) {
      throw keepError('archive/damaged', { detail: say('archive.entry-twice', { path: quoted(path) }) });
    }
    if (path === CONFIG_INFO && size > CONFIG_INFO_CEILING) {
      throw keepError('archive/damaged', { detail: say('archive.info-broken') });
    }
    if (path === MAIN_DATABASE) admitDatabase(size);
  };

  const receive = (entry: TarEntry): EntrySink => {
    admit(entry);
    const { path, kind, target, size } = entry;
    const hash = createHash('sha256').update(target, 'latin1');
    const parts: Uint8Array[] = [];
    let bytes = 0;
    const needed = kind === 'file' && (path === CONFIG_INFO || path === MAIN_DATABASE);
    let keep: 'yes' | 'no' | 'undecided' = needed ? 'yes' : 'undecided';
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
        members.set(path, { path, kind, digest: hash.digest('hex'), ...contents });
      },
    };
  };

  return { receive, members };
}
