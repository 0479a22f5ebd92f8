import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import type { ElectronUnderTest } from './electron-under-test.ts';

/** The running program, as a person and a test see it. */
export interface Application {
  readonly electron: ElectronApplication;
  readonly process: ChildProcess;
  /** The window that is there, or the next one. */
  readonly window: () => Promise<Page>;
  /** All that it wrote so far. */
  readonly output: () => string;
  /** Resolves with the exit code when it ended; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** As its last breath: no chance to clear up. */
  readonly kill: () => Promise<void>;
  /** Ends it as a person does, if it still runs. */
  readonly quit: () => Promise<void>;
}

export interface LaunchOptions {
  readonly under: ElectronUnderTest;
  readonly env: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** Starts the program and waits until it answers, not until it has a window. */
export async function launch({ under, env, args = [] }: LaunchOptions): Promise<Application> {
  const electron = await _electron.launch({
    executablePath: under.executable,
    args: [...under.switches, under.application, ...args],
    env: { ...env },
    // Playwright would pin the page to light.
    colorScheme: null,
  });
  const child = electron.process();
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = once(child, 'exit').then(() => child.exitCode);
  return {
    electron,
    process: child,
    window: async () => electron.windows().find((page) => !page.isClosed()) ?? (await electron.waitForEvent('window')),
    output: () => output,
    ended,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    quit: async () => {
      if (child.exitCode === null && child.signalCode === null) await electron.close();
    },
  };
}
