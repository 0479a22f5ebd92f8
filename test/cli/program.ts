import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Env } from '../../electron/cli/io.ts';

const PROGRAM = path.resolve(import.meta.dirname, '../../dist/cli/routerkeep.js');

/** The built program, as people run it. `npm run build` makes it; `npm test` does so first. */
export function builtProgram(): string {
  if (!existsSync(PROGRAM)) throw new Error('There is no built program: run "npm run build" first.');
  return PROGRAM;
}

export interface Ended {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** Resolves when the text was written to one of the streams; rejects when the program ends without it. */
  readonly seen: (text: string) => Promise<void>;
  readonly ended: Promise<Ended>;
}

export interface StartOptions {
  readonly env: Env;
  readonly cwd?: string;
  /** Piped in, then closed. Left out: nothing is piped in, and the input stays open. */
  readonly stdin?: string;
  /** The program and its first arguments; default: Node with the built program. */
  readonly launcher?: readonly string[];
}

/** Starts the program as a process of its own. */
export function start(argv: readonly string[], { env, cwd, stdin, launcher }: StartOptions): Running {
  const [command = process.execPath, ...first] = launcher ?? [process.execPath, builtProgram()];
  const child = spawn(command, [...first, ...argv], { env, ...(cwd !== undefined && { cwd }) });
  const shown = { stdout: '', stderr: '' };
  const waiting = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      shown[name] += text;
      waiting.forEach((check) => check());
    });
  }
  child.stdin.on('error', () => undefined);
  if (stdin !== undefined) child.stdin.end(stdin);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject).on('close', (exit) => resolve({ exit, ...shown }));
  });
  const seen = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        if (!shown.stdout.includes(text) && !shown.stderr.includes(text)) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
      void ended.then(() => reject(new Error(`ended without "${text}": ${shown.stdout}${shown.stderr}`)));
    });
  return { child, seen, ended };
}
