import { describe, expect, it, onTestFinished } from 'vitest';
import type { Channel } from '../../shared/ipc/index.ts';
import { say } from '../../shared/words/say.ts';
import { add, makeDevice } from '../keeper/harness.ts';
import { openPage, type OpenedPage } from './browser.ts';
import { sampleAdding } from './sample-adding.ts';
import { sampleState } from './sample-fleet.ts';
import { samplePlaces, sampleTrio } from './sample-places.ts';
import { startScene, walkTo } from './scene.ts';
import { browser, needsBrowser } from './with-browser.ts';

needsBrowser();

const NONSENSE = 'no moment at all';
const PLACES = ['Devices', 'History', 'Restore', 'Settings'] as const;

/** What a page stumbles over: an answer of the engine that cannot be, however it came about. */
const SPOILT: Readonly<Record<string, { readonly channel: Channel; readonly from: RegExp }>> = {
  Devices: { channel: 'app/state', from: /("lastVerified":\{"at":")[^"]*/g },
  History: { channel: 'history/page', from: /("day":")[^"]*/g },
  Restore: { channel: 'restore/list', from: /("takenAt":")[^"]*/g },
  Settings: { channel: 'settings/preview-schedule', from: /("at":")[^"]*/g },
  'Add device': { channel: 'app/state', from: /("validFrom":")[^"]*/g },
};

interface Spoilt extends OpenedPage {
  /** From now on the engine answers as it should. */
  readonly mend: () => void;
}

async function openSpoilt(place: string): Promise<Spoilt> {
  const devices = sampleTrio();
  const adding = sampleAdding('trust');
  const { answer } = samplePlaces({ devices, state: sampleState(devices, { adding }) });
  const { channel, from } = SPOILT[place] ?? { channel: 'app/state', from: /$^/ };
  let isSpoilt = true;
  let struck = 0;
  const opened = await openPage(await browser(), async (name, input, work) => {
    const reply = await answer(name, input, work);
    if (name !== channel || !isSpoilt) return reply;
    const text = JSON.stringify(reply).replaceAll(from, (_, before: string) => {
      struck += 1;
      return before + NONSENSE;
    });
    return JSON.parse(text) as typeof reply;
  });
  onTestFinished(async () => {
    expect(struck).toBeGreaterThan(0);
    await opened.page.context().close();
  });
  return { ...opened, mend: () => (isSpoilt = false) };
}

async function goTo({ page }: OpenedPage, place: string): Promise<void> {
  await page.getByRole('link', { name: place === 'Add device' ? 'Devices' : place }).click();
  if (place === 'Add device') await page.getByRole('button', { name: place }).click();
  if (place === 'Settings') await page.getByRole('tab', { name: 'Schedule' }).click();
}

describe('a place that stops working', () => {
  it.each(Object.keys(SPOILT))('%s: says so, leaves the others alone, and works again', async (place) => {
    const opened = await openSpoilt(place);
    const { page, push } = opened;
    const broken = page.getByRole('alert').filter({ hasText: say('window.broken.title') });
    await goTo(opened, place);
    await broken.getByText(say('window.broken.text')).waitFor();
    for (const other of PLACES.filter((each) => each !== place)) {
      await page.getByRole('link', { name: other }).click();
      await page.getByRole('heading', { level: 1, name: other, exact: true }).waitFor();
      expect(await broken.count(), other).toBe(0);
    }
    await goTo(opened, place);
    await broken.waitFor();
    await broken.getByRole('button', { name: say('window.broken.report') }).click();
    await expect.poll(() => broken.getByLabel('Report', { exact: true }).inputValue()).toContain('Routerkeep 0.1.0');
    opened.mend();
    const { overview } = sampleState(sampleTrio());
    await push('overview', { ...overview, order: overview.devices.map(({ id }) => id) });
    await push('adding', sampleAdding('trust'));
    await broken.getByRole('button', { name: say('window.broken.retry') }).click();
    await broken.waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1, name: place, exact: true }).waitFor();
  });

  it('makes a report that tells what happened, and not to whom', async () => {
    const device = await makeDevice();
    const said: string[] = [];
    const scene = await startScene({}, { readLog: () => Promise.resolve(said.join('\n')) });
    const { page } = scene;
    const engine = scene.stage.engine();
    await add(engine, device, { name: 'Villa of the owner' });
    await engine.refresh();
    await page.getByRole('region', { name: 'Villa of the owner' }).waitFor();
    // The password was typed here once.
    await page.getByRole('button', { name: 'More for Villa of the owner' }).click();
    await page.getByRole('menuitem', { name: 'Change password' }).click();
    await page.getByLabel('Password', { exact: true }).fill(device.password);
    await page.getByRole('button', { name: 'Check and save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const [shown] = engine.overview().devices;
    const whose = [shown?.name, shown?.user, shown?.folder, shown?.identity.serial, device.fingerprint, engine.home];
    const told = `cannot draw ${whose.join(' or ')} at ${device.origin} and 203.0.113.7`;
    said.push(`[2026-11-20 03:00:00.000] [info]  window: ${told}`);
    await page.evaluate((message) => {
      Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
        get: () => {
          throw new Error(message);
        },
      });
    }, told);
    await page.keyboard.press('Control+2');
    await page.getByRole('button', { name: say('window.broken.report') }).click();
    const report = page.getByLabel('Report', { exact: true });
    await expect.poll(() => report.inputValue()).toContain('place: history');
    const text = await report.inputValue();
    expect(text).toContain('[device 1], protected, SRM');
    // What was thrown may say anything; of it the kind counts, and where.
    expect(text).toMatch(/^Error\n {4}at \d+:\d+$/m);
    expect(text).not.toContain('cannot draw');
    for (const secret of [...whose, device.password, new URL(device.origin).hostname, '203.0.113.7']) {
      expect(text).not.toContain(secret);
    }
  });

  it('does not tell of the device that is being added either', async () => {
    const device = await makeDevice({ behaviour: { loginAnswer: 401 } });
    const scene = await startScene();
    const { page } = scene;
    const origin = device.origin.replace('127.0.0.1', 'localhost');
    await walkTo('check', scene, { ...device, origin, user: 'the-owner', password: device.password });
    await page.locator('.error-note[data-code="auth/disabled"]').waitFor();
    expect(await page.locator('.error-note-message').textContent()).toContain('the-owner');
    await page.getByRole('button', { name: 'Copy details' }).click();
    const details = page.getByLabel('Details (redacted)');
    await expect.poll(() => details.inputValue()).toContain('auth/disabled');
    const text = await details.inputValue();
    expect(text).toContain('reached: ok\nidentity: ok\nsigned-in: failed');
    expect(text).toContain('SYNO.Backup.Config.Backup 1-');
    for (const secret of ['the-owner', 'localhost', device.password]) expect(text).not.toContain(secret);
  });
});
