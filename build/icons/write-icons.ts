import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { IconIcns, IconIco } from '@shockpkg/icon-encoder';
import { drawApplication, drawState, toPng } from './drawing.ts';
import * as plan from './plan.ts';

/**
 * Draws every icon of `plan.ts` from the SVG files beside it.
 * @param folder is emptied first
 * @returns how many files it wrote
 */
export async function writeIcons(folder: string): Promise<number> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(path.join(folder, 'app', 'icons'), { recursive: true });
  const files = new Map([...(await trayIcons()), ...(await applicationIcons())]);
  for (const [name, bytes] of files) await writeFile(path.join(folder, name), bytes);
  return files.size;
}

async function trayIcons(): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const state of plan.STATES) {
    for (const theme of plan.THEMES) {
      const svg = await drawState(state, plan.paintOf(state, theme));
      const base = `tray-${state}-${theme}`;
      for (const scale of plan.PANEL_SCALES) files.set(plan.pngName(base, scale), toPng(svg, plan.PANEL * scale));
      files.set(`${base}.ico`, await toIco(svg, plan.TASK_BAR));
    }
    const svg = await drawState(state, plan.paintOf(state, 'template'));
    for (const scale of plan.MENU_BAR_SCALES) {
      files.set(plan.pngName(`tray-${state}Template`, scale), toPng(svg, plan.MENU_BAR * scale));
    }
  }
  return files;
}

async function applicationIcons(): Promise<Map<string, Uint8Array>> {
  const svg = await drawApplication();
  const icns = new IconIcns();
  for (const [type, pixels] of Object.entries(plan.APPLICATION_ICNS)) {
    await icns.addFromPng(toPng(svg, pixels), [type], true);
  }
  return new Map<string, Uint8Array>([
    ['app.png', toPng(svg, 256)],
    ['app/icon.ico', await toIco(svg, plan.APPLICATION_ICO)],
    ['app/icon.icns', icns.encode()],
    ...plan.APPLICATION_PNG.map((pixels) => [`app/icons/${pixels}x${pixels}.png`, toPng(svg, pixels)] as const),
  ]);
}

/** Bitmaps for what old parts of Windows read, PNG from 256 px on. */
async function toIco(svg: string, sizes: readonly number[]): Promise<Uint8Array> {
  const ico = new IconIco();
  for (const pixels of sizes) await ico.addFromPng(toPng(svg, pixels), pixels >= 256, true);
  return ico.encode();
}
