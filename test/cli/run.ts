import { PassThrough } from 'node:stream';
import type { CliIo, Env } from '../../electron/cli/io.ts';
import { runCli } from '../../electron/cli/run-cli.ts';
import type { Keeper } from '../../electron/keeper/types.ts';
import type { ExitCode } from '../../shared/index.ts';
import { fakeKeeper } from './fake-keeper.ts';

export interface RunOptions {
  readonly keeper?: Partial<Keeper>;
  readonly openKeeper?: CliIo['openKeeper'];
  /** What is piped into standard input; it ends after that. */
  readonly stdin?: string | Buffer;
  readonly env?: Env;
  readonly cwd?: string;
  readonly signal?: AbortSignal;
  readonly nodeVersion?: string;
  /** Standard input and standard error are a terminal; `answers` are typed, one at each question. */
  readonly answers?: readonly string[];
  /** Width of a terminal at standard output. */
  readonly columns?: number;
}

export interface Ran {
  readonly exit: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether the terminal's echo was switched off and on again, in order. */
  readonly rawModes: readonly boolean[];
}

/** Runs one command line inside this process. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const stdin = Object.assign(new PassThrough(), { rawModes: new Array<boolean>() });
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const shown = { stdout: '', stderr: '' };
  stdout.on('data', (data: Buffer) => (shown.stdout += data.toString()));
  stderr.on('data', (data: Buffer) => (shown.stderr += data.toString()));
  const answers = [...(options.answers ?? [])];
  if (options.answers) {
    Object.assign(stdin, { isTTY: true, setRawMode: (raw: boolean) => stdin.rawModes.push(raw) });
    Object.assign(stderr, { isTTY: true });
    // A question ends with a space and no line end; the person answers when it stands there.
    stderr.on('data', (data: Buffer) => {
      const text = data.toString();
      if (!/[:\]?] $/.test(text)) return;
      const answer = answers.shift();
      if (answer !== undefined) stdin.write(answer);
    });
  } else {
    stdin.end(options.stdin ?? '');
  }
  if (options.columns !== undefined) Object.assign(stdout, { isTTY: true, columns: options.columns });
  const exit = await runCli(argv, {
    stdin,
    stdout,
    stderr,
    env: { TERM: 'dumb', ...options.env },
    cwd: options.cwd ?? '/srv',
    nodeVersion: options.nodeVersion ?? '24.21.0',
    signal: options.signal ?? new AbortController().signal,
    openKeeper: options.openKeeper ?? (() => Promise.resolve(fakeKeeper(options.keeper))),
  });
  return { exit, stdout: shown.stdout, stderr: shown.stderr, rawModes: stdin.rawModes };
}

/** The one object of `--json`. Fails when there is anything else on standard output. */
export function jsonOf({ stdout }: Pick<Ran, 'stdout'>): {
  readonly ok: boolean;
  readonly command: string | null;
  readonly results: readonly Record<string, unknown>[];
  readonly error?: { readonly code: string; readonly message: string; readonly hint: string; readonly retry: string };
} {
  const lines = stdout.split('\n');
  if (lines.length !== 2 || lines[1] !== '') throw new Error(`not one line: ${stdout}`);
  return JSON.parse(lines[0] ?? '') as ReturnType<typeof jsonOf>;
}
