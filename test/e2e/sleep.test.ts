import { describe, expect, it, vi } from 'vitest';
import { makeCertificate } from '../device-simulator/index.ts';
import { injects } from '../faults/index.ts';
import { hearsOfSleep, sleepThrough } from './asleep.ts';
import { terminalAt } from './moved-terminal.ts';
import { scene } from './scene.ts';

const HOUR = 3_600_000;

describe('a computer that sleeps', () => {
  it('through a night catches it up once at waking; asleep again in the middle of that, it finishes it with one more sign-in', async (context) => {
    const fault = injects(context, 'desktop/sleep-in-each-phase');
    const certificate = makeCertificate();
    const lab = await scene(context, { certificate });
    const { open, add, desktop, device, backedUp } = lab;
    const { computer } = desktop;
    await add();
    device.forget();
    const evening = new Date(Date.now() + 24 * HOUR);
    evening.setHours(22, 0, 0, 0);
    const program = await open({ args: ['--hidden'], now: evening });
    const tray = await desktop.tray.item();
    await hearsOfSleep(desktop);
    await backedUp(tray);
    device.forget();

    device.behave({ faults: [{ at: 'download', kind: 'stall-in-body', times: 'once' }] });
    await sleepThrough(desktop, program, 9 * HOUR);
    await vi.waitUntil(() => device.fired.length > 0, { timeout: 60_000, interval: 20 });
    fault.fired();
    await tray.until(async (item) => (/overdue/i.test(await item.toolTip()) ? true : undefined));
    expect(device.counters).toMatchObject({ logins: 1, downloads: 1 });
    expect(computer.keptAwake()).toHaveLength(1);

    // The device does not wait for a computer that says nothing for hours.
    await sleepThrough(desktop, program, 9 * HOUR, async () => {
      device.dropSessions();
      await device.replaceCertificate(certificate);
    });
    fault.fired();
    await tray.until(async (item) => ((await item.toolTip()).startsWith('1 of 1') ? true : undefined));
    await computer.until(({ keptAwake }) => Promise.resolve(keptAwake().length === 0 ? true : undefined));
    expect(device.counters).toMatchObject({ logins: 2, downloads: 2, openSessions: 0 });
    const terminal = terminalAt(lab, new Date(evening.getTime() + 18 * HOUR));
    const { stdout } = await terminal(['history', 'Office']);
    expect(stdout.match(/03:00 .*/g)).toEqual([
      expect.stringMatching(/^03:00 the computer was asleep; 07:00 caught up; verified, /),
      expect.stringMatching(/^03:00 Routerkeep was not running; 22:00 caught up; verified, /),
    ]);
    expect((await terminal(['list'])).stdout).toContain('1 of 1 device protected');
    expect(desktop.notifications.shown()).toEqual([]);
  });
});
