import type { ExitCode } from '../../shared/index.ts';
import type { CliIo } from './io.ts';
import { parseCommandLine } from './parse-command-line.ts';

/** Help is wrapped to the terminal, within what is pleasant to read. */
const WIDEST_HELP = 100;
const HELP_WITHOUT_TERMINAL = 80;

/** The first with all of node:sqlite that the history needs; `engines` in package.json says the same. */
const OLDEST_NODE = 24;

/**
 * Runs one command line and says how the process should end. Never throws.
 * What only some command lines need is loaded when they do: `--help` starts as fast as the language itself.
 */
export async function runCli(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const columns = Math.min(io.stdout.columns ?? HELP_WITHOUT_TERMINAL, WIDEST_HELP);
  const line = parseCommandLine(argv, columns);
  switch (line.kind) {
    case 'help':
      if (line.json) return printJson(io, 'help', { text: line.text });
      (line.asked ? io.stdout : io.stderr).write(`${line.text}\n`);
      return line.asked ? 0 : 2;
    case 'version':
      if (line.json) return printJson(io, 'version', { version: line.version });
      io.stdout.write(`${line.version}\n`);
      return 0;
    case 'usage': {
      const { reportUsage } = await import('./report-usage.ts');
      return reportUsage(line, io);
    }
    case 'run': {
      if (Number.parseInt(io.nodeVersion, 10) < OLDEST_NODE) {
        const { reportUsage } = await import('./report-usage.ts');
        const problem = { kind: 'old-node', name: io.nodeVersion } as const;
        return reportUsage({ kind: 'usage', problem, command: line.command, json: line.json }, io);
      }
      const { runCommand } = await import('./run-command.ts');
      return runCommand(line, io);
    }
  }
}

function printJson(io: CliIo, command: string, result: object): ExitCode {
  io.stdout.write(`${JSON.stringify({ ok: true, command, results: [result] })}\n`);
  return 0;
}
