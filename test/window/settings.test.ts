import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keepError } from '../../shared/errors.ts';
import { openPage } from './browser.ts';
import { samplePlaces, type SamplePlaces } from './sample-places.ts';
import { browser, needsBrowser } from './with-browser.ts';

needsBrowser();

async function openSettings(section: string, options: Parameters<typeof samplePlaces>[0] = {}) {
  const places = samplePlaces(options);
  const opened = await openPage(await browser(), places.answer, { reducedMotion: 'reduce' });
  onTestFinished(() => opened.page.context().close());
  await opened.page.getByRole('link', { name: 'Settings' }).click();
  await opened.page.getByRole('tab', { name: section }).click();
  await opened.page.getByRole('tabpanel', { name: section }).waitFor();
  return { ...opened, places };
}

const changes = ({ calls }: SamplePlaces) =>
  calls.filter(({ channel }) => channel === 'settings/change').map(({ input }) => input);
const undo = (page: Page) => page.getByRole('button', { name: 'Undo' });

describe('Settings, General', () => {
  it('shows what launching at login really does', async () => {
    const { state } = samplePlaces();
    const blocked = { ...state, desktop: { ...state.desktop, launchAtLogin: 'blocked' as const } };
    const { page } = await openSettings('General', { state: blocked });
    await page.getByText('Task Manager > Startup apps').waitFor();
    expect(await page.getByRole('switch', { name: 'Launch at login' }).isChecked()).toBe(false);
  });

  it('changes the theme at once, and takes it back', async () => {
    const { page, places } = await openSettings('General');
    await page.getByLabel('Theme').selectOption('dark');
    await undo(page).click();
    await undo(page).waitFor({ state: 'detached' });
    const themes = places.calls.filter(({ channel }) => channel === 'settings/theme').map(({ input }) => input);
    expect(themes).toEqual([{ theme: 'dark' }, { theme: 'system' }]);
  });
});

describe('Settings, Schedule', () => {
  it('is set in people’s words, shows the next runs, and takes a change back', async () => {
    const { page, places, complaints } = await openSettings('Schedule');
    await page.getByText('Every day at 03:00', { exact: false }).first().waitFor();
    expect(await page.locator('.next-runs-list li').count()).toBe(5);
    await page.getByLabel('How often').selectOption('weekly');
    await page.getByText('Wed', { exact: true }).click();
    await page.waitForFunction(() => document.querySelectorAll('.day-input:checked').length === 2);
    expect(changes(places)).toMatchObject([
      { key: 'schedule', change: { kind: 'value', value: 'weekly sunday 03:00' } },
      { key: 'schedule', change: { kind: 'value', value: 'wednesday, sunday 03:00' } },
    ]);
    await undo(page).click();
    await page.waitForFunction(() => document.querySelectorAll('.day-input:checked').length === 1);
    expect(complaints).toEqual([]);
  });

  it('takes a second time of day, and a time typed anew when the field is left', async () => {
    const { page, places } = await openSettings('Schedule');
    await page.getByRole('button', { name: 'Add a time' }).click();
    await page.getByLabel('Time 2').waitFor();
    await page.getByRole('button', { name: 'Remove 15:00' }).click();
    await page.getByLabel('Time 2').waitFor({ state: 'detached' });
    await page.getByLabel('Time 1').fill('04:30');
    expect(changes(places)).toHaveLength(2);
    await page.getByLabel('Time 1').press('Enter');
    await undo(page).waitFor();
    await expect.poll(() => changes(places).length).toBe(3);
    expect(changes(places)[2]).toMatchObject({ change: { value: 'daily 04:30' } });
  });

  it('has a field for experts that says what is wrong with what was typed', async () => {
    const { page } = await openSettings('Schedule');
    await page.getByText('For experts').click();
    await page.getByLabel('Schedule as text').fill('now and then');
    await page.getByRole('button', { name: 'Apply' }).click();
    const note = page.locator('.error-note[data-code="usage/invalid"]');
    await note.waitFor();
    expect(await note.textContent()).toContain('Write it like "daily 03:00".');
  });
});

