import { describe, expect, it } from 'vitest';
import { answersFor, makeDevice, never } from '../keeper/harness.ts';
import type { Simulator } from '../device-simulator/index.ts';
import { startScene, type Scene } from './scene.ts';
import { needsBrowser } from './with-browser.ts';

needsBrowser();

/** A window with one backed-up device in it. */
async function withDevice(): Promise<{ readonly device: Simulator; readonly scene: Scene }> {
  const device = await makeDevice();
  const scene = await startScene();
  const { keeper, refresh } = scene.stage.engine();
  const request = { address: device.origin, user: device.user, name: 'Office', allowHttp: false, backUp: true };
  await keeper.addDevice(request, answersFor(device), { signal: never() });
  await refresh();
  await scene.page.locator('.card[data-state="protected"]').waitFor();
  return { device, scene };
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
    const choose = async (device: string, ...entries: readonly string[]): Promise<void> => {
      await page.getByRole('button', { name: `More for ${device}` }).click();
      for (const name of entries) await page.getByRole('menuitem', { name, exact: true }).click();
    };
    await choose('Office', 'Rename');
    await page.getByLabel('Name', { exact: true }).fill('Cabin');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('region', { name: 'Cabin' }).waitFor();
    await choose('Cabin', 'Pause', 'Until I resume');
    await page.locator('.card[data-state="paused"]').waitFor();
    await choose('Cabin', 'Resume');
    await page.locator('.card[data-state="protected"]').waitFor();
    await choose('Cabin', 'Open folder');
    await expect.poll(() => scene.opened.length).toBe(1);
    await choose('Cabin', 'Remove');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Try with a simulated router' }).waitFor();
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
