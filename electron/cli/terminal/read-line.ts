import { keepError } from '../../../shared/index.ts';
import type { Input } from '../io.ts';
import { invalidWords } from '../usage-error.ts';

/** No answer to any question is longer; a stream that goes on and on without a line end is not an answer. */
const LONGEST_LINE = 64 * 1024;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * The first line of a stream without its end, exact otherwise; undefined when the stream ends with nothing in it.
 * What follows the line is not used for anything.
 * @throws KeepError cancelled; usage/invalid for a line that is too long or no UTF-8
 */
export async function readFirstLine(stream: Input, signal: AbortSignal): Promise<string | undefined> {
  const bytes = await firstLineBytes(stream, signal);
  if (bytes === undefined) return undefined;
  return decode(bytes);
}

/** Bytes. Far more than the devices of one list. */
const MOST_LINES = 4 * 1024 * 1024;

/**
 * All lines of a stream without their ends, exact otherwise; an empty one at the end counts for nothing.
 * @throws KeepError cancelled; usage/invalid for input that is too long or no UTF-8
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
  const lines = decode(Buffer.concat(chunks)).split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw invalidWords('cli.bad.input-text');
  }
}

function firstLineBytes(stream: Input, signal: AbortSignal): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = (settle: () => void): void => {
      stream.off('data', onData).off('end', onEnd).off('error', onError);
      signal.removeEventListener('abort', onAbort);
      stream.pause();
      settle();
    };
    const onData = (data: Buffer | string): void => {
      const chunk = Buffer.from(data);
      const end = chunk.indexOf(LINE_FEED);
      chunks.push(end === -1 ? chunk : chunk.subarray(0, end));
      length += chunk.length;
      if (end !== -1) finish(() => resolve(withoutReturn(Buffer.concat(chunks))));
      else if (length > LONGEST_LINE) finish(() => reject(invalidWords('cli.bad.input-long')));
    };
    const onEnd = (): void => finish(() => resolve(length === 0 ? undefined : withoutReturn(Buffer.concat(chunks))));
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

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}
