import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { keepError, KeepError, say } from '../../shared/index.ts';
import type { ArchiveFile } from './archive-file.ts';
import type { Consume } from './container.ts';

/**
 * Unpacks gzip to its end; zlib checks CRC-32 and length of every member.
 * @throws KeepError archive/damaged, whatever `consume` throws, or the signal's abort
 */
export async function gunzip(file: ArchiveFile, consume: Consume, signal: AbortSignal | undefined): Promise<void> {
  const engine = createGunzip();
  try {
    await pipeline(
      file.chunks(),
      engine,
      async (unpacked: AsyncIterable<Uint8Array>) => {
        for await (const chunk of unpacked) consume(chunk);
      },
      signal === undefined ? {} : { signal },
    );
  } catch (error) {
    throw damageOf(error);
  }
  // Node's gunzip stops in silence at bytes behind the end that are no further gzip member.
  if (engine.bytesWritten !== file.size) {
    throw keepError('archive/damaged', { detail: say('archive.trailing-data') });
  }
}

function damageOf(error: unknown): unknown {
  if (error instanceof KeepError || !(error instanceof Error) || !('code' in error)) return error;
  switch (error.code) {
    case 'Z_BUF_ERROR':
      return keepError('archive/damaged', { detail: say('archive.cut-short') }, error);
    case 'Z_DATA_ERROR':
      return keepError('archive/damaged', { detail: dataDetail(error.message) }, error);
    // The engine ended while the file went on: zeros behind the end, in another chunk than the end itself.
    case 'ERR_STREAM_PREMATURE_CLOSE':
      return keepError('archive/damaged', { detail: say('archive.trailing-data') }, error);
    case 'Z_NEED_DICT':
      return keepError('archive/damaged', { detail: say('archive.compression-unsupported') }, error);
    default:
      return error;
  }
}

/** zlib tells its data errors apart by its own fixed words alone. */
function dataDetail(message: string): string {
  if (/incorrect (data|length) check/.test(message)) return say('archive.checksum');
  // The first member's magic was there, so this one is looked for behind it.
  if (message.includes('incorrect header check')) return say('archive.trailing-data');
  return say('archive.compression-broken');
}
