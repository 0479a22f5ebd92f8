import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keepError } from '../../shared/errors.ts';
import { openPage } from './browser.ts';
import { frames } from './script-time.ts';
import { sampleFleet } from './sample-fleet.ts';
import { sampleDetails, sampleRows } from './sample-history.ts';
import { samplePlaces, sampleTrio, type SamplePlaces } from './sample-places.ts';
import { browser, needsBrowser } from './with-browser.ts';

needsBrowser();

type Options = Parameters<typeof samplePlaces>[0];

async function openHistory(options: Options = {}, context: BrowserContextOptions = {}) {
  const places = samplePlaces(options);
  const opened = await openPage(await browser(), places.answer, { reducedMotion: 'reduce', ...context });
  onTestFinished(() => opened.page.context().close());
  await opened.page.getByRole('link', { name: 'History' }).click();
  await opened.page.locator('.history-line').first().waitFor();
  return { ...opened, places };
}

const lines = (page: Page) => page.locator('.history-face');
const asked = ({ calls }: SamplePlaces, channel: string) =>
  calls.filter((call) => call.channel === channel).map(({ input }) => input);

/** Opens the newest line and waits for its backup. */
async function openNewest(page: Page) {
  await page.locator('.history-opener').first().click();
  const backup = page.getByRole('region', { name: /^Backup of/ });
  await backup.waitFor();
  return backup;
}

describe('History', () => {
  it('tells nights and runs of all devices under their months, newest first', async () => {
    const { page, complaints } = await openHistory();
    expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toBe('November 2026');
    expect(await lines(page).first().textContent()).toContain('Office router: 03:00 backed up; verified, 92 KB');
    expect(await page.locator('.night-strip').count()).toBe(3);
    expect(await page.locator('.night-strip').first().locator('.night').count()).toBe(90);
    expect(complaints).toEqual([]);
  });

  it('shows one device, only changes, only problems', async () => {
    const { page } = await openHistory();
    await page.getByLabel('Device', { exact: true }).selectOption('Cabin');
    await page.locator('.night-strip').nth(1).waitFor({ state: 'detached' });
    expect(await page.locator('.history-device').count()).toBe(0);
    await page.getByText('Only changes').click();
    await page.getByText('nothing changed').first().waitFor({ state: 'detached' });
    expect(await lines(page).first().textContent()).toContain('settings changed');
    await page.getByText('Only problems').click();
    await page.getByText('settings changed').first().waitFor({ state: 'detached' });
    expect(await page.getByText(/failed|skipped/).count()).toBeGreaterThan(3);
  });

  it('shows the nights of a fleet worst first, and more of them when they are asked for', async () => {
    const { page } = await openHistory({ devices: sampleFleet(30), nights: 3 });
    const strips = page.locator('.history-strip');
    await page.locator('.night-strip').nth(3).waitFor();
    expect(await strips.count()).toBe(4);
    expect(await strips.first().textContent()).toContain('Router 001');
    await page.getByRole('button', { name: 'Show 20 more devices' }).click();
    await page.locator('.night-strip').nth(23).waitFor();
    await page.getByRole('button', { name: 'Show 6 more devices' }).click();
    await page.locator('.night-strip').nth(29).waitFor();
    expect(await strips.last().locator('.night').count()).toBe(90);
    await page.getByRole('button', { name: 'Show fewer devices' }).click();
    expect(await strips.count()).toBe(4);
    // The button that was pressed keeps the focus.
    await page.getByRole('button', { name: 'Show 20 more devices' }).and(page.locator(':focus')).waitFor();
  });

  it('opens the night that was clicked on a strip, however far back', async () => {
    const { page } = await openHistory();
    await page.getByLabel('Device', { exact: true }).selectOption('Cabin');
    await page.locator('.night-strip').nth(1).waitFor({ state: 'detached' });
    const night = page.locator('.night').nth(40);
    const name = (await night.getAttribute('aria-label')) ?? '';
    await night.click();
    const opened = page.locator('.history-face:focus');
    await opened.waitFor();
    expect(name).toContain((await opened.locator('.history-day').textContent()) ?? 'nothing');
  });

  it('reads page by page as one scrolls, to the very first night', async () => {
    const { page, places } = await openHistory({ nights: 150 });
    expect(asked(places, 'history/page')).toHaveLength(1);
    for (let step = 0; step < 40 && !(await page.getByText('This is the beginning').isVisible()); step++) {
      await page.locator('.content').evaluate((content) => content.scrollBy(0, 2000));
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    }
    await page.getByText('This is the beginning of the history.').waitFor();
    expect(asked(places, 'history/page')).toHaveLength(3);
    expect(await page.locator('.history-line').count()).toBeLessThan(60);
  });

  it('walks from line to line with the arrow keys', async () => {
    const { page } = await openHistory();
    await page.locator('.history-opener').first().focus();
    for (let step = 0; step < 30; step++) {
      await page.keyboard.press('ArrowDown');
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    }
    const at = await page.locator('.history-opener:focus').evaluate((face) => face.closest('li')?.dataset.index);
    expect(Number(at)).toBeGreaterThanOrEqual(30);
    await page.keyboard.press('Enter');
    await page.locator('.history-opener:focus[aria-expanded="true"]').waitFor();
  });

  it('says why a night failed and what helps', async () => {
    const { page, places } = await openHistory();
    await page.getByText('Only problems').click();
    await page.locator('.history-opener').filter({ hasText: 'failed' }).first().click();
    await page.getByRole('button', { name: 'Try again' }).click();
    expect(asked(places, 'devices/back-up')).toHaveLength(1);
  });

  it('says that there is nothing, and why', async () => {
    const rows = sampleRows(sampleTrio().slice(0, 1), 1);
    const { page } = await openHistory({ rows });
    await page.getByText('Only changes').click();
    await page.getByRole('heading', { name: 'No settings have changed.' }).waitFor();
  });

  it('shows an error with its sentence and goes on when it is tried again', async () => {
    let broken = true;
    const { page } = await openHistory({
      answers: {
        'history/nights': () => {
          if (broken) throw keepError('busy', { name: 'Office router' });
          return [];
        },
      },
    });
    await page.locator('.history .error-note[data-code="busy"]').waitFor();
    broken = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.history .error-note').waitFor({ state: 'detached' });
  });
});

