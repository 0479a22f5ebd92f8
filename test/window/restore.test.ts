import { describe, expect, it, onTestFinished } from 'vitest';
import { openPage } from './browser.ts';
import { samplePlaces } from './sample-places.ts';
import { browser, needsBrowser } from './with-browser.ts';

needsBrowser();

async function openRestore(options: Parameters<typeof samplePlaces>[0] = {}) {
  const places = samplePlaces(options);
  const opened = await openPage(await browser(), places.answer, { reducedMotion: 'reduce' });
  onTestFinished(() => opened.page.context().close());
  await opened.page.getByRole('link', { name: 'Restore' }).click();
  await opened.page.getByRole('heading', { name: 'Restore', exact: true }).waitFor();
  return { ...opened, places };
}

describe('Restore', () => {
  it('chooses the newest verified backup, and says its date in words', async () => {
    const { page, complaints } = await openRestore();
    await page.getByRole('heading', { name: 'How to restore Office router' }).waitFor();
    const chosen = page.getByLabel('Backup', { exact: true }).locator('option:checked');
    expect(await chosen.textContent()).toBe('Friday, 20 November 2026 at 03:00 (the newest)');
    await page.getByText('Taken 9 hours ago.').waitFor();
    expect(await page.locator('.guide ol li').count()).toBeGreaterThan(4);
    expect(complaints).toEqual([]);
  });

  it('says that it restores nothing by itself', async () => {
    const { page } = await openRestore();
    await page.getByText('Routerkeep does not restore anything itself').waitFor();
  });

  it('shows the guide of another backup and of another device', async () => {
    const { page } = await openRestore();
    await page.getByLabel('Backup', { exact: true }).selectOption('SynologyRouter_20261117_0300.dss');
    await page.locator('.guide').getByText('SynologyRouter_20261117_0300.dss').first().waitFor();
    await page.getByLabel('Device', { exact: true }).selectOption('Cabin');
    await page.getByRole('heading', { name: 'How to restore Cabin' }).waitFor();
  });

  it('hands out the file, its folder, the page of the device, and the guide on paper', async () => {
    const { page, places } = await openRestore();
    for (const name of ['Save file as', 'Show in folder', 'Print', 'Open the device’s page']) {
      await page.getByRole('button', { name }).click();
    }
    await page.locator('.restore-actions').getByText('The file was saved.').waitFor();
    const backup = { deviceId: 'device-0', file: 'SynologyRouter_20261120_0300.dss' };
    const made = places.calls.filter(({ channel }) => /save-as|show|print|open-page/.test(channel));
    expect(made).toEqual([
      { channel: 'backup/save-as', input: { backup } },
      { channel: 'backup/show', input: { backup } },
      { channel: 'restore/print', input: {} },
      { channel: 'devices/open-page', input: { deviceId: 'device-0' } },
    ]);
  });

  it('is the guide alone on paper', async () => {
    const { page } = await openRestore();
    await page.locator('.guide').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.guide').isVisible()).toBe(true);
    for (const hidden of ['.rail', '.restore-actions', '.restore-choices select', '.place-header']) {
      expect(await page.locator(hidden).first().isVisible()).toBe(false);
    }
    const pdf = await page.pdf({ format: 'A4' });
    // All of the guide comes out, not what happened to be in sight: two pages or more.
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThanOrEqual(2);
  });

  it('offers a backup where there is none yet', async () => {
    const { page, places } = await openRestore({ rows: [] });
    await page.getByRole('heading', { name: 'No verified backup yet' }).waitFor();
    await page.getByRole('button', { name: 'Back up now' }).click();
    expect(places.calls.some(({ channel }) => channel === 'devices/back-up')).toBe(true);
  });
});
