import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { say } from '../../shared/index.ts';
import type { DeviceModel } from '../../shared/ipc/index.ts';
import type { TrayItem } from '../desktop/index.ts';
import { terminalAt } from './moved-terminal.ts';
import { scene, type Scene } from './scene.ts';

const DAY = 24 * 3_600_000;

/** No quiet hour, and every night before it is over. */
function noonIn(days: number): Date {
  const noon = new Date(Date.now() + days * DAY);
  noon.setHours(12, 0, 0, 0);
  return noon;
}

interface Seen {
  readonly window: Page;
  readonly tray: TrayItem;
  readonly terminal: ReturnType<typeof terminalAt>;
}

/** Starts the program and shows its devices. */
async function look(lab: Scene, now?: Date): Promise<Seen & { readonly close: () => Promise<void> }> {
  const { open, desktop } = lab;
  const index = desktop.tray.count();
  // Before the program, so that its clock is not behind what the program writes.
  const terminal = terminalAt(lab, now ?? new Date());
  const program = await open(now === undefined ? {} : { now });
  const window = await program.window();
  return { window, tray: await desktop.tray.item(index), terminal, close: program.quit };
}

/** Waits until the card shows a state, and holds every other surface against it. @returns the surfaces that say its word */
async function surfaces(
  { window, tray, terminal }: Seen,
  state: DeviceModel['protection']['state'],
): Promise<readonly string[]> {
  const word = say(`schedule.word.${state}`);
  const card = window.getByRole('region', { name: 'Office' });
  await window.locator(`[data-device][data-state="${state}"]`).waitFor();
  const says = (text: string): boolean => text.toLowerCase().includes(word);
  // The tray is told in the same breath, by another way.
  await tray.until(async (item) => (says(await item.toolTip()) ? true : undefined));
  const menu = await tray.until(async (item) => {
    const lines = (await item.menu()).map(({ label }) => label);
    return says(lines[0] ?? '') ? lines : undefined;
  });
  const row = (await terminal(['list'])).stdout.split('\n').find((line) => line.startsWith('Office ')) ?? '';
  const texts = {
    card: await card.locator('.state-word').innerText(),
    'tool tip': await tray.toolTip(),
    // Of a protected device the menu tells the age alone; the fleet's sentence above it has the word.
    'tray menu': state === 'protected' ? menu[0] : menu.find((line) => line.startsWith('Office: ')),
    list: row,
  };
  return Object.entries(texts).flatMap(([name, text]) => (says(text ?? '') ? [name] : [`${name} says: ${text ?? ''}`]));
}

const ALL = ['card', 'tool tip', 'tray menu', 'list'];

describe('the word for how a device stands', () => {
  it('is the same on the card, in tool tip and menu of the tray, in notifications and in the terminal, in all seven states', async (context) => {
    const lab = await scene(context);
    const { add, device, desktop, terminal } = lab;
    await add('--no-backup');

    const today = await look(lab);
    expect(await surfaces(today, 'never')).toEqual(ALL);
    await today.tray.choose('Back up all now');
    expect(await surfaces(today, 'protected')).toEqual(ALL);
    device.behave({ taskPolls: 'never' });
    await today.tray.choose('Back up all now');
    expect(await surfaces(today, 'running')).toEqual(ALL);
    device.behave({ taskPolls: 1 });
    expect(await surfaces(today, 'protected')).toEqual(ALL);
    await today.tray.choose('Pause', 'Until I resume');
    expect(await surfaces(today, 'paused')).toEqual(ALL);
    await today.tray.choose('Resume');
    expect(await surfaces(today, 'protected')).toEqual(ALL);
    await today.close();

    device.behave({ taskFailure: 'error-100' });
    const later = await look(lab, noonIn(2));
    expect(await surfaces(later, 'failing')).toEqual(ALL);
    device.behave({ taskFailure: null, loginAnswer: 400 });
    await later.tray.choose('Back up all now');
    expect(await surfaces(later, 'needs-you')).toEqual(ALL);
    const word = say('schedule.word.needs-you');
    const told = await desktop.notifications.until(({ title }) => title.includes('Office'));
    expect(told.title).toContain(word);
    device.behave({ loginAnswer: null });
    expect((await terminal(['passwd', 'Office', '--password-stdin'], `${device.password}\n`)).exit).toBe(0);
    await later.tray.choose('Back up all now');
    expect(await surfaces(later, 'protected')).toEqual(ALL);
    const better = await desktop.notifications.until(({ title }) => title.includes(say('schedule.word.protected')));
    expect(better.title).toContain('Office');
    await later.close();

    await device.close();
    const alone = await look(lab, noonIn(4));
    expect(await surfaces(alone, 'overdue')).toEqual(ALL);
  });
});
