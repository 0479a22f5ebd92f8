import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeEach } from 'vitest';
import { without } from '../desktop/index.ts';
import { chromiumPath, startBrowser } from './browser.ts';

const started: { browser?: Promise<Browser> } = {};

/** The one browser of a test file. */
export function browser(): Promise<Browser> {
  const executable = chromiumPath();
  if (executable === undefined) throw new Error('no Chromium');
  return (started.browser ??= startBrowser(executable));
}

/** Called once in each test file: without a Chromium or without the built page its tests say so and are skipped. */
export function needsBrowser(): void {
  beforeEach((context) => {
    if (chromiumPath() === undefined) {
      without(
        context,
        'There is no Chromium here: install the package "chromium", or name one in ROUTERKEEP_CHROMIUM.',
      );
    }
    if (!existsSync(path.resolve(import.meta.dirname, '../../dist/page/index.html'))) {
      throw new Error('The page is not built yet: run "npm run build".');
    }
  });
  afterAll(async () => {
    await (await started.browser)?.close();
    delete started.browser;
  });
}
