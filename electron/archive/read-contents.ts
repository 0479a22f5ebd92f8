import { asKeepError, KeepError, keepError, say } from '../../shared/index.ts';
import { openArchiveFile } from './archive-file.ts';
import { containerOf } from './container.ts';
import { isDatabase, readTables, type TableContents } from './database.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { ArchiveLimits } from './types.ts';
import { unpack } from './unpack.ts';

/** What an archive holds: the bytes of its files, and the rows of its databases. Names are as the archive tells them. */
export interface UnpackedContents {
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly databases: readonly { readonly path: string; readonly tables: readonly TableContents[] }[];
}

/**
 * Reads everything an archive holds, under the ceilings of verification. Nothing is written and no link is followed; of members
 * with the same name the last counts, as for a program that unpacks.
 * @param path a regular file
 * @throws KeepError archive/not-an-archive, archive/damaged, archive/too-large, cancelled
 */
export async function readContents(
  path: string,
  options: { readonly limits?: Partial<ArchiveLimits>; readonly signal?: AbortSignal } = {},
): Promise<UnpackedContents> {
  const { signal } = options;
  const limits: ArchiveLimits = { ...DEFAULT_LIMITS, ...options.limits };
  try {
    signal?.throwIfAborted();
    const file = await openArchiveFile(path);
    try {
      if (file.size > limits.packedBytes) {
        throw keepError('archive/too-large', { detail: say('archive.packed-ceiling', { bytes: limits.packedBytes }) });
      }
      const { members } = await unpack(file, await containerOf(file), limits, signal, true);
      const files = new Map<string, Uint8Array>();
      const databases = new Map<string, readonly TableContents[]>();
      for (const { path: raw, contents } of members) {
        if (contents === undefined) continue;
        const name = Buffer.from(raw, 'latin1').toString('utf8');
        if (isDatabase(contents)) databases.set(name, await readTables(raw, contents, limits, signal));
        else files.set(name, contents);
      }
      return {
        files: [...files].map(([name, bytes]) => ({ path: name, bytes })),
        databases: [...databases].map(([name, tables]) => ({ path: name, tables })),
      };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof KeepError) throw error;
    if (signal?.aborted === true) throw keepError('cancelled', {}, error);
    throw asKeepError(error);
  }
}