describe('Settings, Keep', () => {
  it('says what would be kept and deleted now, and deletes only after a question', async () => {
    const { page, places } = await openSettings('Keep');
    await page.getByText('90 backups stay, 2 are deleted after the next verified backup.').waitFor();
    await page.getByRole('button', { name: 'Delete 2 now' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(places.calls.some(({ channel }) => channel === 'settings/keep-now')).toBe(true);
  });

  it('refuses fewer than always stay before anything is sent, and sends what is possible', async () => {
    const { page, places } = await openSettings('Keep');
    await page.getByLabel('Newest').fill('2');
    await page.getByText('At least 3 always stay.').waitFor();
    await page.getByLabel('Newest').press('Enter');
    expect(changes(places)).toEqual([]);
    await page.getByLabel('Newest').fill('14');
    await page.getByLabel('Newest').press('Enter');
    await page.locator('.setting-notes').getByText('Nothing is deleted before').waitFor();
    expect(changes(places)).toMatchObject([{ key: 'keep', change: { value: '14 newest, 0 weekly, 0 monthly' } }]);
  });
});

describe('Settings, Folder', () => {
  it('shows the folder that was chosen and its warning, and moves only then', async () => {
    const { page, places } = await openSettings('Folder');
    await page.getByRole('button', { name: 'Choose another folder' }).click();
    await page.getByText('whoever reads that can read your backups').waitFor();
    expect(changes(places)).toEqual([]);
    await page.getByRole('button', { name: 'Move' }).click();
    await page.locator('.facts').getByText('/mnt/big/Routerkeep').waitFor();
    expect(changes(places)).toMatchObject([{ key: 'vault', change: { kind: 'folder', token: 'token-1' } }]);
    expect(await undo(page).count()).toBe(0);
  });

  it('says why it could not be moved, and lets one choose anew', async () => {
    const { page } = await openSettings('Folder', {
      answers: {
        'settings/change': () => {
          throw keepError('vault/full', { folder: '/mnt/big/Routerkeep' });
        },
      },
    });
    await page.getByRole('button', { name: 'Choose another folder' }).click();
    await page.getByRole('button', { name: 'Move' }).click();
    await page.locator('.error-note[data-code="vault/full"]').waitFor();
    expect(await page.getByRole('button', { name: 'Choose another folder' }).isVisible()).toBe(true);
  });
});

describe('Settings, Second place', () => {
  it('says how each place stands, and takes one out', async () => {
    const { page, places } = await openSettings('Second place');
    const usb = page.getByRole('listitem').filter({ hasText: '/media/usb' }).first();
    expect(await usb.textContent()).toContain('Cabin: 2 backups are missing');
    await page.getByRole('button', { name: 'Remove /media/usb' }).click();
    await usb.waitFor({ state: 'detached' });
    expect(changes(places)).toMatchObject([{ key: 'copy-to', change: { kind: 'without', place: '/media/usb' } }]);
    await undo(page).click();
    await usb.waitFor();
  });

  it('keeps as many as the vault, or a number of its own that can be changed', async () => {
    const { page, places } = await openSettings('Second place');
    await page.getByText('Keeps as many as the folder of the backups').click();
    const nas = page.getByRole('group', { name: 'What /mnt/nas/Routerkeep keeps' });
    await nas.getByRole('switch', { name: 'A number of its own' }).click();
    await nas.getByLabel('Newest').fill('90');
    await nas.getByLabel('Newest').press('Enter');
    await page.getByText('Keeps 90 newest, 0 weekly, 0 monthly').waitFor();
    await nas.getByRole('switch', { name: 'A number of its own' }).click();
    await page.getByText('Keeps as many as the folder of the backups').waitFor();
    const change = { kind: 'keep-at', place: '/mnt/nas/Routerkeep' };
    expect(changes(places)).toMatchObject([
      { key: 'copy-to', change: { ...change, keep: { newest: 30, weekly: 0, monthly: 0 } } },
      { key: 'copy-to', change: { ...change, keep: { newest: 90, weekly: 0, monthly: 0 } } },
      { key: 'copy-to', change: { ...change, keep: null } },
    ]);
  });

  it('catches up, and says what came of it', async () => {
    const { page } = await openSettings('Second place');
    await page.getByRole('button', { name: 'Catch up now' }).click();
    await page.getByText('Nothing was missing.').last().waitFor();
  });
});

describe('Settings, Notifications', () => {
  it('says what the system allows, sends a test, and keeps quiet hours', async () => {
    const { page, places } = await openSettings('Notifications');
    await page.getByText('Your system shows them.').waitFor();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('A test was shown.').waitFor();
    await page.getByRole('switch', { name: 'Quiet hours' }).click();
    await page.getByLabel('Until').fill('06:30');
    await page.getByLabel('Until').press('Enter');
    await expect.poll(() => changes(places).length).toBe(2);
    expect(changes(places)).toMatchObject([
      { key: 'quiet-hours', change: { value: '22:00-07:00' } },
      { key: 'quiet-hours', change: { value: '22:00-06:30' } },
    ]);
  });
});

describe('Settings, Alarms', () => {
  it('shows only the host and how the last delivery went, and tests all', async () => {
    const { page } = await openSettings('Alarms');
    await page.getByText('ntfy topic at ntfy.sh').waitFor();
    await page.getByText('hc-ping.com: not delivered since yesterday').waitFor();
    await page.getByRole('button', { name: 'Test all alarms' }).click();
    await page.getByText('ntfy topic at ntfy.sh, for all devices: arrived.').waitFor();
    await page.getByText('The name is not known.').last().waitFor();
  });

  it('lets a secret address only in: the field forgets it, and nothing shows it again', async () => {
    const { page, places } = await openSettings('Alarms');
    const secret = 'https://hc-ping.com/5f1d0b6e-secret';
    await page.getByLabel('Kind').selectOption('ping');
    await page.getByLabel('For', { exact: true }).selectOption('Parents');
    await page.getByLabel('Address').fill(secret);
    expect(await page.getByLabel('Address').getAttribute('type')).toBe('password');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => changes(places).length).toBe(1);
    expect(changes(places)).toMatchObject([{ deviceId: 'device-2', key: 'ping-url', change: { value: secret } }]);
    expect(await page.getByLabel('Address').inputValue()).toBe('');
    expect(await page.content()).not.toContain('5f1d0b6e');
    expect(await undo(page).count()).toBe(0);
  });
});

describe('Settings, Exceptions', () => {
  it('gives a device its own schedule, and takes it back', async () => {
    const { page, places } = await openSettings('Exceptions');
    await page.getByLabel('Device', { exact: true }).selectOption('Cabin');
    await page.getByRole('button', { name: 'Set its own: Schedule' }).click();
    const own = page.getByRole('region', { name: 'Schedule' });
    await own.getByLabel('How often').selectOption('hourly');
    await own.getByText('Its own').waitFor();
    await own.getByRole('button', { name: 'Schedule: as for all devices' }).click();
    await own.getByRole('button', { name: 'Set its own: Schedule' }).waitFor();
    expect(changes(places)).toMatchObject([
      { deviceId: 'device-1', key: 'schedule', change: { value: 'every 6 hours' } },
      { deviceId: 'device-1', key: 'schedule', change: { kind: 'default' } },
    ]);
  });
});

describe('Settings, About', () => {
  it('shows version and licences, opens the logs, and makes a report to be looked at first', async () => {
    const { page, places } = await openSettings('About');
    await page.getByText('0.1.0').waitFor();
    await page.getByRole('button', { name: 'Show licences' }).click();
    await expect.poll(() => page.getByLabel('Licences of Routerkeep').inputValue()).toContain('MIT License');
    await page.getByRole('button', { name: 'Open logs' }).click();
    await page.getByRole('button', { name: 'Report a problem' }).click();
    await expect.poll(() => page.getByLabel('Report', { exact: true }).inputValue()).toContain('Routerkeep 0.1.0');
    expect(places.calls.some(({ channel }) => channel === 'app/open-logs')).toBe(true);
  });
});
