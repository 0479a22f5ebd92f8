import type { FileHandle } from 'node:fs/promises';
import { keepError, KeepError, say } from '../../shared/index.ts';
import { NO_FILE, openRegular } from '../platform/read-bounded.ts';
import { systemCode } from '../platform/system-error.ts';

const CHUNK = 64 * 1024;

/** An archive opened for one reading from beginning to end. */
export interface ArchiveFile {
  readonly size: number;
  /** Up to `count` bytes from the beginning. */
  readonly head: (count: number) => Promise<Buffer>;
  /** Bytes from anywhere; fewer at the end of the file. */
  readonly read: (position: number, length: number) => Promise<Buffer>;
  /**
   * Every byte in order, or those of a part. Each chunk is a buffer of its own.
   * @throws KeepError archive/damaged when the file changes meanwhile
   */
  readonly chunks: (part?: { readonly from?: number; readonly until?: number }) => AsyncGenerator<Buffer, void, void>;
  readonly close: () => Promise<void>;
}

/** @throws KeepError archive/not-an-archive for what is no file, archive/damaged for what cannot be read */
export async function openArchiveFile(path: string): Promise<ArchiveFile> {
  try {
    const handle = await openRegular(path).catch((error: unknown) => {
      throw isNoFile(error) ? keepError('archive/not-an-archive', { detail: say('archive.is-no-file') }, error) : error;
    });
    try {
      return fileOf(handle, (await handle.stat()).size);
    } catch (error) {
      await handle.close();
      throw error;
    }
  } catch (error) {
    throw unreadable(error);
  }
}

function fileOf(handle: FileHandle, size: number): ArchiveFile {
  const read = async (position: number, length: number): Promise<Buffer> => {
    try {
      const buffer = Buffer.allocUnsafeSlow(length);
      return buffer.subarray(0, (await handle.read(buffer, 0, length, position)).bytesRead);
    } catch (error) {
      throw unreadable(error);
    }
  };
  return {
    size,
    head: (count) => read(0, count),
    read,
    chunks: async function* ({ from = 0, until = size } = {}) {
      let position = from;
      for (;;) {
        // Of the whole, read beyond its size: a file that grew shows.
        const chunk = await read(position, until === size ? CHUNK : Math.min(CHUNK, until - position));
        position += chunk.length;
        if (position > until || (chunk.length === 0 && position < until)) {
          throw keepError('archive/damaged', { detail: say('archive.file-changed') });
        }
        if (chunk.length === 0) return;
        yield chunk;
      }
    },
    close: () => handle.close(),
  };
}

function isNoFile(error: unknown): boolean {
  return [NO_FILE, 'EISDIR'].includes(systemCode(error) ?? '');
}

function unreadable(error: unknown): KeepError {
  if (error instanceof KeepError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const detail = code === 'ENOENT' ? say('archive.file-missing') : say('archive.file-unreadable', { code });
  return keepError('archive/damaged', { detail }, error);
}
