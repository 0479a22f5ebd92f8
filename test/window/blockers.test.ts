import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { say } from '../../shared/words/say.ts';
import { add, answersFor, makeDevice, never } from '../keeper/harness.ts';
import { perform } from '../../electron/shell/tray/perform.ts';
import { startScene, walkTo, type Scene } from './scene.ts';
import { needsBrowser } from './with-browser.ts';

needsBrowser();

let saved = '';
/** Where the system's dialog was told to save. */
async function saveTo(name: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-saved-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  saved = path.join(folder, name);
  return saved;
}

const focused = (scene: Pick<Scene, 'page'>) =>
  scene.page.evaluate(() => document.activeElement?.closest('.field')?.querySelector('label')?.textContent);

async function withDevice(name = 'Office') {
  const device = await makeDevice();
  const scene = await startScene();
  const { keeper, refresh } = scene.stage.engine();
  const request = { address: device.origin, user: device.user, name, allowHttp: false, backUp: true };
  await keeper.addDevice(request, answersFor(device), { signal: never() });
  await refresh();
  const card = scene.page.locator('.card');
  await scene.page.locator('.card[data-state="protected"]').waitFor();
  return { device, scene, card, page: scene.page };
}

describe('a certificate that changed', () => {
  it('is trusted, and that ends the matter: the old error is gone and the device is backed up at once', async () => {
    const { device, scene, card, page } = await withDevice();
    await device.replaceCertificate();
    await page.getByRole('button', { name: 'Back up now' }).click();
    await card.locator('.error-note[data-code="tls/identity-changed"]').waitFor();
    const before = scene.stage.engine().overview().devices[0]?.lastVerified?.at;
    device.behave({ taskPolls: 3 });
    await card.getByRole('button', { name: 'Compare certificates' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('window.trust.accept') })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await card.getByRole('progressbar').waitFor();
    expect(await card.locator('.error-note').count()).toBe(0);
    await page.locator('.card[data-state="protected"]').getByRole('button', { name: 'Back up now' }).waitFor();
    await expect.poll(() => scene.stage.engine().overview().devices[0]?.lastVerified?.at).not.toBe(before);
    expect(await card.locator('.error-note').count()).toBe(0);
    expect(device.counters.logins).toBe(2);
  });
});

describe('a pause', () => {
  it('of a device is ended by the button on its card', async () => {
    const { scene, card, page } = await withDevice();
    const { keeper, nudge, refresh } = scene.stage.engine();
    await keeper.pause({ kind: 'names', names: ['Office'] });
    nudge('changed');
    await refresh();
    const resume = page.locator('.card[data-state="paused"]').getByRole('button', { name: 'Resume', exact: true });
    await resume.waitFor();
    expect(await resume.getAttribute('data-variant')).toBe('primary');
    await resume.click();
    await page.locator('.card[data-state="protected"]').waitFor();
    expect(await card.getByRole('button', { name: 'Resume', exact: true }).count()).toBe(0);
  });

  it('is ended by the tray wherever it was made: on the card of a device, or for everything', async () => {
    const { scene } = await withDevice();
    const engine = scene.stage.engine();
    const paused = (): boolean => engine.overview().devices[0]?.paused !== undefined;
    const ports = { stage: scene.stage, now: Date.now } as unknown as Parameters<typeof perform>[1];
    for (const what of [{ kind: 'names', names: ['Office'] } as const, 'everything' as const]) {
      await engine.keeper.pause(what);
      await engine.refresh();
      expect(paused()).toBe(true);
      await perform({ kind: 'resume' }, ports);
      expect(paused()).toBe(false);
    }
  });

  it('of everything is ended for one device by its card, and stays for the others', async () => {
    const { scene, page } = await withDevice();
    const engine = scene.stage.engine();
    await add(engine, await makeDevice({ serial: 'OTHER1234' }), { name: 'Attic' });
    await engine.keeper.pause('everything');
    await engine.refresh();
    const office = page.getByRole('region', { name: 'Office' });
    await office.getByRole('button', { name: 'Resume', exact: true }).click();
    await page.locator('.card[aria-label="Office"][data-state="protected"]').waitFor();
    await page.locator('.card[aria-label="Attic"][data-state="paused"]').waitFor();
  });
});

