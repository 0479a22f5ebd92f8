import { Readable, pipeline, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import { KeepError, keepError, say } from '../../shared/index.ts';

/** Codings of HTTP (RFC 9110 8.4.1, RFC 8878) in the order in which they are to be undone. */
export type Codings = readonly string[];

/** @param header the value of Content-Encoding */
export function codingsIn(header: string | undefined): Codings {
  const named = (header ?? '').toLowerCase().split(',');
  return named
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .reverse();
}

/** Enough to see what it is: of a gzip header with its name, and of the tar behind it. */
const START_BYTES = 1_024;

/**
 * Undoes what was done to a body on its way: proxies compress although nobody asked them to. Lengths and ceilings are for
 * the caller to count.
 * @param wanted tells what the body should begin with. A server may label a compressed file with the compression that is
 *   its own; then the file is left as it is.
 * @throws KeepError device/unexpected-answer where a coding is unknown or its data is broken; whatever `chunks` throws
 */
export async function* decoded(
  chunks: AsyncIterable<Uint8Array>,
  codings: Codings,
  host: string,
  wanted?: (start: Buffer) => boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
  const source = chunks[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < START_BYTES) {
    const next = await source.next();
    if (next.done === true) break;
    head.push(next.value);
    bytes += next.value.length;
  }
  const start = Buffer.concat(head);
  let body: AsyncIterable<Uint8Array> = rest(head, source);
  try {
    if (start.length > 0 && !(wanted?.(start) === true && !startsAsWanted(start, codings, wanted))) {
      let first: Buffer | undefined = start;
      for (const coding of codings) {
        // What is not what its label says was never compressed.
        if (coding.endsWith('gzip') && first !== undefined && !isGzip(first)) continue;
        const unpacker = unpackerFor(coding, first);
        if (unpacker === undefined) throw broken(host, new Error(coding));
        pipeline(Readable.from(body, { objectMode: true }), unpacker, () => undefined);
        body = unpacker as AsyncIterable<Uint8Array>;
        first = undefined;
      }
    }
    yield* body;
  } catch (thrown) {
    if (thrown instanceof KeepError) throw thrown;
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    if (/^(Z_|ERR_BROTLI|ERR_ZSTD|ERR__|ZSTD|ERR_PADDING)/.test(code)) throw broken(host, thrown);
    throw thrown;
  } finally {
    await source.return?.();
  }
}

async function* rest(
  head: readonly Uint8Array[],
  source: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* head;
  for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
}

function broken(host: string, cause: unknown): KeepError {
  return keepError('device/unexpected-answer', { host, detail: say('device.detail.compression') }, cause);
}

/** Whether the beginning, unpacked, is what the body should begin with. */
function startsAsWanted(start: Buffer, codings: Codings, wanted: (start: Buffer) => boolean): boolean {
  try {
    const unpacked = codings.reduce((data: Buffer, coding) => unpackStart(coding, data), start);
    // Nothing at all, compressed, is an answer without a body and no file.
    return unpacked.length === 0 ? start.length < START_BYTES : wanted(unpacked);
  } catch {
    return false;
  }
}

/** The beginning of what is inside, as far as it goes. */
function unpackStart(coding: string, start: Buffer): Buffer {
  const cut = { finishFlush: zlib.constants.Z_SYNC_FLUSH, maxOutputLength: 1_048_576 };
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.gunzipSync(start, cut);
    case 'deflate':
      return isZlib(start) ? zlib.inflateSync(start, cut) : zlib.inflateRawSync(start, cut);
    case 'br':
      return zlib.brotliDecompressSync(start, { finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH });
    default:
      throw new Error('not looked into');
  }
}

function unpackerFor(coding: string, start: Buffer | undefined): Transform | undefined {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip();
    case 'deflate':
      // Some servers leave out the frame that belongs to it.
      return start === undefined || isZlib(start) ? zlib.createInflate() : zlib.createInflateRaw();
    case 'br':
      return zlib.createBrotliDecompress();
    case 'zstd':
      return zlib.createZstdDecompress();
    default:
      return undefined;
  }
}

function isGzip(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** RFC 1950: method 8, and the first two bytes as a number are a multiple of 31. */
function isZlib(start: Buffer): boolean {
  const [method = 0, flags = 0] = start;
  return (method & 0x0f) === 8 && (method * 256 + flags) % 31 === 0;
}
