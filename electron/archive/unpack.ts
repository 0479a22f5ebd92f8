import { assertNever, keepError, KeepError, say } from '../../shared/index.ts';
import type { ArchiveFile } from './archive-file.ts';
import type { Consume, Container } from './container.ts';
import { gunzip } from './gunzip.ts';
import { collectMembers, type Member } from './members.ts';
import { walkTar } from './tar-walk.ts';
import type { ArchiveLimits } from './types.ts';
import { unxz } from './unxz.ts';

/** An archive unpacked to its end: every checksum of the compression right, every entry of the tar seen. */
export interface Unpacked {
  readonly bytes: number;
  readonly members: ReadonlyMap<string, Member>;
}

/** @throws KeepError archive/damaged, archive/too-large, or the signal's abort */
export async function unpack(
  file: ArchiveFile,
  container: Container,
  limits: ArchiveLimits,
  signal: AbortSignal | undefined,
): Promise<Unpacked> {
  const collector = collectMembers(limits);
  const walk = walkTar(collector.receive);
  let bytes = 0;
  let problem: KeepError | undefined;

  const consume: Consume = (chunk) => {
    bytes += chunk.length;
    if (bytes > limits.unpackedBytes) {
      throw keepError('archive/too-large', {
        detail: say('archive.unpacked-ceiling', { bytes: limits.unpackedBytes }),
      });
    }
    if (problem !== undefined) return;
    try {
      walk.push(chunk);
    } catch (error) {
      // Damaged compression unpacks to nonsense before its checksum tells: only a sound container makes this the true reason.
      if (!(error instanceof KeepError) || error.code !== 'archive/damaged') throw error;
      problem = error;
    }
  };

  await decompress(file, container, consume, signal);
  if (problem !== undefined) throw problem;
  walk.end();
  return { bytes, members: collector.members };
}

async function decompress(
  file: ArchiveFile,
  container: Container,
  consume: Consume,
  signal: AbortSignal | undefined,
): Promise<void> {
  switch (container) {
    case 'gzip':
      await gunzip(file, consume, signal);
      return;
    case 'xz':
      await unxz(file, consume, signal);
      return;
    default:
      assertNever(container);
  }
}
