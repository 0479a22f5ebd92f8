import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { say } from '../../shared/words/say.ts';
import { add, backUp, filesBelow, makeDevice, never } from '../keeper/harness.ts';
import { startScene, type Scene } from './scene.ts';
import { needsBrowser } from './with-browser.ts';

needsBrowser();

/** A router with two verified backups, and the window over it. */
async function office(parts: Parameters<typeof startScene>[1] = {}): Promise<Scene> {
  const device = await makeDevice();
  const scene = await startScene({}, parts);
  const engine = scene.stage.engine();
  await add(engine, device);
  await backUp(engine);
  await engine.refresh();
  return scene;
}

const go = (page: Page, place: string) => page.getByRole('link', { name: place }).click();
const section = async (page: Page, name: string) => {
  await go(page, 'Settings');
  await page.getByRole('tab', { name }).click();
};

describe('History over the engine', () => {
  it('shows both backups, and one that is pinned, noted, verified, saved and deleted', async () => {
    const { page, opened, complaints } = await office();
    await go(page, 'History');
    await page.locator('.history-opener').nth(1).waitFor();
    expect(await page.locator('.night').count()).toBe(90);
    await page.locator('.history-opener').first().click();
    const backup = page.getByRole('region', { name: /^Backup of/ });
    await backup.getByRole('button', { name: 'Pin', exact: true }).click();
    await backup.getByRole('button', { name: 'Unpin' }).waitFor();
    await backup.getByLabel('Note').fill('before the move');
    await backup.getByRole('button', { name: 'Save note' }).click();
    await page.locator('.history-note').getByText('before the move').waitFor();
    await backup.getByRole('button', { name: 'Verify now' }).click();
    await backup.getByText('Opened and checked just now').waitFor();
    await backup.getByRole('button', { name: 'Show in folder' }).click();
    await expect.poll(() => opened.filter((file) => file.endsWith('.dss')).length).toBe(1);
    const shown = opened.find((file) => file.endsWith('.dss')) ?? '';
    await backup.getByRole('button', { name: 'Save as' }).click();
    await backup.getByText('A copy was saved.').waitFor();
    const folder = path.dirname(path.dirname(path.dirname(shown)));
    expect(await readFile(path.join(folder, 'saved.dss'))).toEqual(await readFile(shown));
    await backup.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.locator('.badge[data-kind="removed"]').waitFor();
    expect([...(await filesBelow(path.dirname(shown))).keys()]).not.toContain(shown);
    expect(complaints).toEqual([]);
  });

  it('shows a backup as soon as it has run', async () => {
    const { page, stage } = await office();
    await go(page, 'History');
    await page.locator('.history-opener').nth(1).waitFor();
    await backUp(stage.engine());
    await stage.engine().refresh();
    await page.locator('.history-opener').nth(2).waitFor();
  });
});

describe('Restore over the engine', () => {
  it('gives the guide of the newest backup, and its file', async () => {
    const { page, opened } = await office();
    await go(page, 'Restore');
    await page.getByRole('heading', { name: 'How to restore Office' }).waitFor();
    await page.getByRole('button', { name: 'Save file as' }).click();
    await page.locator('.restore-actions').getByText('The file was saved.').waitFor();
    await page.getByRole('button', { name: 'Open the device’s page' }).click();
    await expect.poll(() => opened.some((address) => address.startsWith('https://'))).toBe(true);
  });
});

describe('what the system is asked for a restore', () => {
  it('is where the file goes, under its own name: nothing is said where nowhere was chosen', async () => {
    const asked: string[] = [];
    const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-saved-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const targets = [undefined, path.join(folder, 'mine.dss')];
    const { page, stage } = await office({
      chooseFile: (_title, name) => {
        asked.push(name);
        return Promise.resolve(targets[asked.length - 1]);
      },
    });
    const [newest] = await stage.engine().keeper.history({ kind: 'all' }, { limit: 1 });
    await go(page, 'Restore');
    await page.getByRole('button', { name: 'Save file as' }).click();
    await expect.poll(() => asked).toEqual([newest?.file]);
    expect(await page.getByText('The file was saved.').count()).toBe(0);
    await page.getByRole('button', { name: 'Save file as' }).click();
    await page.locator('.restore-actions').getByText('The file was saved.').waitFor();
    const { path: stored } = await stage.engine().keeper.backupDetails('Office', newest?.file ?? '');
    expect(await readFile(path.join(folder, 'mine.dss'))).toEqual(await readFile(stored));
  });

  it('is to print what is in the window; a printer that fails is told, and nothing else is lost', async () => {
    const printed: boolean[] = [];
    const { page } = await office({
      print: () => {
        printed.push(true);
        return printed.length === 1 ? Promise.resolve(false) : Promise.reject(new Error('no printer'));
      },
    });
    await go(page, 'Restore');
    await page.getByRole('button', { name: 'Print' }).click();
    await expect.poll(() => printed.length).toBe(1);
    expect(await page.locator('.error-note').count()).toBe(0);
    await page.getByRole('button', { name: 'Print' }).click();
    await page.locator('.restore-actions .error-note[data-code="internal"]').waitFor();
    expect(await page.locator('.guide').isVisible()).toBe(true);
  });
});

