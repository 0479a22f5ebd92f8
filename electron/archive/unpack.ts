import { assertNever, keepError, KeepError, say, type Warning } from '../../shared/index.ts';
import type { ArchiveFile } from './archive-file.ts';
import type { Consume, Container } from './container.ts';
import { gunzip, gzipEnd } from './gunzip.ts';
import { unxzOtherwise } from './liblzma.ts';
import { collectMembers, type Member } from './members.ts';
import { walkTar } from './tar-walk.ts';
import type { ArchiveLimits } from './types.ts';
import { unxz } from './unxz.ts';
import { xzEnd } from './xz-end.ts';

/** Of a gzip member: what is shorter is none. */
const SHORTEST_HEADER = 10;

/** An archive unpacked to its end: every checksum of the compression right, every entry of the tar seen. */
export interface Unpacked {
  readonly bytes: number;
  readonly members: readonly Member[];
  readonly warnings: readonly Warning[];
}

/**
 * @param all keeps the contents of every file, not of databases alone
 * @throws KeepError archive/damaged, archive/too-large, or the signal's abort
 */
export async function unpack(
  file: ArchiveFile,
  container: Container,
  limits: ArchiveLimits,
  signal: AbortSignal | undefined,
  all = false,
): Promise<Unpacked> {
  switch (container) {
    case 'gzip': {
      const whole = await attempt(limits, all, (consume) => gunzip(file, file.size, consume, signal));
      if (whole.result === 'whole') return whole.unpacked();
      const end = await gzipEnd(file, limits.unpackedBytes, signal);
      if (typeof whole.result === 'object' && (end === 0 || file.size - end >= SHORTEST_HEADER)) {
        throw keepError('archive/damaged', { detail: say('archive.cut-short') }, whole.result.cutShort);
      }
      const part = await attempt(limits, all, (consume) => gunzip(file, end, consume, signal));
      if (part.result !== 'whole') throw keepError('archive/damaged', { detail: say('archive.trailing-data') });
      return part.unpacked(trailing(file, end));
    }
    case 'xz': {
      const end = await xzEnd(file);
      const first = await attempt(limits, all, (consume) => unxz(file, end, consume, signal));
      if (first.result === 'whole') return first.unpacked(trailing(file, end));
      const second = await attempt(limits, all, (consume) => unxzOtherwise(file, end, consume, signal));
      return second.unpacked([...trailing(file, end), { code: 'unfamiliar/compression' }]);
    }
    default:
      return assertNever(container);
  }
}

function trailing(file: ArchiveFile, end: number): readonly Warning[] {
  return end === file.size ? [] : [{ code: 'unfamiliar/trailing-data', bytes: file.size - end }];
}

/** One reading of the whole, with what it was: nothing of a reading that is given up stays. */
async function attempt<Result>(
  limits: ArchiveLimits,
  all: boolean,
  decompress: (consume: Consume) => Promise<Result>,
): Promise<{ readonly result: Result; readonly unpacked: (more?: readonly Warning[]) => Unpacked }> {
  const collector = collectMembers(limits, all);
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

  const result = await decompress(consume);
  return {
    result,
    unpacked: (more = []) => {
      if (problem !== undefined) throw problem;
      walk.end();
      return { bytes, members: collector.members, warnings: [...more, ...collector.warnings()] };
    },
  };
}