describe('a backup in History', () => {
  it('opens to what was proven about it', async () => {
    const { page } = await openHistory();
    const backup = await openNewest(page);
    const text = (await backup.textContent()) ?? '';
    expect(text).toContain('12 files and 54 tables with 2,310 rows');
    expect(text).toContain('SynologyRouter_20261120_0300.dss');
    expect(await backup.locator('.fingerprint').getAttribute('data-sha256')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is verified, saved, shown, pinned and noted, and its line says so', async () => {
    const { page, places } = await openHistory();
    const backup = await openNewest(page);
    await backup.getByRole('button', { name: 'Verify now' }).click();
    await backup.getByText('Opened and checked just now: it is sound.').waitFor();
    await backup.getByRole('button', { name: 'Save as' }).click();
    await backup.getByText('A copy was saved.').waitFor();
    await backup.getByRole('button', { name: 'Show in folder' }).click();
    await backup.getByRole('button', { name: 'Pin', exact: true }).click();
    await backup.getByRole('button', { name: 'Unpin' }).waitFor();
    await backup.getByLabel('Note').fill('before the move');
    await backup.getByRole('button', { name: 'Save note' }).click();
    const line = lines(page).first();
    await line.getByText('before the move').waitFor();
    expect(await line.locator('.badge').allTextContents()).toEqual(['Pinned']);
    expect(asked(places, 'backup/show')).toHaveLength(1);
  });

  it('stays pinned without a word when the question whether to unpin it is answered with no', async () => {
    const first = samplePlaces();
    const { page, places } = await openHistory({
      answers: {
        'backup/details': ({ backup }) => detailsOf(first, backup, { pinned: true }),
        'backup/pin': ({ backup }) => detailsOf(first, backup, { pinned: true }),
      },
    });
    const backup = await openNewest(page);
    await backup.getByRole('button', { name: 'Unpin' }).click();
    await backup.getByRole('button', { name: 'Verify now' }).click();
    await backup.getByText('Opened and checked just now: it is sound.').waitFor();
    expect(asked(places, 'backup/pin')).toMatchObject([{ pinned: false }]);
    expect(await backup.getByRole('button', { name: 'Unpin' }).isEnabled()).toBe(true);
    expect(await page.getByText('it is never deleted by itself').count()).toBe(0);
  });

  it('goes to Restore with this very backup', async () => {
    const { page } = await openHistory();
    await page.locator('.history-opener').nth(6).click();
    await page.getByRole('button', { name: 'Restore with this' }).click();
    await page.getByRole('heading', { name: 'How to restore Office router' }).waitFor();
    expect(await page.getByLabel('Backup', { exact: true }).inputValue()).toBe('SynologyRouter_20261118_0300.dss');
  });

  it('is deleted only after a question, and the last verified one only when told twice', async () => {
    const first = samplePlaces();
    const { page, places } = await openHistory({
      answers: {
        'backup/details': ({ backup }) => detailsOf(first, backup, { last: true }),
      },
    });
    const backup = await openNewest(page);
    await backup.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete this backup?' });
    expect(await dialog.getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Delete even the last verified backup').check();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await lines(page).first().getByText('No longer stored').waitFor();
    expect(asked(places, 'backup/delete')).toMatchObject([{ evenLast: true }]);
  });
});

function detailsOf(
  { rows }: SamplePlaces,
  { deviceId, file }: { readonly deviceId: string; readonly file: string },
  change: Parameters<typeof sampleDetails>[1],
) {
  const row = rows.find((one) => one.deviceId === deviceId && one.file === file);
  if (row === undefined) throw new Error(file);
  return sampleDetails(row, change);
}

describe('5,000 lines', () => {
  it('scroll from top to bottom, a few of them drawn at a time', async () => {
    const { page, places } = await openHistory({ devices: sampleTrio(), nights: 1667 });
    let drawn = 0;
    await frames(page, 'History of 5,000 lines, scrolled', async () => {
      drawn = await page.evaluate(async () => {
        const content = document.querySelector('.content');
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        let most = 0;
        for (let still = 0; content !== null && still < 60;) {
          const before = content.scrollTop;
          content.scrollBy(0, 600);
          await frame();
          most = Math.max(most, document.querySelectorAll('.history-line').length);
          still = content.scrollTop === before ? still + 1 : 0;
        }
        return most;
      });
    });
    await page.getByText('This is the beginning of the history.').waitFor();
    expect(drawn).toBeLessThan(60);
    expect(asked(places, 'history/page')).toHaveLength(26);
  }, 120_000);
});
