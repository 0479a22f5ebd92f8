import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

/** A packed program that runs. Its fuses keep Playwright's way into the main process shut; its window is reached from outside. */
export interface Packed {
  readonly process: ChildProcess;
  readonly output: () => string;
  /** Resolves with the exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Resolves when it wrote this; rejects when it ends without. */
  readonly wrote: (text: RegExp) => Promise<RegExpExecArray>;
  /** Its window, through the port that `--remote-debugging-port=0` opened. */
  readonly window: () => Promise<Page>;
}

export interface PackedOptions {
  /** The folder of the unpacked program. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** Starts it; it ends with the test. */
export function startPacked({ folder, env, args = [] }: PackedOptions): Packed {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(path.join(folder, 'routerkeep'), [...asRoot, '--disable-gpu', ...args], { env });
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
  return {
    process: child,
    output: () => output,
    ended,
    wrote,
    window: async () => {
      const [, address = ''] = await wrote(/DevTools listening on (ws:\S+)/);
      const browser = await chromium.connectOverCDP(address, { noDefaults: true });
      onTestFinished(() => browser.close());
      return firstPage(browser);
    },
  };
}

async function firstPage(browser: Browser): Promise<Page> {
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('the program has no session');
  return context.pages()[0] ?? (await context.waitForEvent('page'));
}
