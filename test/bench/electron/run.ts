import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { chromium, type Page } from 'playwright-core';

/** A program that was started for measuring. */
export interface Started {
  readonly pid: number;
  readonly page: Page;
  /** Milliseconds from its start until what was waited for was on the screen. */
  readonly usableMs: number;
  readonly hasEnded: () => boolean;
  readonly end: () => Promise<void>;
}

export interface Program {
  readonly executable: string;
  /** Switches, the folder of the application, its own arguments. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What is there when it can be used. */
  readonly sign: string;
}

/** Starts a program and waits until its window can be used. Nothing is put into its main process. */
export async function startProgram({ executable, args, env, sign }: Program): Promise<Started> {
  const begun = Date.now();
  const child = spawn(executable, ['--remote-debugging-port=0', ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const browser = await chromium.connectOverCDP(await addressOf(child), { noDefaults: true });
  const [context] = browser.contexts();
  if (context === undefined || child.pid === undefined) throw new Error('the program has no session');
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  await page.locator(sign).first().waitFor();
  return {
    pid: child.pid,
    page,
    usableMs: (await paintedAt(page)) - begun,
    hasEnded,
    end: async () => {
      await browser.close();
      if (hasEnded()) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error('no output to read');
  const lines = createInterface(child.stderr);
  for await (const line of lines) {
    const [, address] = /DevTools listening on (ws:\S+)/.exec(line) ?? [];
    if (address === undefined) continue;
    // What comes later is not read, and must not fill the pipe either.
    child.stderr.resume();
    return address;
  }
  throw new Error('the program ended before it could be measured');
}

/** When the largest thing on the page was painted last, milliseconds since 1970, as the page itself saw it. */
async function paintedAt(page: Page): Promise<number> {
  const script = `new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(performance.timeOrigin + list.getEntries().at(-1).startTime))
      .observe({ type: 'largest-contentful-paint', buffered: true });
  })`;
  return await page.evaluate<number>(script);
}
