import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openPage } from './browser.ts';
import { samplePlaces } from './sample-places.ts';
import { browser, needsBrowser } from './with-browser.ts';

needsBrowser();

const WINDOW = { width: 960, height: 640 };
const LOOKS: readonly [string, BrowserContextOptions][] = [
  ['light', { colorScheme: 'light', viewport: WINDOW }],
  ['dark', { colorScheme: 'dark', viewport: WINDOW }],
  ['high contrast', { forcedColors: 'active', viewport: WINDOW }],
  ['the smallest window', { viewport: { width: 720, height: 520 } }],
  ['200 % in the smallest window', { viewport: { width: 360, height: 260 }, deviceScaleFactor: 2 }],
];
const SECTIONS = [
  'General',
  'Schedule',
  'Keep',
  'Folder',
  'Second place',
  'Notifications',
  'Alarms',
  'Exceptions',
  'About',
];

async function open(place: string, look: BrowserContextOptions): Promise<Page> {
  const { page } = await openPage(await browser(), samplePlaces().answer, { reducedMotion: 'reduce', ...look });
  onTestFinished(() => page.context().close());
  await page.getByRole('link', { name: place }).click();
  return page;
}

async function expectLegible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))).toEqual([]);
  const sideways = await page.locator('.content').evaluate((content) => content.scrollWidth - content.clientWidth);
  expect(sideways).toBeLessThanOrEqual(0);
}

describe.each(LOOKS)('in %s', (_name, look) => {
  it('History is legible to all, with a backup open and the question whether to delete it', async () => {
    const page = await open('History', look);
    await page.locator('.history-opener').nth(1).click();
    await page.locator('.backup').waitFor();
    await expectLegible(page);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').waitFor();
    await expectLegible(page);
  });

  it('Restore is legible to all', async () => {
    const page = await open('Restore', look);
    await page.locator('.guide').waitFor();
    await expectLegible(page);
  });

  it('every section of Settings is legible to all', async () => {
    const page = await open('Settings', look);
    for (const name of SECTIONS) {
      await page.getByRole('tab', { name }).click();
      await page.getByRole('tabpanel', { name }).waitFor();
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      await expectLegible(page);
    }
  });
});
