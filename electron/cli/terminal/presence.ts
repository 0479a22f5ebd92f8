import type { CliIo } from '../io.ts';

/** Whether a person can be asked: the question goes to standard error, the answer comes from standard input. */
export function isAtTerminal(io: Pick<CliIo, 'stdin' | 'stderr'>): boolean {
  return io.stdin.isTTY === true && io.stderr.isTTY === true;
}
