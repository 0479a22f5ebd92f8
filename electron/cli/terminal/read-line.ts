import { keepError } from '../../../shared/index.ts';
import { decodeUnambiguous, lineFeedIn, linesOf } from '../../platform/decode-text.ts';
import type { Input } from '../io.ts';
import { invalidWords } from '../usage-error.ts';

/** No answer to any question is longer; a stream that goes on and on without a line end is not an answer. */
const LONGEST_LINE = 64 * 1024;

/**
 * The first line of a stream without its end, exact otherwise; undefined when the stream ends with nothing in it.
 * What follows the line is not used for anything.
 * @throws KeepError cancelled; usage/invalid for a line that is too long, or whose bytes could be read in more than one way
 */
export async function readFirstLine(stream: Input, signal: AbortSignal): Promise<string | undefined> {
  const bytes = await firstLineBytes(stream, signal);
  return bytes === undefined ? undefined : (exactLines(bytes)[0] ?? '');
}

/** Bytes. Far more than the devices of one list. */
const MOST_LINES = 4 * 1024 * 1024;

/**
 * All lines of a stream without their ends, exact otherwise; an empty one at the end counts for nothing.
 * @throws KeepError cancelled; usage/invalid for input that is too long, or whose bytes could be read in more than one way
 */
export async function readLines(stream: Input, signal: AbortSignal): Promise<readonly string[]> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const data of stream) {
    if (signal.aborted) throw keepError('cancelled', {});
    const chunk = Buffer.from(data);
    length += chunk.length;
    if (length > MOST_LINES) throw invalidWords('cli.bad.input-long');
    chunks.push(chunk);
  }
  return exactLines(Buffer.concat(chunks));
}

/** Marks stand at the begin of files, and so between lines of files that were joined: they belong to no answer. */
function exactLines(bytes: Uint8Array): readonly string[] {
  const decoded = decodeUnambiguous(bytes);
  if (decoded === undefined) throw invalidWords('cli.bad.input-text');
  return linesOf(decoded.text).map((line) => line.replace(/^\ufeff+|\ufeff+$/gu, ''));
}

function firstLineBytes(stream: Input, signal: AbortSignal): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    let read = Buffer.alloc(0);
    const finish = (settle: () => void): void => {
      stream.off('data', onData).off('end', onEnd).off('error', onError);
      signal.removeEventListener('abort', onAbort);
      stream.pause();
      settle();
    };
    const onData = (data: Buffer | string): void => {
      read = Buffer.concat([read, Buffer.from(data)]);
      const end = lineFeedIn(read);
      if (end !== -1) finish(() => resolve(read.subarray(0, end)));
      else if (read.length > LONGEST_LINE) finish(() => reject(invalidWords('cli.bad.input-long')));
    };
    const onEnd = (): void => finish(() => resolve(read.length === 0 ? undefined : read));
    const onError = (error: Error): void => finish(() => reject(invalidWords('cli.bad.input-read', error)));
    const onAbort = (): void => finish(() => reject(keepError('cancelled', {})));
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort);
    stream.on('data', onData).on('end', onEnd).on('error', onError);
    stream.resume();
  });
}
