import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { start, type Running } from '../cli/program.ts';
import { injects } from '../faults/index.ts';
import { hearsOfSleep } from './asleep.ts';
import { launchSecond } from './second-start.ts';
import { scene } from './scene.ts';

/** Names of finished archives and of unfinished ones. */
async function filesIn(vault: string): Promise<{ archives: string[]; stages: string[] }> {
  const names = (await readdir(vault, { recursive: true })).map((name) => path.basename(name));
  return {
    archives: names.filter((name) => name.endsWith('.dss') && !name.startsWith('.')),
    stages: names.filter((name) => name.startsWith('.') && name.includes('.dss')),
  };
}

describe('a second start', () => {
  it('shows the window of the first and ends with 0', async (context) => {
    const fault = injects(context, 'desktop/second-instance');
    const { open, add } = await scene(context);
    await add();
    const program = await open({ args: ['--hidden'] });
    expect(program.electron.windows()).toHaveLength(0);
    const opening = program.electron.waitForEvent('window');
    expect(await launchSecond(program)).toBe(0);
    fault.fired();
    const window = await opening;
    await window.getByRole('link', { name: 'Devices' }).waitFor();
  });
});

describe('quitting', () => {
  it('asks nothing and ends with 0 when nothing runs', async (context) => {
    const { openAlone, add, desktop } = await scene(context);
    await add();
    const program = openAlone(['--hidden']);
    await (await desktop.tray.item()).choose('Quit Routerkeep');
    expect(await program.ended).toBe(0);
  });

  it.for(['by its menu', 'by a shutdown of the computer'] as const)(
    'during a backup signs out and leaves no half file: %s',
    async (how, context) => {
      const fault = injects(context, 'desktop/quit-in-a-backup');
      const { open, add, desktop, device, vault, terminal } = await scene(context);
      await add();
      const before = await filesIn(vault);
      device.behave({ faults: [{ at: 'download', kind: 'stall-in-body' }] });
      const program = await open({ args: ['--hidden'] });
      const tray = await desktop.tray.item();
      await hearsOfSleep(desktop);
      await tray.choose('Back up all now');
      await tray.until(async (item) => (/backing up/i.test(await item.toolTip()) ? true : undefined));
      if (how === 'by its menu') await tray.choose('Quit Routerkeep');
      else desktop.computer.shutDown();
      expect(await program.ended).toBe(0);
      fault.fired();
      expect(await filesIn(vault)).toEqual(before);
      expect(device.counters.openSessions).toBe(0);
      expect((await terminal(['history', 'Office'])).stdout).toMatch(/interrupted|cancelled/i);
    },
  );
});

describe('a program that was killed during a backup', () => {
  it('starts again, says so, and the next backup works', async (context) => {
    const { open, add, desktop, device, vault, terminal, backedUp } = await scene(context);
    await add();
    device.behave({ faults: [{ at: 'download', kind: 'stall-in-body' }] });
    const first = await open({ args: ['--hidden'] });
    const tray = await desktop.tray.item();
    await tray.choose('Back up all now');
    await tray.until(async (item) => (/backing up/i.test(await item.toolTip()) ? true : undefined));
    await first.kill();
    device.behave({ faults: [] });
    device.dropSessions();
    device.forget();
    await open({ args: ['--hidden'] });
    const again = await desktop.tray.item(1);
    await again.choose('Back up all now');
    await backedUp(again);
    expect((await filesIn(vault)).stages).toEqual([]);
    expect((await terminal(['history', 'Office'])).stdout).toContain('cut short');
  });
});

describe('the terminal and the window', () => {
  it('back up the same device in the same home: one waits for the other, and both show it', async (context) => {
    const { open, add, device, desktop, folder, home, vault } = await scene(context);
    await add();
    const program = await open();
    const window = await program.window();
    await window.getByRole('link', { name: 'Devices' }).click();
    const tray = await desktop.tray.item();
    const env = { ...desktop.env, ROUTERKEEP_HOME: home };
    const terminal = (): Running => start(['backup', 'Office'], { env, cwd: folder, stdin: '' });
    const card = window.getByRole('region', { name: 'Office' });
    const backUpNow = card.getByRole('button', { name: 'Back up now' });
    const working = 'Office: Another Routerkeep is working on it (process ';

    device.forget();
    device.behave({ taskPolls: 'never' });
    await backUpNow.click();
    await card.getByText('Preparing on the device').waitFor();
    const second = terminal();
    await second.seen(`${working}${String(program.process.pid)}, since today `);
    expect(device.counters.logins).toBe(1);
    device.behave({ taskPolls: 1 });
    expect(await second.ended).toMatchObject({ exit: 0 });
    await window.locator('[data-state="protected"]').first().waitFor();
    expect(device.counters.downloads).toBe(2);

    device.forget();
    device.behave({ taskPolls: 'never' });
    const first = terminal();
    await first.seen('Office: the device prepares');
    await window.locator('[data-state="running"]').first().waitFor();
    await tray.until(async (item) => (/backing up/i.test(await item.toolTip()) ? true : undefined));
    await backUpNow.click();
    await card.getByText('Waiting for its turn').waitFor();
    expect(device.counters.logins).toBe(1);
    device.behave({ taskPolls: 1 });
    expect(await first.ended).toMatchObject({ exit: 0 });
    await card.getByText('Waiting for its turn').waitFor({ state: 'detached' });
    await window.locator('[data-state="protected"]').first().waitFor();
    await tray.until(async (item) => ((await item.toolTip()).startsWith('1 of 1') ? true : undefined));
    // A run that has taken its turn lowers no state: the card says protected while it is still at work.
    await expect.poll(() => device.counters, { timeout: 30_000 }).toMatchObject({ downloads: 2, openSessions: 0 });
    expect(await filesIn(vault)).toMatchObject({ archives: { length: 5 }, stages: [] });
  });
});
