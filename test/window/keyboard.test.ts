import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openPage } from './browser.ts';
import { sampleFleet, sampleState } from './sample-fleet.ts';
import { samplePlaces, sampleTrio } from './sample-places.ts';
import { browser, needsBrowser } from './with-browser.ts';

needsBrowser();

async function open(devices = sampleTrio()): Promise<Page> {
  const { answer } = samplePlaces({ devices, nights: 12, state: sampleState(devices) });
  const { page } = await openPage(await browser(), answer, { reducedMotion: 'reduce' });
  onTestFinished(() => page.context().close());
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** What has the focus: its name, or what it is. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: at } = document;
    return at?.getAttribute('aria-label') ?? at?.textContent ?? '';
  });
}

/** Goes on with Tab until something has the focus; fails where it cannot be reached. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < 80; steps += 1) {
    if ((await focused(page)) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`"${name}" cannot be reached with the Tab key`);
}

/** Nothing behind the dialog takes the focus, however often one goes on. */
async function staysInside(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  const isInside = (): Promise<boolean> => dialog.evaluate((own) => own.contains(document.activeElement));
  expect(await isInside(), 'focus goes into the dialog').toBe(true);
  for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab']) {
    await page.keyboard.press(key);
    expect(await isInside(), `${key} stays in the dialog`).toBe(true);
  }
}

async function leavesTo(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toBe(name);
}

describe('with the keyboard alone', () => {
  const MENU = 'More for Office router';

  it('every dialog of a device opens, holds the focus, and gives it back', async () => {
    const page = await open();
    await tabTo(page, MENU);
    for (const entry of [
      'Check sign-in',
      'Change password',
      'Change address',
      'Compare certificates',
      'Schedule',
      'Group',
      'Rename',
    ]) {
      await page.keyboard.press('Enter');
      await page.getByRole('menu').waitFor();
      // The first letters lead there, as in every menu.
      await page.keyboard.type(entry);
      await expect.poll(() => focused(page)).toBe(entry);
      await page.keyboard.press('Enter');
      await staysInside(page);
      await leavesTo(page, MENU);
    }
  });

  it('the menu inside the menu is gone into and left', async () => {
    const page = await open();
    await tabTo(page, MENU);
    await page.keyboard.press('Enter');
    await page.keyboard.type('Pause');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => focused(page)).toBe('For an hour');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => focused(page)).toBe('Pause');
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page)).toBe(MENU);
  });

  it('the card of one of a fleet opens from its name, and the name has the focus again', async () => {
    const page = await open([...sampleFleet(14)]);
    await page.locator('.fleet-device').first().waitFor();
    await tabTo(page, 'Router 001');
    await page.keyboard.press('Enter');
    await staysInside(page);
    await leavesTo(page, 'Router 001');
  });

  it('a backup is opened, and deleted only after a question', async () => {
    const page = await open();
    await page.keyboard.press('Control+2');
    await page.locator('.history-opener').first().waitFor();
    await page.locator('.history-opener').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.backup').waitFor();
    await tabTo(page, 'Delete');
    await page.keyboard.press('Enter');
    await staysInside(page);
    await leavesTo(page, 'Delete');
  });

  it('what the rule would delete is deleted only after a question', async () => {
    const page = await open();
    await page.keyboard.press('Control+4');
    await tabTo(page, 'General');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('tabpanel', { name: 'Keep' }).waitFor();
    await page.getByRole('button', { name: 'Delete 2 now' }).waitFor();
    await tabTo(page, 'Delete 2 now');
    await page.keyboard.press('Enter');
    await staysInside(page);
    await leavesTo(page, 'Delete 2 now');
  });
});