describe('a refused password', () => {
  it('is cleared while a device is added: its field has the focus, the error beside it, and Enter sends nothing', async () => {
    const device = await makeDevice();
    const scene = await startScene();
    const { page } = scene;
    await walkTo('check', scene, { ...device, origin: device.origin, password: 'not this one' });
    const note = page.locator('form .error-note[data-code="auth/refused"]');
    await note.waitFor();
    const password = page.getByLabel('Password', { exact: true });
    expect(await password.inputValue()).toBe('');
    expect(await focused(scene)).toBe('Password');
    expect(await page.getByLabel('User name', { exact: true }).inputValue()).toBe(device.user);
    expect(await page.getByRole('button', { name: 'Continue' }).isDisabled()).toBe(true);
    const { logins } = device.counters;
    await page.keyboard.press('Enter');
    await page.keyboard.insertText(device.password);
    expect(device.counters.logins).toBe(logins);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Protected' }).waitFor();
  });

  it('is no longer known when one goes back a step and comes again', async () => {
    const device = await makeDevice();
    const scene = await startScene();
    const { page } = scene;
    await walkTo('check', scene, { ...device, origin: device.origin, password: 'not this one' });
    await page.locator('form .error-note[data-code="auth/refused"]').waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Trust this device' }).click();
    await page.getByLabel('Password', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Continue' }).isDisabled()).toBe(true);
  });

  it('is cleared in the dialog for a new one, too', async () => {
    const { device, scene, page } = await withDevice();
    await page.getByRole('button', { name: 'More for Office' }).click();
    await page.getByRole('menuitem', { name: 'Change password' }).click();
    const password = page.getByLabel('Password', { exact: true });
    await password.fill('not this one');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').locator('.error-note[data-code="auth/refused"]').waitFor();
    expect(await password.inputValue()).toBe('');
    expect(await focused(scene)).toBe('Password');
    expect(await page.getByRole('button', { name: 'Check and save' }).isDisabled()).toBe(true);
    const { logins } = device.counters;
    await page.keyboard.press('Enter');
    await page.keyboard.insertText(device.password);
    expect(device.counters.logins).toBe(logins);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});

describe('several backups that were asked for at once', () => {
  it('end in one sentence, worst first, and what failed is shown by one click', async () => {
    const { device, scene, page } = await withDevice();
    const engine = scene.stage.engine();
    const attic = await makeDevice({ serial: 'OTHER1234' });
    await add(engine, attic, { name: 'Attic' });
    await engine.refresh();
    await page.getByRole('region', { name: 'Attic' }).waitFor();
    device.behave({ taskFailure: 'error-100' });
    await page.getByRole('button', { name: 'Back up all now' }).click();
    const result = page.getByRole('complementary', { name: 'Result' });
    await result.getByText('1 backed up, 1 failed.').waitFor();
    await page.getByRole('status').filter({ hasText: '1 backed up, 1 failed.' }).waitFor();
    await result.getByRole('button', { name: 'Show them' }).click();
    await page.getByRole('region', { name: 'Attic' }).waitFor({ state: 'detached' });
    expect(await page.locator('.card').count()).toBe(1);
    expect(await result.count()).toBe(0);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('region', { name: 'Attic' }).waitFor();
  });

  it('are told of in a window that opens later, until it was read', async () => {
    const { scene } = await withDevice();
    const engine = scene.stage.engine();
    await add(engine, await makeDevice({ serial: 'OTHER1234' }), { name: 'Attic' });
    await engine.refresh();
    engine.runs.start(engine.overview().devices.map(({ id }) => id));
    await expect
      .poll(() => engine.batch.outcome(), { timeout: 30_000 })
      .toEqual({ backedUp: 2, cancelled: 0, failed: [] });
    const { page } = await scene.reopen();
    const result = page.getByRole('complementary', { name: 'Result' });
    await result.getByText('2 backed up.').waitFor();
    await result.getByRole('button', { name: 'Got it' }).click();
    await result.waitFor({ state: 'detached' });
    expect(engine.batch.outcome()).toBe(null);
  });

  it('stand in the list behind what is worse', async () => {
    const { device, scene, page } = await withDevice('Zeta');
    const engine = scene.stage.engine();
    await add(engine, await makeDevice({ serial: 'OTHER1234' }), { name: 'Attic' });
    await engine.refresh();
    const names = () => page.locator('.card h2').allTextContents();
    await expect.poll(names).toEqual(['Attic', 'Zeta']);
    device.behave({ loginAnswer: 400 });
    await page.getByRole('region', { name: 'Zeta' }).getByRole('button', { name: 'Back up now' }).click();
    await page.locator('.card[aria-label="Zeta"][data-state="needs-you"]').waitFor();
    await expect.poll(names).toEqual(['Zeta', 'Attic']);
  });
});

describe('backups without a device', () => {
  it('are found on a new computer, and lead to the guide and the file', async () => {
    const { scene: old } = await withDevice();
    const [known] = old.stage.engine().overview().devices;
    const vault = path.dirname(known?.folder ?? '');
    const scene = await startScene({}, { vault, chooseFile: (_title, name) => saveTo(name) });
    const { page, opened } = scene;
    await page.getByText('1 backup was found in').waitFor();
    await page.getByRole('button', { name: 'Restore', exact: true }).click();
    await page.getByRole('heading', { name: 'How to restore Office' }).waitFor();
    await page.getByRole('button', { name: 'Save file as' }).click();
    await page.getByText(say('window.restore.saved')).first().waitFor();
    await page.getByRole('button', { name: 'Show in folder' }).click();
    await expect.poll(() => opened.length).toBe(1);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.guide').isVisible()).toBe(true);
    expect(await page.locator('.restore-choices select').first().isVisible()).toBe(false);
    expect(await readFile(saved)).toEqual(await readFile(opened[0] ?? ''));
    expect(scene.complaints).toEqual([]);
  });

  it.each(['A folder of backups', 'A backup file (.dss)'])('are opened from anywhere: %s', async (entry) => {
    const { scene: old } = await withDevice();
    const [known] = old.stage.engine().overview().devices;
    const scene = await startScene(
      {},
      {
        chooseFolder: () => Promise.resolve(known?.folder),
        chooseArchive: () => Promise.resolve(known?.lastVerified?.path),
      },
    );
    const { page } = scene;
    await page.getByRole('link', { name: 'Restore' }).click();
    await page.getByRole('heading', { name: 'Nothing to restore yet' }).waitFor();
    await page.getByRole('button', { name: 'Open a backup or folder' }).click();
    await page.getByRole('menuitem', { name: entry }).click();
    await page.getByRole('heading', { name: 'How to restore Office' }).waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('heading', { name: 'Nothing to restore yet' }).waitFor();
  });

  it('are no trap: one that cannot be opened says so in place of a guide', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-found-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = path.join(folder, 'old export.dss');
    await writeFile(file, 'not an archive');
    const scene = await startScene({}, { chooseArchive: () => Promise.resolve(file) });
    const { page } = scene;
    await page.getByRole('link', { name: 'Restore' }).click();
    await page.getByRole('button', { name: 'Open a backup or folder' }).click();
    await page.getByRole('menuitem', { name: 'A backup file (.dss)' }).click();
    await page.locator('.error-note[data-code="archive/not-an-archive"]').waitFor();
    expect(await page.locator('.guide').count()).toBe(0);
  });
});

describe('launch at login', () => {
  it('is on with the first verified backup, and Devices says when it is switched off', async () => {
    const device = await makeDevice();
    const scene = await startScene();
    const { page } = scene;
    await walkTo('check', scene, device);
    const launch = page.getByRole('switch', { name: 'Launch at login' });
    await page.getByRole('switch', { name: 'Launch at login', checked: true }).waitFor();
    await launch.click();
    await page.getByRole('switch', { name: 'Launch at login', checked: false }).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText(say('window.devices.launch-off')).waitFor();
    await page.getByRole('button', { name: 'Launch at login' }).click();
    await page.getByText(say('window.devices.launch-off')).waitFor({ state: 'detached' });
  });
});
