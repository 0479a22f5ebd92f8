import { describe, expect, it, onTestFinished } from 'vitest';
import { NEXT_ACTIONS } from '../../renderer/components/next-step.ts';
import { ERROR_CODES, keepError, reportOf, type ErrorReport } from '../../shared/errors.ts';
import { overviewChange, type AppState, type Input } from '../../shared/ipc/index.ts';
import { say } from '../../shared/words/say.ts';
import { openPage, type OpenedPage } from './browser.ts';
import { canned } from './canned.ts';
import { allStates, sampleDevice, sampleState } from './sample-fleet.ts';
import { browser, needsBrowser } from './with-browser.ts';

needsBrowser();

const asked: Input<'devices/back-up'>[] = [];

async function open(state: AppState): Promise<OpenedPage> {
  asked.length = 0;
  const answer = canned(state, {
    'devices/back-up': (input) => {
      asked.push(input);
      return { started: [] };
    },
  });
  const opened = await openPage(await browser(), answer);
  onTestFinished(() => opened.page.context().close());
  await opened.page.getByRole('heading', { level: 1 }).waitFor();
  return opened;
}

describe('the frame', () => {
  it('reaches every place by its key and its link, and goes back with Escape', async () => {
    const { page } = await open(sampleState(allStates()));
    const title = (name: string): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();
    for (const [key, name] of [
      ['2', 'History'],
      ['3', 'Restore'],
      ['4', 'Settings'],
      ['1', 'Devices'],
    ] as const) {
      await page.keyboard.press(`Control+${key}`);
      await title(name);
      expect(await page.getByRole('link', { name }).getAttribute('aria-current')).toBe('page');
    }
    await page.keyboard.press('Escape');
    await title('Settings');
    await page.getByRole('link', { name: 'Restore' }).click();
    await title('Restore');
  });

  it('lets the keyboard skip the rail', async () => {
    const { page } = await open(sampleState(allStates()));
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(say('window.skip'));
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
  });

  it('backs up the selected device with Ctrl+B, and says so when none is', async () => {
    const { page } = await open(sampleState(allStates()));
    await page.keyboard.press('Control+b');
    await page
      .getByRole('status')
      .filter({ hasText: say('window.shortcut.none-selected') })
      .waitFor();
    await page.getByRole('region', { name: 'Parents' }).getByRole('heading').click();
    await page.keyboard.press('Control+b');
    await expect.poll(() => asked).toEqual([{ targets: ['device-2'] }]);
  });

  it('goes from night to night with the arrow keys and opens one in History', async () => {
    const { page } = await open(sampleState(allStates()));
    const strip = page.getByRole('group', { name: /^Home: The last 30 nights/ });
    await strip.getByRole('button').last().focus();
    await page.keyboard.press('ArrowLeft');
    expect(await strip.locator('.night-told').textContent()).toMatch(/19 Nov.*92 KB\.$/);
    await page.keyboard.press('Escape');
    expect(await strip.locator('.night-told').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'History' }).waitFor();
  });

  it('brings the device of a notification in sight and opens what it asks for', async () => {
    const { page, push } = await open(sampleState(allStates()));
    await push('navigate', { place: 'devices', deviceId: 'device-6' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Home');
    await push('navigate', { place: 'devices', deviceId: 'device-0', view: 'password' });
    await page.getByRole('dialog', { name: 'Change the password of Office router' }).waitFor();
  });

  it('leads from an error to the place where it is mended', async () => {
    const { page, push } = await open(sampleState(allStates()));
    let before = sampleState([sampleDevice(1, 'protected', 'Cabin')]).overview;
    for (const [code, button, section] of [
      ['vault/full', 'Choose another folder', 'Folder'],
      ['copy/missing', 'Look at the second place', 'Second place'],
      ['alarm/failed', 'Look at the alarms', 'Alarms'],
      ['internal', 'Report a problem', 'About'],
    ] as const) {
      const device = sampleDevice(1, 'failing', 'Cabin');
      const error: ErrorReport = { code, message: `What happened: ${code}.`, hint: '', retry: 'never' };
      const after = { ...before, devices: [{ ...device, protection: { ...device.protection, error } }] };
      await push('overview', overviewChange(before, after));
      before = after;
      await page.locator(`.error-note[data-code="${code}"]`).getByRole('button', { name: button }).click();
      await page.getByRole('tab', { name: section, selected: true }).waitFor();
      await page.keyboard.press('Control+1');
    }
  });

  it('says why there is nothing to see at the start, and tries again', async () => {
    const state = sampleState(allStates());
    const inner = canned(state);
    let failures = 1;
    const opened = await openPage(await browser(), (channel, input, work) => {
      if (channel !== 'app/state' || failures-- <= 0) return inner(channel, input, work);
      return Promise.resolve({ ok: false, error: reportOf(keepError('home/unusable', { folder: '/h', reason: 'r' })) });
    });
    onTestFinished(() => opened.page.context().close());
    await opened.page.getByRole('alert').getByText('Routerkeep cannot use its folder').waitFor();
    await opened.page.getByRole('button', { name: 'Try again' }).click();
    await opened.page.getByRole('heading', { level: 1, name: 'Devices' }).waitFor();
  });

  it('follows the engine: a device comes, changes, and goes', async () => {
    const state = sampleState([]);
    const { page, push } = await open(state);
    const one = sampleState([sampleDevice(1, 'never', 'Cabin')]).overview;
    const safe = sampleState([sampleDevice(1, 'protected', 'Cabin')]).overview;
    await push('overview', overviewChange(state.overview, one));
    await page.locator('.card[data-state="never"]').waitFor();
    await push('run', { deviceId: 'device-1', progress: { phase: 'downloading', bytes: 46_000, totalBytes: 92_000 } });
    await page.getByText('46 KB of 92 KB').waitFor();
    await page.getByRole('region', { name: 'Cabin' }).getByRole('button', { name: 'Cancel' }).waitFor();
    const error = reportOf(keepError('vault/full', { folder: '/backups' }));
    await push('run-ended', { deviceId: 'device-1', result: { device: 'Cabin', ok: false, durationMs: 5, error } });
    await page.getByRole('alert').filter({ hasText: 'Cabin: the backup failed. There is no space left' }).waitFor();
    await push('overview', overviewChange(one, safe));
    await page.locator('.card[data-state="protected"]').waitFor();
    await push('overview', overviewChange(safe, state.overview));
    await page.getByRole('button', { name: 'Try with a simulated router' }).waitFor();
  });

  it('shows every error of the engine with its sentence, its own next step, and every button that belongs to it', async () => {
    const { page, push } = await open(sampleState(allStates()));
    let before = sampleState([sampleDevice(1, 'protected', 'Cabin')]).overview;
    for (const code of ERROR_CODES) {
      const error: ErrorReport = { code, message: `What happened: ${code}.`, hint: 'Do this.', retry: 'never' };
      const device = sampleDevice(1, 'failing', 'Cabin');
      const after = { ...before, devices: [{ ...device, protection: { ...device.protection, error } }] };
      await push('overview', overviewChange(before, after));
      const note = page.locator(`.error-note[data-code="${code}"]`);
      await note.getByText(error.message).waitFor();
      const step = code === 'usage/invalid' ? 'Do this.' : say(`window.step.${code}`);
      expect(await note.locator('.error-note-step').textContent()).toBe(step);
      // The card has a button of its own to try again, and plain HTTP is allowed only while a device is added.
      const offered = NEXT_ACTIONS[code].filter((action) => action !== 'retry' && action !== 'allow-http');
      const words = offered.map((action) => say(`window.action.${action}`));
      expect(await note.getByRole('button').allTextContents(), code).toEqual(words);
      before = after;
    }
  });
});
