import type { ErrorReport, ExitCode } from '../../shared/index.ts';
import type { Keeper } from '../keeper/types.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** Standard input: a terminal can be switched to raw mode, so that a password is not echoed. */
export interface Input extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
  readonly setRawMode?: (raw: boolean) => unknown;
}

export interface Output extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  /** Width of the terminal in character cells. */
  readonly columns?: number;
}

/** Puts the real keeper together. `home`: absolute folder given with --home; `env` names keyring, master key, proxies. */
export type OpenKeeper = (options: { readonly home: string | undefined; readonly env: Env }) => Promise<Keeper>;

/** Everything outside the program that a command may touch, so that tests can run it inside their own process. */
export interface CliIo {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Env;
  /** Absolute; relative paths of the command line start here. */
  readonly cwd: string;
  /** Of Node.js, such as "24.21.0". */
  readonly nodeVersion: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly openKeeper: OpenKeeper;
}

/** How a command ended: what it found, for `--json`, and the exit code. */
export interface Outcome {
  readonly results: readonly object[];
  readonly exit: ExitCode;
  /** The error of the whole command; failures of single results stay inside these. */
  readonly error?: ErrorReport;
}
