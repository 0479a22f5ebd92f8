import { describe, expect, it } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { say, type ErrorCode } from '../../shared/index.ts';
import type { TrayItem } from '../desktop/index.ts';
import { injects } from '../faults/index.ts';
import type { Application } from './application.ts';
import { hearsOfSleep, sleepThrough } from './asleep.ts';
import { scene, type Scene } from './scene.ts';

const HOUR = 3_600_000;

/** The day after tomorrow: a night was missed by then, and it is no quiet hour. */
function noon(): Date {
  const day = new Date(Date.now() + 48 * HOUR);
  day.setHours(12, 0, 0, 0);
  return day;
}

const says = (tray: TrayItem, words: RegExp): Promise<true> =>
  tray.until(async (item) => (words.test(await item.toolTip()) ? true : undefined));

/** The notification about the device, clicked, and the card behind it, which says the same and what to do. */
async function follow(
  { desktop }: Scene,
  program: Application,
  tray: TrayItem,
  code: ErrorCode,
  sentence: string,
): Promise<{ readonly window: Page; readonly card: Locator }> {
  const step = say(`window.step.${code}`);
  const note = await desktop.notifications.until(({ body }) => body.startsWith(`${sentence} ${step}`));
  expect(note.title).toBe('Office needs you');
  await says(tray, /needs you: Office/i);
  const opening = program.electron.waitForEvent('window');
  desktop.notifications.click(note.id);
  const window = await opening;
  const card = window.getByRole('region', { name: 'Office' });
  await card.getByText(sentence, { exact: true }).waitFor();
  await card.getByText(step, { exact: true }).waitFor();
  return { window, card };
}

describe('a keychain', () => {
  it('that is locked at the start is told once and waited for; one that lost its entry takes the password in the window', async (context) => {
    const fault = injects(context, 'desktop/keychain-locked', 'desktop/keychain-empty');
    const lab = await scene(context);
    const { open, add, desktop, device } = lab;
    await add();
    device.forget();
    await desktop.keyring.lock();
    const program = await open({ args: ['--hidden'], now: noon() });
    const tray = await desktop.tray.item();
    const { window, card } = await follow(lab, program, tray, 'secret/locked', 'The GNOME Keyring is locked.');
    fault.fired();
    expect(device.counters).toMatchObject({ logins: 0, failedLogins: 0 });
    await desktop.keyring.unlock();
    await card.getByRole('button', { name: 'Back up now' }).click();
    await says(tray, /^1 of 1/);
    expect(device.counters.logins).toBe(1);

    expect(await desktop.keyring.empty()).toBe(1);
    await tray.choose('Back up all now');
    const missing = card.locator('.error-note[data-code="secret/missing"]');
    await missing.getByText('There is no password stored for Office.').waitFor();
    fault.fired();
    // Nothing was lost: it is as safe as before, and says so.
    await window.locator('.card[data-state="protected"]').waitFor();
    expect(await tray.toolTip()).toMatch(/^1 of 1/);
    expect(device.counters).toMatchObject({ logins: 1, failedLogins: 0 });
    await missing.getByRole('button', { name: 'Change password' }).click();
    const dialog = window.getByRole('dialog').filter({ hasText: 'Office' });
    await dialog.getByLabel('Password', { exact: true }).fill(device.password);
    await dialog.getByLabel('Password', { exact: true }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await card.getByRole('button', { name: 'Back up now' }).click();
    await missing.waitFor({ state: 'detached' });
    expect(device.counters.failedLogins).toBe(0);
    expect(desktop.notifications.shown().map(({ title }) => title)).toEqual([
      'Office needs you',
      'Office is protected again',
    ]);
  });

  it('that ended while the program ran is told as that; with another one and a new start the night is made good by itself', async (context) => {
    const fault = injects(context, 'desktop/keychain-gone');
    const lab = await scene(context);
    const { open, add, desktop, device, backedUp } = lab;
    await add();
    device.forget();
    const now = noon();
    const first = await open({ args: ['--hidden'], now });
    const tray = await desktop.tray.item();
    await hearsOfSleep(desktop);
    await backedUp(tray);
    device.forget();
    await desktop.keyring.end();
    await sleepThrough(desktop, first, 24 * HOUR);
    const sentence = 'There is no place to keep the password safe: the keyring ended while Routerkeep was running.';
    await follow(lab, first, tray, 'secret/unavailable', sentence);
    fault.fired();
    expect(device.counters).toMatchObject({ logins: 0, failedLogins: 0 });

    await desktop.keyring.begin();
    await first.quit();
    await open({ args: ['--hidden'], now: new Date(now.getTime() + 25 * HOUR) });
    const again = await desktop.tray.item(1);
    await backedUp(again);
    expect(device.counters).toMatchObject({ logins: 1, failedLogins: 0 });
    await desktop.notifications.until(({ title }) => title === 'Office is protected again');

    // Asked for from the tray, with no window open that could say so.
    await desktop.keyring.empty();
    await again.choose('Back up all now');
    const failed = await desktop.notifications.until(({ title }) => title.includes('failed'));
    expect(failed.title).toBe('Office: the backup you asked for failed');
    expect(failed.body).toBe(`There is no password stored for Office. ${say('window.step.secret/missing')}`);
    expect(device.counters).toMatchObject({ logins: 1, failedLogins: 0 });
  });
});
