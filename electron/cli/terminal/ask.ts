import { StringDecoder } from 'node:string_decoder';
import { keepError } from '../../../shared/index.ts';
import type { CliIo } from '../io.ts';
import { printable } from '../printable.ts';
import { EMPTY_ENTRY, typeKey, type HiddenEntry } from './hidden-keys.ts';
import { readFirstLine } from './read-line.ts';

type Asking = Pick<CliIo, 'stdin' | 'stderr' | 'signal'>;

/**
 * Asks at the terminal, the answer visible. The terminal's own line editing applies.
 * @throws KeepError cancelled, also when the input is closed (Ctrl-D)
 */
export async function ask(io: Asking, question: string): Promise<string> {
  io.stderr.write(`${printable(question)} `);
  const answer = await readFirstLine(io.stdin, io.signal);
  if (answer === undefined) throw keepError('cancelled', {});
  return answer.trim();
}

/** A yes-or-no question; anything but a yes is no. */
export async function confirm(io: Asking, question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await ask(io, `${question} [y/N]`));
}

/**
 * Asks at the terminal without showing what is typed. Spaces are kept; what comes behind the line end is dropped.
 * @throws KeepError cancelled (Ctrl-C, Ctrl-D on an empty line, the signal)
 */
export function askHidden(io: Asking, question: string): Promise<string> {
  const { stdin, stderr, signal } = io;
  return new Promise((resolve, reject) => {
    const decoder = new StringDecoder('utf8');
    let entry: HiddenEntry = EMPTY_ENTRY;
    const finish = (ended: HiddenEntry['ended']): void => {
      stdin.off('data', onData).off('end', onEnd).off('error', onEnd);
      signal.removeEventListener('abort', onEnd);
      stdin.setRawMode?.(false);
      stdin.pause();
      stderr.write('\n');
      if (ended === 'entered') resolve(entry.text);
      else reject(keepError('cancelled', {}));
    };
    const onData = (data: Buffer): void => {
      for (const key of decoder.write(data)) entry = typeKey(entry, key);
      if (entry.ended) finish(entry.ended);
    };
    const onEnd = (): void => finish('closed');
    if (signal.aborted) {
      reject(keepError('cancelled', {}));
      return;
    }
    signal.addEventListener('abort', onEnd);
    // Before the question, so that nothing typed at the sight of it is echoed.
    stdin.setRawMode?.(true);
    stderr.write(`${printable(question)} `);
    stdin.on('data', onData).on('end', onEnd).on('error', onEnd);
    stdin.resume();
  });
}
