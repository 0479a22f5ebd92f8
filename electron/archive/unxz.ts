import { keepError, KeepError, say } from '../../shared/index.ts';
import type { ArchiveFile } from './archive-file.ts';
import type { Consume } from './container.ts';

/**
 * Unpacks xz from the beginning of a file to `until`; the decoder checks header, block (CRC-32, CRC-64) and index checksums and refuses others.
 * It decodes one stream of a process at a time, so the reader must always be read to its end or cancelled.
 * @returns `unsupported` where another decoder may know more
 * @throws KeepError archive/damaged, archive/too-large, whatever `consume` throws, or the signal's abort
 */
export async function unxz(
  file: ArchiveFile,
  until: number,
  consume: Consume,
  signal: AbortSignal | undefined,
): Promise<'whole' | 'unsupported'> {
  const { XzReadableStream } = (await import('xz-decompress')).default;
  const chunks = file.chunks({ until });
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
      if (done) return 'whole';
      consume(value);
    }
  } catch (error) {
    if (isUnsupported(error)) return 'unsupported';
    throw damageOf(error);
  } finally {
    await reader.cancel().catch(() => undefined);
    await chunks.return();
  }
}

/** The decoder tells its result as a number (xz-embedded, `enum xz_ret`). */
function resultOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error instanceof KeepError) return undefined;
  return /error code (\d+)/.exec(error.message)?.[1];
}

/**
 * XZ_UNSUPPORTED_CHECK, XZ_MEM_ERROR, XZ_MEMLIMIT_ERROR (a dictionary of more than 64 MiB), XZ_OPTIONS_ERROR (filters or
 * checks of later versions).
 */
function isUnsupported(error: unknown): boolean {
  return ['2', '3', '4', '6'].includes(resultOf(error) ?? '');
}

function damageOf(error: unknown): unknown {
  const code = resultOf(error);
  switch (code) {
    case '5': // XZ_FORMAT_ERROR: behind a first stream
    case '7': // XZ_DATA_ERROR
      return keepError('archive/damaged', { detail: say('archive.checksum') }, error);
    case '8': // XZ_BUF_ERROR: it wants more input and there is none
      return keepError('archive/damaged', { detail: say('archive.cut-short') }, error);
    default:
      return error;
  }
}
