import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { readPng } from '../icons/pictures.ts';
import type { Application } from './application.ts';
import { scene, type Scene } from './scene.ts';
import { drawTray } from './tray-picture.ts';

const DAY = 24 * 3_600_000;

/** Nights of a home: each is caught up in the morning, as if the computer had been switched on then. */
async function liveThrough({ open, desktop, device }: Scene, nights: number): Promise<void> {
  for (let night = 1; night <= nights; night += 1) {
    device.changeSetting('hostname', `office-${night}`);
    device.forget();
    const index = desktop.tray.count();
    const program = await open({ args: ['--hidden'], now: morning(night) });
    const tray = await desktop.tray.item(index);
    await tray.until(async (item) =>
      (await item.toolTip()).startsWith('1 of 1') && device.counters.logouts > 0 ? true : undefined,
    );
    await program.quit();
  }
}

function morning(days: number): Date {
  const date = new Date(Date.now() + days * DAY);
  date.setHours(8, 12, 0, 0);
  return date;
}

async function setTheme({ electron }: Application, theme: 'light' | 'dark'): Promise<void> {
  await electron.evaluate(({ nativeTheme }, source) => {
    nativeTheme.themeSource = source;
  }, theme);
}

/** Opens a place and waits until it stands still. */
async function show(window: Page, place: string): Promise<void> {
  await window.getByRole('link', { name: place, exact: true }).click();
  await window.getByRole('heading', { level: 1 }).first().waitFor();
  await window.waitForLoadState('networkidle');
}

/** More than a plain field: the picture shows something. */
function colours(png: Buffer): number {
  const { rgba } = readPng(png);
  const seen = new Set<number>();
  for (let at = 0; at < rgba.length; at += 4)
    seen.add(((rgba[at] ?? 0) << 16) | ((rgba[at + 1] ?? 0) << 8) | (rgba[at + 2] ?? 0));
  return seen.size;
}

describe('pictures of the running program', () => {
  it('show Devices, History, Restore and the tray, light and dark', async (context) => {
    const lab = await scene(context);
    const { open, add, desktop, folder } = lab;
    // `npm run pictures` names the folder that the README shows; else they are only looked at here.
    const into = path.resolve(process.env.ROUTERKEEP_PICTURES ?? path.join(folder, 'pictures'));
    await mkdir(into, { recursive: true });
    await add();
    await liveThrough(lab, 3);
    const index = desktop.tray.count();
    const program = await open({ now: morning(3.1) });
    const window = await program.window();
    const tray = await desktop.tray.item(index);
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(program, theme);
      for (const place of ['Devices', 'History', 'Restore']) {
        await show(window, place);
        const picture = await window.screenshot({ animations: 'disabled' });
        expect(colours(picture), `${place}, ${theme}`).toBeGreaterThan(20);
        await writeFile(path.join(into, `${place.toLowerCase()}-${theme}.png`), picture);
      }
      const picture = await drawTray(tray, theme);
      expect(colours(picture)).toBeGreaterThan(20);
      await writeFile(path.join(into, `tray-${theme}.png`), picture);
    }
  });
});
