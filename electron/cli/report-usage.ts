import { reportOf, type ExitCode } from '../../shared/index.ts';
import type { CliIo } from './io.ts';
import { createPage } from './page.ts';
import type { CommandLine } from './parse-command-line.ts';
import { usageError } from './usage-error.ts';

/** Ends a command line that could not be understood. */
export function reportUsage(line: Extract<CommandLine, { kind: 'usage' }>, io: CliIo): ExitCode {
  const error = reportOf(usageError(line.problem));
  createPage(io, line.json).finish(line.command, { results: [], exit: 2, error });
  return 2;
}
