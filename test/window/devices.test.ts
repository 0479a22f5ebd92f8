import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { say } from '../../shared/words/say.ts';
import { answersFor, makeDevice, never } from '../keeper/harness.ts';
import type { Profile, Simulator } from '../device-simulator/index.ts';
import { startScene, type Scene } from './scene.ts';
import { needsBrowser } from './with-browser.ts';

needsBrowser();

/** A window with one backed-up device in it. */
async function withDevice(
  profile: Profile = 'srm-strict',
  parts: Parameters<typeof startScene>[1] = {},
): Promise<{ readonly device: Simulator; readonly scene: Scene }> {
  const device = await makeDevice({ profile });
  const scene = await startScene({}, parts);
  const { keeper, refresh } = scene.stage.engine();
  const request = { address: device.origin, user: device.user, name: 'Office', allowHttp: false, backUp: true };
  await keeper.addDevice(request, answersFor(device), { signal: never() });
  await refresh();
  await scene.page.locator('.card[data-state="protected"]').waitFor();
  return { device, scene };
}

/** Opens the menu of a device and goes into it. */
async function choose(page: Page, device: string, ...entries: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: `More for ${device}` }).click();
  for (const name of entries) await page.getByRole('menuitem', { name, exact: true }).click();
}

describe('a device in the window', () => {
  it('is backed up by one click, with its phases in place', async () => {
    const { device, scene } = await withDevice();
    device.behave({ taskPolls: 2 });
    const card = scene.page.getByRole('region', { name: 'Office' });
    await card.getByRole('button', { name: 'Back up now' }).click();
    await card.getByRole('progressbar').waitFor();
    await card.getByRole('button', { name: 'Back up now' }).waitFor();
    await scene.page.getByRole('status').filter({ hasText: 'Office: backed up and verified' }).waitFor();
  });

  it('lets a run be broken off in place', async () => {
    const { device, scene } = await withDevice();
    device.behave({ taskPolls: 'never' });
    const card = scene.page.getByRole('region', { name: 'Office' });
    await card.getByRole('button', { name: 'Back up now' }).click();
    await card.getByRole('button', { name: 'Cancel' }).click();
    await card.getByRole('button', { name: 'Back up now' }).waitFor();
    await scene.page.getByRole('status').filter({ hasText: 'Office: the backup was cancelled.' }).waitFor();
  });

  it('says that a backup failed which somebody asked for, although the device is as safe as before', async () => {
    const { device, scene } = await withDevice();
    device.behave({ taskFailure: 'error-100' });
    const card = scene.page.getByRole('region', { name: 'Office' });
    await card.getByRole('button', { name: 'Back up now' }).click();
    await card.getByText(/^The last try, .* failed\.$/).waitFor();
    await scene.page.locator('.card[data-state="protected"] .error-note[data-code="task/failed"]').waitFor();
    device.behave({ taskFailure: null });
    await card.getByRole('button', { name: 'Back up now' }).click();
    await card.locator('.error-note').waitFor({ state: 'detached' });
  });

  it('says that its password was refused, takes the right one on the spot, and waits for nobody any more', async () => {
    const { device, scene } = await withDevice();
    device.behave({ loginAnswer: 400 });
    const { page } = scene;
    const card = page.getByRole('region', { name: 'Office' });
    await card.getByRole('button', { name: 'Back up now' }).click();
    await page.locator('.card[data-state="needs-you"] .error-note[data-code="auth/refused"]').waitFor();
    device.behave({ loginAnswer: null });
    await card.getByRole('button', { name: 'Change password' }).click();
    await page.getByLabel('Password', { exact: true }).fill(device.password);
    await page.getByRole('button', { name: 'Check and save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('.card:not([data-state="needs-you"])').waitFor();
  });

  it('is renamed, paused, resumed and removed from its menu', async () => {
    const { scene } = await withDevice();
    const { page } = scene;
    await choose(page, 'Office', 'Rename');
    await page.getByLabel('Name', { exact: true }).fill('Cabin');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('region', { name: 'Cabin' }).waitFor();
    await choose(page, 'Cabin', 'Pause', 'Until I resume');
    await page.locator('.card[data-state="paused"]').waitFor();
    await choose(page, 'Cabin', 'Resume');
    await page.locator('.card[data-state="protected"]').waitFor();
    await choose(page, 'Cabin', 'Open folder');
    await expect.poll(() => scene.opened.length).toBe(1);
    // The page asks nothing: the system does.
    await choose(page, 'Cabin', 'Remove');
    await page.getByRole('button', { name: 'Try with a simulated router' }).waitFor();
    await page.getByRole('status').filter({ hasText: '"Cabin" was removed. Its backups stay in' }).waitFor();
  });

  it('has moved to another address, where it must show itself; a stranger there gets no password', async () => {
    const { device, scene } = await withDevice();
    const stranger = await makeDevice();
    const { page } = scene;
    const address = page.getByRole('dialog').getByLabel('Address', { exact: true });
    await choose(page, 'Office', 'Change address');
    await address.fill(stranger.origin);
    await page.getByRole('button', { name: 'Check and save' }).click();
    await page.getByRole('dialog').locator('.error-note[data-code="tls/identity-changed"]').waitFor();
    expect(stranger.counters.logins).toBe(0);
    const moved = device.origin.replace('127.0.0.1', 'localhost');
    await address.fill(moved);
    await page.getByRole('button', { name: 'Check and save' }).click();
    await page.getByRole('dialog').getByText(moved).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.locator('.card-facts').getByText(moved).waitFor();
  });

  it('shows both certificates side by side when it has another one, and is trusted anew', async () => {
    const { device, scene } = await withDevice();
    const { page } = scene;
    const before = device.fingerprint ?? '';
    const after = await device.replaceCertificate();
    await page.getByRole('button', { name: 'Back up now' }).click();
    const note = page.locator('.card .error-note[data-code="tls/identity-changed"]');
    await note.getByRole('button', { name: 'Compare certificates' }).click();
    const dialog = page.getByRole('dialog');
    for (const sha256 of [before, after]) await dialog.locator(`.fingerprint[data-sha256="${sha256}"]`).waitFor();
    await dialog.getByRole('button', { name: say('window.trust.accept') }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Back up now' }).click();
    await page.locator('.card[data-state="protected"]').waitFor();
  });

  it('gets a schedule and a group of its own', async () => {
    const { scene } = await withDevice();
    const { page, stage } = scene;
    await choose(page, 'Office', 'Schedule');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Set its own: Schedule' }).click();
    await dialog.getByLabel('How often').selectOption('hourly');
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await dialog.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' });
    await dialog.getByLabel('How often').selectOption('weekdays');
    await expect
      .poll(async () => (await stage.engine().keeper.preferences('Office')).find(({ key }) => key === 'schedule'))
      .toMatchObject({ own: true, value: 'weekdays 03:00' });
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await choose(page, 'Office', 'Group');
    await dialog.getByLabel('Group').fill('Customers');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => stage.engine().overview().devices[0]?.group).toBe('Customers');
  });

  it('asks for a one-time code when its new password needs one', async () => {
    const { device, scene } = await withDevice('dsm7');
    device.behave({ twoFactor: { code: '246810' } });
    const { page } = scene;
    await choose(page, 'Office', 'Change password');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Password', { exact: true }).fill(device.password);
    await dialog.getByRole('button', { name: 'Check and save' }).click();
    await dialog.getByLabel('One-time code').fill('246810');
    await dialog.getByRole('button', { name: 'Check and save' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('shows all of a report about it before it is saved where the system asks', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-report-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const file = path.join(folder, 'report.json');
    const { scene, device } = await withDevice('srm-strict', { chooseFile: () => Promise.resolve(file) });
    const { page } = scene;
    await choose(page, 'Office', 'Check sign-in');
    await page.getByRole('button', { name: 'Make a report' }).click();
    device.forget();
    await page.getByRole('button', { name: 'Make the report' }).click();
    const shown = await page.getByLabel('Content of the report').inputValue();
    expect(shown).toContain('"routerkeep-device-report"');
    expect(shown).not.toContain('Office');
    expect(device.counters).toMatchObject({ logins: 1, downloads: 1, openSessions: 0 });
    await page.getByRole('button', { name: 'Save as' }).click();
    await page.getByText('The report was saved.').waitFor();
    expect(await readFile(file, 'utf8')).toBe(shown);
  });

  it('shows each step of its sign-in check', async () => {
    const { scene } = await withDevice();
    const { page } = scene;
    await page.getByRole('button', { name: 'More for Office' }).click();
    await page.getByRole('menuitem', { name: 'Check sign-in' }).click();
    await page.getByRole('button', { name: 'Check again' }).waitFor();
    expect(await page.getByRole('dialog').locator('.check').count()).toBeGreaterThanOrEqual(8);
  });
});
