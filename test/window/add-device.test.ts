import { describe, expect, it } from 'vitest';
import { NEXT_ACTIONS } from '../../renderer/components/next-step.ts';
import { say } from '../../shared/words/say.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { makeDevice } from '../keeper/harness.ts';
import { startScene, walkTo } from './scene.ts';
import { needsBrowser } from './with-browser.ts';

needsBrowser();

describe('adding a device', () => {
  it('takes at most eight clicks and fields until it says "Protected"', async () => {
    const device = await makeDevice();
    const scene = await startScene();
    const { page } = scene;
    const hands = await walkTo('check', scene, device);
    await page.getByRole('heading', { name: 'Protected' }).waitFor();
    expect(hands.count()).toBeLessThanOrEqual(8);
    expect(await page.locator('.done').textContent()).toMatch(/Next backup: .*\d\d:\d\d\./);
    await page.getByRole('switch', { name: 'Launch at login', checked: true }).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    const card = page.locator('.card');
    await card.waitFor();
    expect(await card.getAttribute('data-state')).toBe('protected');
    expect(await card.locator('.night').count()).toBe(30);
    expect(scene.complaints).toEqual([]);
  });

  it('shows the fingerprint that the device shows, and where to compare it', async () => {
    const device = await makeDevice();
    const scene = await startScene();
    await walkTo('trust', scene, device);
    expect(await scene.page.locator('.fingerprint').getAttribute('data-sha256')).toBe(device.fingerprint);
    expect(await scene.page.locator('.fingerprint span').first().textContent()).toMatch(/^[0-9A-F]{4} $/);
    expect(await scene.page.getByText('On the device:').textContent()).toContain('Control Panel');
  });

  it('loses nothing when the window closes, but the password', async () => {
    const device = await makeDevice();
    const scene = await startScene();
    await walkTo('sign-in', scene, device);
    const { page } = await scene.reopen();
    await page.getByRole('button', { name: 'Add device' }).click();
    await page.getByLabel('User name', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Trust this device' }).waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    expect(await page.getByLabel('Address', { exact: true }).inputValue()).toBe(device.origin);
  });

  it('asks for a one-time code only when the device does, says that one was wrong, and takes the right one', async () => {
    const device = await makeDevice({ profile: 'dsm7', behaviour: { twoFactor: { code: '246810' } } });
    const scene = await startScene();
    const { page } = scene;
    await walkTo('check', scene, device);
    await page.getByLabel('One-time code', { exact: true }).fill('111111');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText(say('window.add.code.wrong')).waitFor();
    await page.getByLabel('One-time code', { exact: true }).fill('246810');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Protected' }).waitFor();
  });

  it.each<[number, ErrorCode]>([
    [400, 'auth/refused'],
    [401, 'auth/disabled'],
    [402, 'auth/no-permission'],
    [405, 'auth/no-permission'],
    [406, 'auth/code-setup-needed'],
    [407, 'auth/blocked'],
    [408, 'auth/password-expired'],
    [409, 'auth/password-expired'],
    [410, 'auth/password-expired'],
    [411, 'auth/locked'],
  ])('says what %i means, offers what comes next, and stores nothing', async (loginAnswer, code) => {
    const device = await makeDevice({ behaviour: { loginAnswer } });
    const scene = await startScene();
    const { page } = scene;
    await walkTo('check', scene, device);
    const note = page.locator('.error-note');
    await note.waitFor();
    expect(await note.getAttribute('data-code')).toBe(code);
    expect(await note.locator('.error-note-message').textContent()).toMatch(/^(The|There) .{10,}\.$/);
    expect(await note.locator('.error-note-step').textContent()).toBe(say(`window.step.${code}`));
    const offered = NEXT_ACTIONS[code].map((action) => say(`window.action.${action}`));
    expect(await note.getByRole('button').allTextContents()).toEqual(offered);
    expect(await page.locator('.check[data-outcome="failed"]').textContent()).toContain('Signed in');
    expect(scene.stage.engine().overview().devices).toEqual([]);
    // A refusal may mean the form of the password: each of the two is tried once, and no more.
    expect(device.counters.logins).toBeLessThanOrEqual(2);
  });

  it('says that a router wants a code for every sign-in, and adds it as one that waits for its user', async () => {
    const device = await makeDevice({ behaviour: { twoFactor: { code: '246810' } } });
    const scene = await startScene();
    const { page } = scene;
    await walkTo('check', scene, device);
    await page.getByLabel('One-time code', { exact: true }).fill('246810');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.locator('.done[data-state="needs-you"]').waitFor();
    await page.locator('.error-note[data-code="auth/code-needed"]').waitFor();
    await page.getByText('opened and verified').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.locator('.card[data-state="needs-you"]').waitFor();
  });

  it('shows a cross at the right that is missing, and goes on after it was given', async () => {
    const device = await makeDevice({ behaviour: { nonAdmin: 105 } });
    const scene = await startScene();
    const { page } = scene;
    await walkTo('check', scene, device);
    await page.locator('.error-note[data-code="auth/no-permission"]').waitFor();
    expect(await page.locator('.check[data-outcome="ok"]').first().textContent()).toContain('Device reached');
    device.behave({ nonAdmin: null });
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Protected' }).waitFor();
  });

  it('tells what does not answer, and lets the address be corrected in place', async () => {
    const device = await makeDevice();
    const scene = await startScene();
    const { page } = scene;
    await page.getByRole('button', { name: 'Add device' }).click();
    await page.getByLabel('Address', { exact: true }).fill('https://127.0.0.1:1');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.locator('.error-note[data-code="network/refused"]').waitFor();
    await page.getByLabel('Address', { exact: true }).fill(device.origin);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Trust this device' }).waitFor();
  });

  it('can be done with the keyboard alone', async () => {
    const device = await makeDevice();
    const scene = await startScene();
    const { page } = scene;
    const type = (text: string): Promise<void> => page.keyboard.insertText(text);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+n');
    await page.getByLabel('Address', { exact: true }).waitFor();
    await type(device.origin);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Trust this device' }).waitFor();
    while ((await page.evaluate(() => document.activeElement?.textContent)) !== 'Trust this device') {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByLabel('User name', { exact: true }).waitFor();
    await type(device.user);
    await page.keyboard.press('Tab');
    await type(device.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Protected' }).waitFor();
  });

  it('tries everything with the simulated router, marked on every screen, and leaves no trace of it', async () => {
    const scene = await startScene();
    const { page } = scene;
    await page.getByRole('button', { name: 'Try with a simulated router' }).click();
    const mark = page.getByRole('complementary', { name: 'Simulated router' });
    await mark.waitFor();
    await page.getByRole('button', { name: 'Add device' }).click();
    expect(await page.getByLabel('Address', { exact: true }).inputValue()).toMatch(/^https:\/\/127/);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Trust this device' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Protected' }).waitFor();
    expect(await mark.isVisible()).toBe(true);
    await mark.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('button', { name: 'Try with a simulated router' }).waitFor();
    expect(await mark.count()).toBe(0);
  });
});
