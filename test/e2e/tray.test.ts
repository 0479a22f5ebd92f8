import { describe, expect, it } from 'vitest';
import { drawState, toPng } from '../../build/icons/drawing.ts';
import { paintOf, STATES, type State } from '../../build/icons/plan.ts';
import { say } from '../../shared/index.ts';
import type { IconPicture } from '../desktop/index.ts';
import { injects } from '../faults/index.ts';
import { alphas, plainDifferences, readPng } from '../icons/pictures.ts';
import { launchSecond } from './second-start.ts';
import { scene } from './scene.ts';

/** Which state's shape an icon shows, found by comparing it with all of them. */
async function stateShown({ width, rgba, height }: IconPicture): Promise<State | undefined> {
  const seen = alphas({ width, height, rgba });
  const distances = new Map<State, number>();
  for (const state of STATES) {
    const drawn = alphas(readPng(toPng(await drawState(state, paintOf(state, 'dark')), width)));
    distances.set(state, plainDifferences(seen, drawn));
  }
  return [...distances].sort(([, one], [, other]) => one - other)[0]?.[0];
}

describe('the tray', () => {
  it('shows a shape, a sentence and a menu that say how it is, and backs up from the menu', async (context) => {
    const { open, add, desktop, device, terminal } = await scene(context);
    await add('--no-backup');
    await open({ args: ['--hidden'] });
    const tray = await desktop.tray.item();
    const icon = async (): Promise<State | undefined> => {
      const largest = (await tray.icons()).at(-1);
      return largest === undefined ? undefined : stateShown(largest);
    };
    expect(await icon()).toBe('never');
    expect(await tray.toolTip()).toMatch(/^0 of 1/);
    const menu = await tray.menu();
    expect(menu.filter(({ kind }) => kind !== 'separator').map(({ label }) => label)).toEqual([
      await tray.toolTip(),
      expect.stringMatching(/^Office: /),
      'Back up all now',
      'Pause',
      'Open Routerkeep',
      'Launch at login',
      'Quit Routerkeep',
    ]);
    const office = menu.find(({ label }) => label.startsWith('Office'));
    expect(office?.entries.map(({ label }) => label)).toEqual(['Back up now', 'Show history', 'Open folder']);

    await tray.choose(office?.label ?? '', 'Back up now');
    await tray.until(async (item) => ((await item.toolTip()).startsWith('1 of 1') ? true : undefined));
    // The picture comes in a message of its own.
    await tray.until(async () => ((await icon()) === 'protected' ? true : undefined));
    expect(device.counters.downloads).toBe(1);
    expect((await terminal(['history', 'Office'])).exit).toBe(0);
    // It changed when protection changed, and is silent while nothing does.
    const changes = tray.changes().length;
    await tray.menu();
    await tray.toolTip();
    expect(tray.changes()).toHaveLength(changes);
  });

  it('pauses and resumes', async (context) => {
    const { open, add, desktop, terminal } = await scene(context);
    await add();
    await open({ args: ['--hidden'] });
    const tray = await desktop.tray.item();
    await tray.choose('Pause', 'Until I resume');
    await tray.until(async (item) => ((await item.menu()).some(({ label }) => label === 'Resume') ? true : undefined));
    expect((await terminal(['list'])).stdout).toMatch(/paused/i);
    await tray.choose('Resume');
    await tray.until(async (item) => ((await item.menu()).some(({ label }) => label === 'Pause') ? true : undefined));
    expect((await terminal(['list'])).stdout).not.toMatch(/paused/i);
  });

  it('is shown by a panel that comes up after the program, as at login', async (context) => {
    const { open, add, desktop } = await scene(context, {}, { tray: false });
    await add('--no-backup');
    await open({ args: ['--hidden'] });
    await desktop.tray.appear();
    const tray = await desktop.tray.item();
    expect(await tray.toolTip()).toMatch(/^0 of 1/);
    expect((await tray.menu()).map(({ label }) => label)).toContain('Open Routerkeep');
  });

  it('is not needed: without a host the window opens, its close button asks once, and a second start shows it', async (context) => {
    const fault = injects(context, 'desktop/no-tray');
    const { open, add, desktop } = await scene(context, {}, { tray: false });
    await add('--no-backup');
    const program = await open();
    const { electron } = program;
    await (await program.window()).getByRole('link', { name: 'Devices' }).waitFor();
    expect(desktop.tray.count()).toBe(0);
    fault.fired();
    const asked = await electron.evaluateHandle(({ dialog }) => {
      const questions: string[] = [];
      // What Escape comes back with.
      const escape = (...given: readonly unknown[]): Promise<object> => {
        const { message, cancelId } = given.at(-1) as { readonly message: string; readonly cancelId: number };
        questions.push(message);
        return Promise.resolve({ response: cancelId });
      };
      Object.assign(dialog, { showMessageBox: escape });
      return questions;
    });
    const close = async (): Promise<void> => {
      const window = await program.window();
      const gone = window.waitForEvent('close');
      await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
      await gone;
    };
    await close();
    for (let start = 0; start < 2; start += 1) {
      const opening = electron.waitForEvent('window');
      expect(await launchSecond(program)).toBe(0);
      await (await opening).getByRole('link', { name: 'Devices' }).waitFor();
      await close();
    }
    expect(await asked.jsonValue()).toEqual([say('shell.confirm.no-tray')]);
  });
});
