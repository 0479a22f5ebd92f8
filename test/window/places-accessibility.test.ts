import type { Page } from 'playwright-core';
import { describe, it, onTestFinished, vi } from 'vitest';
import { keepError } from '../../shared/errors.ts';
import { openPage } from './browser.ts';
import { expectLegible, WITH_MORE_CONTRAST } from './legible.ts';
import { sampleNights } from './sample-fleet.ts';
import { samplePlaces, sampleTrio } from './sample-places.ts';
import { browser, needsBrowser } from './with-browser.ts';

needsBrowser();
// Five looks at each, of some seconds where much else runs.
vi.setConfig({ testTimeout: 300_000 });

type Options = NonNullable<Parameters<typeof samplePlaces>[0]>;

async function open(place: string, options: Options = {}): Promise<Page> {
  const devices = sampleTrio();
  const answers: Options['answers'] = {
    // Whole strips are looked at with the cards.
    'history/nights': ({ deviceId, count }) =>
      sampleNights(
        devices.filter(({ id }) => id === deviceId),
        count,
      ).map((strip) => ({ ...strip, nights: strip.nights.slice(-8) })),
    ...options.answers,
  };
  const { answer } = samplePlaces({ devices, nights: 8, ...options, answers });
  const { page } = await openPage(await browser(), answer, { reducedMotion: 'reduce' });
  onTestFinished(() => page.context().close());
  await page.getByRole('link', { name: place }).click();
  return page;
}

function failing(): never {
  throw keepError('vault/missing', { folder: '/mnt/big/Routerkeep' });
}

describe('legible to all, History:', () => {
  it('a backup that is open', async () => {
    const page = await open('History');
    await page.locator('.history-opener').nth(1).click();
    await page.locator('.backup').waitFor();
    await expectLegible(page, 'history', undefined, WITH_MORE_CONTRAST);
  });

  it('a night that failed', async () => {
    const page = await open('History');
    await page.locator('.history-opener').filter({ hasText: 'failed' }).first().click();
    await page.locator('.history-details .error-note').waitFor();
    await expectLegible(page, 'failed night');
  });

  it('the question whether to delete a backup', async () => {
    const page = await open('History');
    await page.locator('.history-opener').nth(1).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await expectLegible(page, 'delete', page.getByRole('dialog'), WITH_MORE_CONTRAST);
  });

  it('nothing to show, and no answer', async () => {
    const page = await open('History', { rows: [], answers: { 'history/nights': failing } });
    await page.locator('.error-note').waitFor();
    await expectLegible(page, 'no history');
  });
});

describe('legible to all, Restore:', () => {
  it('the guide', async () => {
    const page = await open('Restore');
    await page.locator('.guide').waitFor();
    await expectLegible(page, 'restore', undefined, WITH_MORE_CONTRAST);
  });

  it('no backup yet', async () => {
    const page = await open('Restore', { rows: [] });
    await page.locator('.restore-none').waitFor();
    await expectLegible(page, 'no backup');
  });
});

describe('legible to all, Settings:', () => {
  const press = (name: string) => (page: Page) => page.getByRole('button', { name }).first().click();

  it.each<[string, (page: Page) => Promise<unknown>]>([
    ['General', (page) => page.getByLabel('Theme').selectOption('dark')],
    ['Schedule', (page) => page.getByText('For experts').click()],
    ['Keep', press('Delete 2 now')],
    ['Folder', press('Choose another folder')],
    ['Second place', press('Add a second place')],
    ['Notifications', (page) => page.getByRole('switch', { name: 'Quiet hours' }).click()],
    ['Alarms', press('Test all alarms')],
    ['Exceptions', press('Set its own: Keep')],
    ['About', press('Report a problem')],
  ])('%s, in use', async (name, use) => {
    const page = await open('Settings');
    await page.getByRole('tab', { name }).click();
    await page.getByRole('tabpanel', { name }).waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    for (const fold of await page.locator('.place-item .fold > summary').all()) await fold.click();
    await use(page);
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    await expectLegible(page, name);
  });

  it('no answer', async () => {
    const page = await open('Settings', { answers: { 'settings/read': failing } });
    await page.getByRole('tab', { name: 'Keep' }).click();
    await page.locator('.error-note').waitFor();
    await expectLegible(page, 'no settings', undefined, WITH_MORE_CONTRAST);
  });
});
