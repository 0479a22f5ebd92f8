import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflateRaw } from 'node:zlib';
import { keepError, KeepError, say } from '../../shared/index.ts';
import type { ArchiveFile } from './archive-file.ts';
import type { Consume } from './container.ts';

/**
 * Unpacks gzip from the beginning of a file to `until`; zlib checks CRC-32 and length of every member.
 * @throws KeepError archive/damaged, whatever `consume` throws, or the signal's abort
 */
export async function gunzip(
  file: ArchiveFile,
  until: number,
  consume: Consume,
  signal: AbortSignal | undefined,
): Promise<'whole' | 'trailing-data' | { readonly cutShort: Error }> {
  const engine = createGunzip();
  try {
    await pipeline(
      file.chunks({ until }),
      engine,
      async (unpacked: AsyncIterable<Uint8Array>) => {
        for await (const chunk of unpacked) consume(chunk);
      },
      signal === undefined ? {} : { signal },
    );
  } catch (error) {
    if (isTrailingData(error)) return 'trailing-data';
    // A single byte behind the end looks like the beginning of one more member.
    if (error instanceof Error && 'code' in error && error.code === 'Z_BUF_ERROR') return { cutShort: error };
    throw damageOf(error);
  }
  // Node's gunzip stops in silence at bytes behind the end that are no further gzip member.
  return engine.bytesWritten === until ? 'whole' : 'trailing-data';
}

function isTrailingData(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  // The engine ended while the file went on: zeros behind the end, in another chunk than the end itself.
  if (error.code === 'ERR_STREAM_PREMATURE_CLOSE') return true;
  // The first member's magic was there, so this one is looked for behind it.
  return error.code === 'Z_DATA_ERROR' && error.message.includes('incorrect header check');
}

function damageOf(error: unknown): unknown {
  if (error instanceof KeepError || !(error instanceof Error) || !('code' in error)) return error;
  switch (error.code) {
    case 'Z_DATA_ERROR':
      return keepError('archive/damaged', { detail: dataDetail(error.message) }, error);
    case 'Z_NEED_DICT':
      return keepError('archive/damaged', { detail: say('archive.compression-unsupported') }, error);
    default:
      return error;
  }
}

/** zlib tells its data errors apart by its own fixed words alone. */
function dataDetail(message: string): string {
  if (/incorrect (data|length) check/.test(message)) return say('archive.checksum');
  return say('archive.compression-broken');
}

/** Name, comment and other things in the header of a member; longer ones are nobody's. */
const LONGEST_HEADER = 64 * 1024;
/** CRC-32 and length. */
const TRAILER = 8;

/**
 * Where the last member of a gzip file ends: behind it may be padding. Nothing is proven here, only found; `gunzip` up to
 * there proves. RFC 1952, 2.3.
 */
export async function gzipEnd(
  file: ArchiveFile,
  mostUnpacked: number,
  signal: AbortSignal | undefined,
): Promise<number> {
  let end = 0;
  for (;;) {
    const header = headerLength(await file.read(end, LONGEST_HEADER));
    if (header === undefined) return end;
    const packed = await deflatedLength(file, end + header, mostUnpacked, signal);
    if (packed === undefined || end + header + packed + TRAILER > file.size) return end;
    end += header + packed + TRAILER;
  }
}

function headerLength(bytes: Buffer): number | undefined {
  if (bytes.length < 10 || bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) return undefined;
  const flags = bytes[3] ?? 0;
  let length = 10;
  if ((flags & 4) !== 0) length += 2 + (bytes.length < length + 2 ? 0 : bytes.readUInt16LE(length));
  // A name, a comment: each ends with a zero byte.
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const zero = bytes.indexOf(0, length);
    if (zero === -1) return undefined;
    length = zero + 1;
  }
  if ((flags & 2) !== 0) length += 2;
  return length <= bytes.length ? length : undefined;
}

/** Bytes of one deflate stream, which tells its own end; undefined where it does not make sense. */
async function deflatedLength(
  file: ArchiveFile,
  from: number,
  mostUnpacked: number,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const engine = createInflateRaw();
  let bytes = 0;
  try {
    await pipeline(
      file.chunks({ from }),
      engine,
      async (unpacked: AsyncIterable<Uint8Array>) => {
        for await (const chunk of unpacked) {
          bytes += chunk.length;
          if (bytes > mostUnpacked) throw keepError('archive/damaged', { detail: say('archive.trailing-data') });
        }
      },
      signal === undefined ? {} : { signal },
    );
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // It ended while the file went on: that is what is asked.
    if (code !== 'ERR_STREAM_PREMATURE_CLOSE') {
      if (signal?.aborted === true || error instanceof KeepError) throw error;
      return undefined;
    }
  }
  return engine.bytesWritten;
}
