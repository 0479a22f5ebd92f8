import { describe, expect, it } from 'vitest';
import { scene } from './scene.ts';

describe('a person who has never seen the program', () => {
  it('adds a router and is protected, in at most eight clicks and fields, with nothing but what is on the screen', async (context) => {
    const { open, device, desktop, terminal } = await scene(context);
    const program = await open();
    const window = await program.window();
    let steps = 0;
    const click = async (name: string): Promise<void> => {
      steps += 1;
      await window.getByRole('button', { name, exact: true }).first().click();
    };
    const fill = async (label: string, text: string): Promise<void> => {
      steps += 1;
      await window.getByLabel(label, { exact: true }).fill(text);
    };
    await click('Add device');
    await fill('Address', device.origin);
    await click('Continue');
    await click('Trust this device');
    await fill('User name', device.user);
    await fill('Password', device.password);
    await click('Continue');
    await window
      .getByText(/^Protected\b/)
      .first()
      .waitFor();
    expect(steps).toBeLessThanOrEqual(8);

    const tray = await desktop.tray.item();
    const toolTip = await tray.until(async (item) => {
      const text = await item.toolTip();
      return text.startsWith('1 of 1') ? text : undefined;
    });
    expect(toolTip).toContain('1 of 1 device protected');
    expect((await terminal(['list'])).stdout).toMatch(/protected/i);
    expect(device.outOfTable).toEqual([]);
    // The password went in and never came back.
    expect(await window.content()).not.toContain(device.password);
    expect(program.output()).not.toContain(device.password);
  });
});
