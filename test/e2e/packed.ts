import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { startAlone, type Alone } from './alone.ts';
import { sandboxSwitches } from './sandbox.ts';

/** A packed program that runs. Its fuses keep Playwright's way into the main process shut; its window is reached from outside. */
export interface Packed extends Alone {
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
  const alone = startAlone(path.join(folder, 'routerkeep'), [...sandboxSwitches(), '--disable-gpu', ...args], env);
  return {
    ...alone,
    window: async () => {
      const [, address = ''] = await alone.wrote(/DevTools listening on (ws:\S+)/);
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
