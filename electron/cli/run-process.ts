import type { CliIo } from './io.ts';
import { runCli } from './run-cli.ts';

/**
 * Runs one command line as this process: real streams, Ctrl-C, the exit code. The process then ends by itself, with
 * everything written.
 */
export async function runProcess(argv: readonly string[]): Promise<void> {
  const controller = new AbortController();
  // A reader that has seen enough (`routerkeep list | head -1`) is no failure, and never a reason to stop a backup.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  hideWarnings();
  process.on('uncaughtException', (error) => void endUnforeseen(error));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt(controller));
  process.exitCode = await runCli(argv, realIo(controller.signal));
  // A stream that failed says so at every later write.
  process.stdout.write('', (error: NodeJS.ErrnoException | null | undefined) => {
    if (error && error.code !== 'EPIPE') void tellLostOutput(error.code ?? error.name);
  });
}

/** A full disk and the like: what was asked for did not arrive. */
async function tellLostOutput(reason: string): Promise<void> {
  const { say } = await import('../../shared/index.ts');
  process.stderr.write(`${say('cli.output-lost', { reason })}\n`);
  if (process.exitCode === 0) process.exitCode = 1;
}

/** What nobody foresaw, outside any command: its kind is told, never its text, which may hold anything. */
async function endUnforeseen(thrown: unknown): Promise<void> {
  try {
    const { asKeepError } = await import('../../shared/index.ts');
    const error = asKeepError(thrown);
    process.stderr.write(`${error.message}\n  Hint: ${error.hint}\n`);
  } finally {
    // Also where the program's own files are gone (it was replaced while it ran): a failure in here would come back
    // here, for ever.
    process.exit(1);
  }
}

/** The first time asks the work to stop, sign out and clean up; the second time ends at once. */
function interrupt(controller: AbortController): void {
  if (controller.signal.aborted) process.exit(130);
  controller.abort();
  // Signing out may take some seconds: nobody should think that the keys were not heard.
  import('../../shared/index.ts').then(
    ({ say }) => process.stderr.write(`\n${say('cli.stopping')}\n`),
    // The program was replaced while it ran: it stops all the same.
    () => undefined,
  );
}

/** Warnings of the platform (an API still called experimental) say nothing to a person who runs this program. */
function hideWarnings(): void {
  if ((process.env.ROUTERKEEP_DEBUG ?? '') === '') process.removeAllListeners('warning');
}

function realIo(signal: AbortSignal): CliIo {
  return {
    // Opened at its first use: most commands read nothing.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    nodeVersion: process.versions.node,
    signal,
    openKeeper: async (options) => (await import('../compose/index.ts')).openKeeper(options),
  };
}
