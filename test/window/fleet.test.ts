import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { filterDevices, NO_GROUP } from '../../renderer/places/devices/table/filter-devices.ts';
import { keepError, reportOf } from '../../shared/errors.ts';
import { overviewChange, type Input } from '../../shared/ipc/index.ts';
import { openPage, type OpenedPage } from './browser.ts';
import { canned } from './canned.ts';
import { sampleDevice, sampleFleet, sampleState } from './sample-fleet.ts';
import { samplePlaces } from './sample-places.ts';
import { frames } from './script-time.ts';
import { browser, needsBrowser } from './with-browser.ts';

needsBrowser();

const asked: Input<'devices/back-up'>[] = [];

async function openFleet(
  fleet: ReturnType<typeof sampleFleet>,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  asked.length = 0;
  const answer = canned(sampleState(fleet), {
    'devices/back-up': (input) => {
      asked.push(input);
      return { started: input.targets === 'all' ? [] : [...input.targets] };
    },
  });
  const opened = await openPage(await browser(), answer, options);
  onTestFinished(() => opened.page.context().close());
  await opened.page.locator('.fleet-device .night').first().waitFor();
  return opened;
}

describe('a fleet of 200', () => {
  it('is searched, filtered, selected and backed up by selection', async () => {
    const { page } = await openFleet(sampleFleet(200));
    await page.getByLabel('Search devices').fill('router 01');
    const found = filterDevices(sampleFleet(200), { text: 'router 01', state: '', group: '' });
    await page.getByText(`${String(found.length)} of 200 devices`).waitFor();
    await page.getByLabel('State').selectOption({ label: 'overdue (5)' });
    const overdue = found.filter(({ protection }) => protection.state === 'overdue').map(({ id }) => id);
    expect(overdue.length).toBeGreaterThan(1);
    await page.getByText(`${String(overdue.length)} of 200 devices`).waitFor();
    await page.getByLabel('Select all shown').check();
    await page.getByRole('button', { name: `Back up selected (${String(overdue.length)})` }).click();
    expect(asked).toEqual([{ targets: overdue }]);
    await page.getByLabel('Search devices').fill('nothing like this');
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText(`200 of 200 devices, ${String(overdue.length)} selected`).waitFor();
  });

  it('names each row after its device and opens its card', async () => {
    const { page } = await openFleet(sampleFleet(200));
    const row = page.getByRole('row', { name: 'Router 001', exact: true });
    await row.getByRole('button', { name: 'Back up now' }).click();
    expect(asked).toEqual([{ targets: ['device-0'] }]);
    await row.getByRole('button', { name: 'Router 001', exact: true }).click();
    const card = page.getByRole('dialog').getByRole('region', { name: 'Router 001' });
    expect(await card.getAttribute('data-state')).toBe('needs-you');
  });

  it('tells in its row, as on its card, that the last backup that was asked for failed', async () => {
    const at = '2026-11-20T10:00:00.000Z';
    const lastRun = { at, outcome: 'failed', error: reportOf(keepError('auth/refused', { host: '192.168.1.10' })) };
    const stopped = { at, outcome: 'cancelled', error: reportOf(keepError('cancelled', {})) };
    const fleet = sampleFleet(13).map((device, index) => ({
      ...device,
      ...(index === 9 ? { lastRun } : index === 10 ? { lastRun: stopped } : {}),
    }));
    const { page } = await openFleet(fleet);
    const sentence = /^The last try, .*20 Nov.*, failed\.$/;
    expect(await page.getByText(sentence).count()).toBe(1);
    const row = page.getByRole('row', { name: 'Router 010', exact: true });
    const told = await row.getByText(sentence).textContent();
    await row.getByRole('button', { name: 'Router 010', exact: true }).click();
    await page
      .getByRole('dialog')
      .getByText(told ?? '', { exact: true })
      .waitFor();
  });

  it('scrolls and takes changes of many devices, a few of them drawn at a time', async () => {
    const { page, push } = await openFleet(sampleFleet(200));
    const fleet = sampleFleet(200);
    const before = sampleState(fleet).overview;
    const changed = fleet.map((device, index) =>
      index % 4 === 0 ? sampleDevice(index, 'paused', device.name) : device,
    );
    await frames(page, 'Devices, 200 of them, scrolled and changed', async () => {
      const frame = page.locator('.fleet-frame');
      await frame.hover();
      for (let step = 0; step < 20; step++) await page.mouse.wheel(0, 700);
      await page.getByRole('row', { name: 'Router 200', exact: true }).waitFor();
      await push('overview', overviewChange(before, { ...before, devices: changed }));
      for (const { id } of fleet.slice(160)) {
        await push('run', { deviceId: id, progress: { phase: 'downloading', bytes: 1000, totalBytes: 90_000 } });
      }
      await page.getByRole('progressbar').first().waitFor();
    });
    expect(await page.locator('.fleet-device').count()).toBeLessThan(60);
  });
});

