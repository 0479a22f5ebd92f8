import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it, type TestContext } from 'vitest';
import { makeCertificate } from '../device-simulator/index.ts';
import { injects } from '../faults/index.ts';
import { scene } from './scene.ts';

const MARKUP = '<img src=x onerror="document.title=1"><style>*{display:none}</style><script>document.title=1</script>';
/** An escape of terminals, a bell, a line of its own for the log, a turn of the writing, and something unseen. */
const CONTROLS = 'red\u001b[31m\u0007\nINFO forged\r\u2028\u202egnp.\u2066\u200b';
const LONG = 'very long '.repeat(40);

/** What a page of ours never holds, whatever a device says; and what a person needs to get on. */
async function expectUsable(window: Page): Promise<void> {
  const found = await window.evaluate(() => ({
    title: document.title,
    foreign: document.querySelectorAll('#root style, #root script, #root img[onerror], #root iframe, #root b').length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    shown: getComputedStyle(document.body).display,
  }));
  expect(found).toEqual({ title: expect.stringMatching(/^Routerkeep/) as string, foreign: 0, wide: 0, shown: 'block' });
  for (const place of ['History', 'Restore', 'Settings', 'Devices']) {
    await window.getByRole('link', { name: place, exact: true }).click();
    await window.getByRole('heading', { name: place, exact: true, level: 1 }).waitFor();
  }
}

/** The window of a program, with what its page complained of. */
async function openWindow(context: TestContext, options: Parameters<typeof scene>[1]) {
  const lab = await scene(context, options);
  const program = await lab.open();
  const window = await program.window();
  const complaints: string[] = [];
  window.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  window.on('pageerror', (error) => complaints.push(error.message));
  window.on('dialog', (dialog) => complaints.push(dialog.message()));
  await window.getByRole('button', { name: 'Add device' }).first().click();
  await window.getByLabel('Address', { exact: true }).fill(lab.device.origin);
  await window.getByRole('button', { name: 'Continue', exact: true }).click();
  await window.getByRole('button', { name: 'Trust this device' }).waitFor();
  return { ...lab, program, window, complaints };
}

async function signIn(window: Page, { user, password }: { readonly user: string; readonly password: string }) {
  await window.getByRole('button', { name: 'Trust this device' }).click();
  await window.getByLabel('User name', { exact: true }).fill(user);
  await window.getByLabel('Password', { exact: true }).fill(password);
  await window.getByRole('button', { name: 'Continue', exact: true }).click();
}

/** The log as it was written, line by line. */
async function logOf(home: string): Promise<readonly string[]> {
  const folder = path.join(home, 'logs');
  const texts = await Promise.all((await readdir(folder)).map((name) => readFile(path.join(folder, name), 'utf8')));
  return texts.join('').split('\n');
}

describe('the window before a hostile device', () => {
  it.for([
    ['markup', MARKUP],
    ['control characters', CONTROLS],
    ['endless names', LONG],
  ] as const)('takes for text what it says of itself, and stays usable: %s', async ([, text], context) => {
    const fault = injects(context, 'desktop/hostile-texts');
    const told = { hostName: text, model: text, firmware: text };
    const certificate = makeCertificate({ commonName: text.slice(0, 60), altNames: ['127.0.0.1'] });
    const lab = await openWindow(context, { ...told, certificate });
    const { window, device, desktop, home, complaints } = lab;
    await expectUsable(window);
    await window.getByRole('link', { name: 'Devices', exact: true }).click();
    await window.getByRole('button', { name: 'Add device' }).first().click();
    await signIn(window, device);
    await window.getByRole('heading', { name: 'Protected' }).waitFor();
    expect(device.requests.some(({ method }) => method === 'start')).toBe(true);
    fault.fired();
    await window.getByRole('button', { name: 'Done', exact: true }).click();
    await window.locator('.card').waitFor();
    await expectUsable(window);
    expect(await window.getByRole('button', { name: 'Back up now' }).isVisible()).toBe(true);
    expect(complaints).toEqual([]);

    // Nobody looks at the window now: the system tells of it.
    await lab.program.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    device.behave({ taskFailure: 'error-100' });
    const tray = await desktop.tray.item();
    await tray.choose('Back up all now');
    await desktop.notifications.until(({ title }) => title.includes('failed'));
    const surfaces = [
      ...desktop.notifications.shown().flatMap(({ title, body }) => [title, body]),
      ...(await tray.menu()).map(({ label }) => label),
    ];
    for (const shown of surfaces) expect(shown).not.toMatch(/[\p{Cc}\u2028\u202e\u2066]/u);
    for (const { body } of desktop.notifications.shown()) expect(body).not.toMatch(/<\w/);
    for (const line of await logOf(home)) expect(line).not.toMatch(/[\p{Cc}\u2028]|^INFO forged/u);
  });

  it('is used on while the device answers without end, and says in the end what was wrong', async (context) => {
    const fault = injects(context, 'desktop/hostile-answers');
    const { window, device, complaints } = await openWindow(context, {});
    await signIn(window, device);
    await window.getByRole('heading', { name: 'Protected' }).waitFor();
    await window.getByRole('button', { name: 'Done', exact: true }).click();
    const card = window.locator('.card');
    for (const behaviour of [
      { faults: [{ at: '*', kind: 'huge' as const }] },
      { faults: [], download: { fault: 'endless' as const } },
    ]) {
      device.behave(behaviour);
      await card.getByRole('button', { name: 'Back up now' }).click();
      await expectUsable(window);
      await card.getByRole('button', { name: 'Back up now' }).waitFor();
      await card.locator('.error-note').waitFor();
      expect(await card.locator('.error-note').getAttribute('data-code')).not.toBe('internal');
      expect(await card.locator('.card-age-text').textContent()).not.toBe('No backup yet');
    }
    fault.fired();
    expect(device.counters.openSessions).toBe(0);
    expect(complaints).toEqual([]);
  });
});
