import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** A program that runs without a debugger. */
export interface Alone {
  readonly process: ChildProcess;
  readonly output: () => string;
  /** Resolves with the exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Resolves when it wrote this; rejects when it ends without. */
  readonly wrote: (text: RegExp) => Promise<RegExpExecArray>;
}

/** Starts it; it ends with the test. */
export function startAlone(executable: string, args: readonly string[], env: Readonly<Record<string, string>>): Alone {
  const child = spawn(executable, args, { env });
  let output = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      waiting.forEach((check) => check());
    });
  }
  const ended = once(child, 'close').then(() => child.exitCode);
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  });
  const wrote = (text: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        const found = text.exec(output);
        if (found === null) return;
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
      void ended.then(() => reject(new Error(`ended without ${String(text)}: ${output}`)));
    });
  return { process: child, output: () => output, ended, wrote };
}
