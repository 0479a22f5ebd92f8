import { keepError, KeepError, say } from '../../shared/index.ts';
import type { ArchiveFile } from './archive-file.ts';
import type { Consume } from './container.ts';

/**
 * Unpacks xz to its end; the decoder checks header, block (CRC-32, CRC-64) and index checksums and refuses others.
 * It decodes one stream of a process at a time, so the reader must always be read to its end or cancelled.
 * @throws KeepError archive/damaged, archive/too-large, whatever `consume` throws, or the signal's abort
 */
export async function unxz(file: ArchiveFile, consume: Consume, signal: AbortSignal | undefined): Promise<void> {
  const { XzReadableStream } = (await import('xz-decompress')).default;
  const chunks = file.chunks();
  const packed = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
    },
    // Nothing is read ahead, so that a reading that ends early leaves nothing behind.
    { highWaterMark: 0 },
  );
  const reader = new XzReadableStream(packed).getReader();
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) return;
      consume(value);
    }
  } catch (error) {
    throw damageOf(error);
  } finally {
    await reader.cancel().catch(() => undefined);
    await chunks.return();
  }
}

/** The decoder tells its result as a number (xz-embedded, `enum xz_ret`). */
function damageOf(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof KeepError) return error;
  const code = /error code (\d+)/.exec(error.message)?.[1];
  switch (code) {
    case '3': // XZ_MEM_ERROR
    case '4': // XZ_MEMLIMIT_ERROR: a dictionary of more than 64 MiB
      return keepError('archive/too-large', { detail: say('archive.compression-memory') }, error);
    case '2': // XZ_UNSUPPORTED_CHECK
    case '6': // XZ_OPTIONS_ERROR: filters or checks of later versions
      return keepError('archive/damaged', { detail: say('archive.compression-unsupported') }, error);
    case '5': // XZ_FORMAT_ERROR: behind a first stream
    case '7': // XZ_DATA_ERROR
      return keepError('archive/damaged', { detail: say('archive.checksum') }, error);
    case '8': // XZ_BUF_ERROR: it wants more input and there is none
      return keepError('archive/damaged', { detail: say('archive.cut-short') }, error);
    default:
      return error;
  }
}
