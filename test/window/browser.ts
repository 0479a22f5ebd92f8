import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import type { Bridge, EventName, EventPayload, Reply } from '../../shared/ipc/index.ts';

const root = path.resolve(import.meta.dirname, '../..');
const BUILT = path.join(root, 'dist/page');
/** Not a real host: every request is answered from the built files. */
const ORIGIN = 'https://page.test';

/** The policy that the shell sends along with the page. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Answers the calls of one page, as the main process would. */
export type AnswerCall = (channel: string, input: unknown, work: number | undefined) => Promise<Reply<unknown>>;

export interface OpenedPage {
  readonly page: Page;
  /** Pushes an event to the page. */
  readonly push: <Name extends EventName>(name: Name, payload: EventPayload<Name>) => Promise<void>;
  /** What the page complained about: faults, and breaches of the policy. */
  readonly complaints: readonly string[];
}

/** Where a Chromium is: ROUTERKEEP_CHROMIUM, or Debian's. Undefined where there is none. */
export function chromiumPath(): string | undefined {
  return [process.env.ROUTERKEEP_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
    (file) => file !== undefined && existsSync(file),
  );
}

export async function startBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

/** The built page, its bridge joined to `answer`. */
export async function openPage(
  browser: Browser,
  answer: AnswerCall,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({
    viewport: { width: 960, height: 640 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    const file = path.join(BUILT, pathname === '/' ? 'index.html' : path.normalize(pathname));
    const body = await readFile(file).catch(() => undefined);
    if (body === undefined) return route.fulfill({ status: 404 });
    return route.fulfill({
      body,
      headers: {
        'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
        'content-security-policy': POLICY,
      },
    });
  });
  await page.exposeFunction('testInvoke', answer);
  await page.addInitScript(installBridge);
  await page.goto(`${ORIGIN}/index.html`);
  return {
    page,
    complaints,
    push: (name, payload) =>
      page.evaluate(({ name, payload }) => window.testPush(name, payload), { name: name, payload }),
  };
}

declare global {
  interface Window {
    readonly testInvoke: AnswerCall;
    readonly testPush: (name: string, payload: unknown) => void;
  }
}

/** Runs in the page, before its own scripts: what the preload does in Electron. */
function installBridge(): void {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const bridge: Bridge = {
    invoke: (channel, input, work) => window.testInvoke(channel, input, work),
    subscribe: (event, listener) => {
      const all = listeners.get(event) ?? new Set();
      listeners.set(event, all.add(listener));
      return () => void all.delete(listener);
    },
  };
  Object.assign(window, {
    routerkeep: bridge,
    testPush: (name: string, payload: unknown) => listeners.get(name)?.forEach((listener) => listener(payload)),
  });
}
