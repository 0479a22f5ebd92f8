import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AppState } from '../../shared/ipc/index.ts';
import { browser, needsBrowser } from './with-browser.ts';
import { openPage, type OpenedPage } from './browser.ts';
import { canned } from './canned.ts';
import { allStates, sampleFleet, sampleState } from './sample-fleet.ts';
import { sampleAdding } from './sample-adding.ts';

needsBrowser();

const WINDOW = { width: 960, height: 640 };
const LOOKS: readonly [string, BrowserContextOptions][] = [
  ['light', { colorScheme: 'light', viewport: WINDOW }],
  ['dark', { colorScheme: 'dark', viewport: WINDOW }],
  ['high contrast', { forcedColors: 'active', viewport: WINDOW }],
  ['the smallest window', { viewport: { width: 720, height: 520 } }],
  ['200 % in the smallest window', { viewport: { width: 360, height: 260 }, deviceScaleFactor: 2 }],
];

async function open(state: AppState, look: BrowserContextOptions): Promise<OpenedPage> {
  const opened = await openPage(await browser(), canned(state), { reducedMotion: 'reduce', ...look });
  onTestFinished(() => opened.page.context().close());
  await opened.page.getByRole('heading', { level: 1 }).waitFor();
  return opened;
}

async function faults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** What is cut off or pushes the page aside. */
async function sideways(page: Page): Promise<number> {
  return page.locator('.content').evaluate((content) => content.scrollWidth - content.clientWidth);
}

describe.each(LOOKS)('in %s', (_name, look) => {
  it('every state of a device is legible to all', async () => {
    const { page } = await open(sampleState(allStates(), { demo: true, notices: ['Something was repaired.'] }), look);
    await page.locator('.night').first().waitFor();
    expect(await faults(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
  });

  it('a fleet is legible to all', async () => {
    const { page } = await open(sampleState(sampleFleet(40)), look);
    await page.locator('.fleet-device').first().waitFor();
    expect(await faults(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
  });

  it('the first screen is legible to all', async () => {
    const { page } = await open(sampleState([]), look);
    expect(await faults(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
  });

  it('an open menu and a dialog are legible to all', async () => {
    const { page } = await open(sampleState(allStates()), look);
    await page.getByRole('button', { name: 'More for Office router' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole('menuitem', { name: 'Change password' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it('every step of adding a device is legible to all', async () => {
    const { page, push } = await open(sampleState([], { adding: sampleAdding('address') }), look);
    await page.keyboard.press('Control+n');
    for (const step of ['address', 'trust', 'sign-in', 'check', 'first-backup', 'done'] as const) {
      await push('adding', sampleAdding(step));
      await page.locator(`.panel[data-step="${step}"]`).waitFor();
      expect(await faults(page), step).toEqual([]);
      expect(await sideways(page), step).toBeLessThanOrEqual(0);
    }
  });
});