describe('Settings over the engine', () => {
  it('plan, keep and quiet hours hold at once, stay, and are taken back', async () => {
    const { page, stage } = await office();
    const now = async () =>
      Object.fromEntries((await stage.engine().keeper.preferences()).map(({ key, value }) => [key, value]));
    await section(page, 'Schedule');
    await page.getByLabel('How often').selectOption('hourly');
    await expect.poll(async () => (await now()).schedule).toBe('every 6 hours');
    await page.locator('.next-runs-words').getByText('every 6 hours').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => (await now()).schedule).toBe('daily 03:00');
    await section(page, 'Keep');
    await page.getByText('No backup is deleted: all 2 stay.').waitFor();
    await page.getByLabel('Monthly').fill('12');
    await page.getByLabel('Monthly').press('Enter');
    await expect.poll(async () => (await now()).keep).toBe('30 newest, 12 monthly');
    await section(page, 'Notifications');
    await page.getByRole('switch', { name: 'Quiet hours' }).click();
    await expect.poll(async () => (await now())['quiet-hours']).toBe('22:00-07:00');
  });

  it('deletes what the rule no longer covers only when the system was asked, too', async () => {
    const questions: string[] = [];
    const { page, stage } = await office({
      confirm: ({ message }) => {
        questions.push(message);
        return Promise.resolve(questions.length > 1);
      },
    });
    const { keeper, refresh } = stage.engine();
    await backUp({ keeper });
    await backUp({ keeper });
    await keeper.setPreference(undefined, 'keep', '3', never());
    await refresh();
    const left = async () => (await keeper.listDevices()).map(({ backups }) => backups);
    await section(page, 'Keep');
    for (const expected of [4, 3]) {
      await page.getByRole('button', { name: 'Delete 1 now' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await left()).toEqual([expected]);
    }
    expect(questions).toEqual(['Delete 1 backup now?', 'Delete 1 backup now?']);
  });

  it('keeps fewer only when the system asked, too: after a no the field shows the rule that holds', async () => {
    const questions: string[] = [];
    const { page, stage } = await office({
      confirm: ({ message }) => {
        questions.push(message);
        return Promise.resolve(questions.length > 1);
      },
    });
    const rule = async () => (await stage.engine().keeper.preferences()).find(({ key }) => key === 'keep')?.value;
    await section(page, 'Keep');
    const newest = page.getByLabel('Newest');
    for (const [shown, held] of [
      ['30', '30'],
      ['5', '5'],
    ] as const) {
      await newest.fill('5');
      await newest.press('Enter');
      await expect.poll(() => newest.inputValue()).toBe(shown);
      await expect.poll(rule).toBe(held);
    }
    expect(questions).toEqual(Array(2).fill('Keep fewer backups of all devices?'));
  });

  it('moves all backups to the folder that was chosen', async () => {
    const { page, stage } = await office();
    await section(page, 'Folder');
    await page.getByRole('button', { name: 'Choose another folder' }).click();
    await page.getByRole('button', { name: 'Move' }).click();
    await page.locator('.facts').getByText('/chosen').waitFor();
    const [device] = await stage.engine().keeper.listDevices();
    expect(device?.folder).toContain('/chosen/');
    expect(device?.backups).toBe(2);
  });

  it('says that a cloud service carries the folder away before anything is moved into it', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-synced-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const synced = path.join(folder, 'Dropbox', 'Routerkeep');
    const { page, stage } = await office({ chooseFolder: () => Promise.resolve(synced) });
    const [before] = await stage.engine().keeper.listDevices();
    await section(page, 'Folder');
    await page.getByRole('button', { name: 'Choose another folder' }).click();
    expect(await page.locator('.setting-warning').textContent()).toBe(
      say('vault.cloud', { folder: synced, service: 'Dropbox' }),
    );
    const [after] = await stage.engine().keeper.listDevices();
    expect(after?.folder).toBe(before?.folder);
  });

  it('adds a second place, fills it, and takes it out again; the copies stay', async () => {
    const { page, stage } = await office();
    // What the system's dialog offers is there.
    await mkdir(path.join(path.dirname(stage.engine().home), 'chosen'));
    await section(page, 'Second place');
    await page.getByRole('button', { name: 'Add a second place' }).click();
    await page.getByRole('button', { name: 'Use this folder' }).click();
    await page.getByRole('listitem').filter({ hasText: '/chosen' }).waitFor();
    await page.getByRole('button', { name: 'Catch up now' }).click();
    await page.locator('.catch-up').getByText('2 backups were copied.').waitFor();
    await page.getByText('Up to date').first().waitFor();
    const listed = async () =>
      (await stage.engine().keeper.preferences()).find(({ key }) => key === 'copy-to')?.value ?? '';
    const place = await listed();
    await page.getByText('Keeps as many as the folder of the backups').click();
    await page.getByRole('switch', { name: 'A number of its own' }).click();
    await page.getByLabel('Newest').fill('90');
    await page.getByLabel('Newest').press('Enter');
    await expect.poll(listed).toBe(`${place} keep 90`);
    await page.getByRole('button', { name: /^Remove .*chosen/ }).click();
    await page.getByText('There is none yet.').waitFor();
    const copies = [...(await filesBelow(place)).keys()].filter((file) => file.endsWith('.dss'));
    expect(copies).toHaveLength(2);
  });

  it('keeps the address of an alarm where passwords are kept, and shows its host alone', async () => {
    const { page, stage } = await office();
    await section(page, 'Alarms');
    await page.getByText('No alarm is set.').waitFor();
    await page.getByLabel('Kind').selectOption('webhook');
    await page.getByLabel('Address').fill('https://hooks.example.org/a-secret-path');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Webhook at hooks.example.org').waitFor();
    expect(await page.content()).not.toContain('a-secret-path');
    expect(JSON.stringify(await stage.engine().keeper.preferences())).not.toContain('a-secret-path');
    await page.getByRole('button', { name: /^Remove Webhook/ }).click();
    await page.getByText('No alarm is set.').waitFor();
  });
});
