import { describe, expect, it } from 'vitest';
import { scene } from './scene.ts';

const HOUR = 3_600_000;

describe('a night that fails', () => {
  it('is told once; a click on it opens that device; and recovery is seen everywhere', async (context) => {
    const { open, add, desktop, device, terminal } = await scene(context);
    await add();
    // The device refuses the password from now on: trying again would not help, a person is needed.
    device.behave({ loginAnswer: 400 });
    // In the middle of the day after tomorrow: a night was missed, and it is no quiet hour.
    const noon = new Date(Date.now() + 48 * HOUR);
    noon.setHours(12, 0, 0, 0);
    const program = await open({ args: ['--hidden'], now: noon });
    const notification = await desktop.notifications.until(({ title, body }) => `${title} ${body}`.includes('Office'));
    const tray = await desktop.tray.item();
    expect(await tray.toolTip()).not.toMatch(/^1 of 1/);

    const opening = program.electron.waitForEvent('window');
    desktop.notifications.click(notification.id);
    const window = await opening;
    await window.getByRole('dialog').filter({ hasText: 'Office' }).getByLabel('Password', { exact: true }).waitFor();

    device.behave({ loginAnswer: null });
    expect((await terminal(['passwd', 'Office', '--password-stdin'], `${device.password}\n`)).exit).toBe(0);
    await tray.choose('Back up all now');
    await tray.until(async (item) => ((await item.toolTip()).startsWith('1 of 1') ? true : undefined));
    expect(
      desktop.notifications
        .shown()
        .filter(({ body, title }) => title + body === notification.title + notification.body),
    ).toHaveLength(1);
  });
});

describe("the year's last night", () => {
  it('is caught up after midnight, once', async (context) => {
    const { open, add, desktop, terminal, device, backedUp } = await scene(context);
    await add();
    device.forget();
    const year = new Date().getFullYear() + 1;
    await open({ args: ['--hidden'], now: new Date(year, 0, 1, 3, 40) });
    const tray = await desktop.tray.item();
    await backedUp(tray);
    expect(device.counters.downloads).toBe(1);
    expect((await terminal(['history', 'Office', '--json'])).stdout).toContain(`"${year}-01-01`);
  });
});