describe('200 devices, 20 of them in trouble, with 5,000 runs', () => {
  it('open and scroll in Devices and History, a few lines drawn at a time', async () => {
    const devices = sampleFleet(200);
    expect(devices.filter(({ protection }) => protection.state !== 'protected')).toHaveLength(20);
    const places = samplePlaces({ devices, nights: 25 });
    expect(places.rows).toHaveLength(5_000);
    const { page } = await openPage(await browser(), places.answer, { reducedMotion: 'reduce' });
    onTestFinished(() => page.context().close());
    await page.locator('.fleet-device .night').first().waitFor();
    let lines = 0;
    const through = async (): Promise<void> => {
      await page.getByRole('link', { name: 'History' }).click();
      await page.locator('.history-line').first().waitFor();
      lines = await scrollThrough(page, '.content', '.history-line');
      await page.getByText('This is the beginning of the history.').waitFor();
      await page.getByRole('link', { name: 'Devices' }).click();
      await page.locator('.fleet-device .night').first().waitFor();
      await scrollThrough(page, '.fleet-frame', '.fleet-device');
      await page.getByRole('row', { name: 'Router 200', exact: true }).waitFor();
    };
    await frames(page, 'Devices and History, 200 devices, 5,000 runs, opened and scrolled', through);
    expect(lines).toBeGreaterThan(0);
    expect(lines).toBeLessThan(100);
  }, 300_000);
});

/** Scrolls to the end, a step each frame. @returns how many of `what` were drawn at most at a time */
async function scrollThrough(page: Page, scroller: string, what: string): Promise<number> {
  return await page.evaluate(
    async ([content, item]) => {
      const element = document.querySelector(content);
      let most = 0;
      for (let still = 0; element !== null && still < 60;) {
        const before = element.scrollTop;
        element.scrollBy(0, 600);
        await new Promise((resolve) => requestAnimationFrame(resolve));
        most = Math.max(most, document.querySelectorAll(item).length);
        still = element.scrollTop === before ? still + 1 : 0;
      }
      return most;
    },
    [scroller, what] as const,
  );
}

describe('the filter of a fleet', () => {
  const fleet = sampleFleet(20);

  it('finds words in any order in names, addresses, models and groups', () => {
    const find = (text: string): readonly string[] =>
      filterDevices(fleet, { text, state: '', group: '' }).map(({ name }) => name);
    expect(find('RT6600ax 007')).toEqual(['Router 007']);
    expect(find('192.168.1.20:')).toEqual(['Router 020']);
    expect(find('')).toHaveLength(20);
  });

  it('knows devices without a group', () => {
    const shown = filterDevices(fleet, { text: '', state: '', group: NO_GROUP });
    expect(shown.every(({ group }) => group === undefined)).toBe(true);
    expect(shown.length).toBeGreaterThan(0);
  });
});
