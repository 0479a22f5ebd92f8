import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawState, toPng } from '../../build/icons/drawing.ts';
import * as plan from '../../build/icons/plan.ts';
import { writeIcons } from '../../build/icons/write-icons.ts';
import * as pictures from './pictures.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-icons-'));
  await writeIcons(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(name: string): Promise<Buffer> {
  return readFile(path.join(folder, name));
}
async function size(name: string): Promise<readonly number[]> {
  const { width, height } = pictures.readPng(await read(name));
  return [width, height];
}

/** Two different states, each pair once. */
const pairs = plan.STATES.flatMap((one, index) => plan.STATES.slice(index + 1).map((other) => [one, other] as const));

describe('every state has an icon', () => {
  it.each(plan.STATES)('"%s": for light, dark and high-contrast panels at every scale of Linux', async (state) => {
    for (const theme of plan.THEMES) {
      for (const scale of plan.PANEL_SCALES) {
        const pixels = plan.PANEL * scale;
        expect(await size(plan.pngName(`tray-${state}-${theme}`, scale))).toEqual([pixels, pixels]);
      }
    }
  });

  it.each(plan.STATES)('"%s": with 16, 20, 24, 32 and 48 pixels for Windows', async (state) => {
    for (const theme of plan.THEMES) {
      expect(pictures.sizesInIco(await read(`tray-${state}-${theme}.ico`))).toEqual([16, 20, 24, 32, 48]);
    }
  });

  it.each(plan.STATES)('"%s": as a template of black and alpha alone for macOS', async (state) => {
    expect(await size(`tray-${state}Template.png`)).toEqual([16, 16]);
    expect(await size(`tray-${state}Template@2x.png`)).toEqual([32, 32]);
    const { rgba } = pictures.readPng(await read(`tray-${state}Template@2x.png`));
    const coloured = rgba.some(
      (value, index) => index % 4 !== 3 && value !== 0 && (rgba[index - (index % 4) + 3] ?? 0) > 0,
    );
    expect(coloured).toBe(false);
  });

  it('and no icon is there that no plan names', async () => {
    const perState = plan.THEMES.length * (plan.PANEL_SCALES.length + 1) + plan.MENU_BAR_SCALES.length;
    const tray = (await readdir(folder)).filter((name) => name.startsWith('tray-'));
    expect(tray).toHaveLength(plan.STATES.length * perState);
  });
});

describe('at 16 pixels, colour never stands alone', () => {
  /** Of 256 pixels: the least difference between two shapes that is still seen at a glance. */
  const PLAIN = 12;

  it.each(['light', 'dark', 'template'] as const)('the shapes differ by alpha alone (%s)', async (theme) => {
    const shapes = new Map<plan.State, readonly number[]>();
    for (const state of plan.STATES) {
      const svg = await drawState(state, plan.paintOf(state, theme));
      shapes.set(state, pictures.alphas(pictures.readPng(toPng(svg, 16))));
    }
    for (const [one, other] of pairs) {
      const differences = pictures.plainDifferences(shapes.get(one) ?? [], shapes.get(other) ?? []);
      expect(differences, `${one} and ${other}`).toBeGreaterThan(PLAIN);
    }
  });

  it.each([
    ['white', 1],
    ['black', 0],
  ])('the high-contrast shapes differ on %s', async (_, background) => {
    const shapes = new Map<plan.State, readonly number[]>();
    for (const state of plan.STATES) {
      const svg = await drawState(state, plan.paintOf(state, 'contrast'));
      shapes.set(state, pictures.brightness(pictures.readPng(toPng(svg, 16)), background));
    }
    for (const [one, other] of pairs) {
      const differences = pictures.plainDifferences(shapes.get(one) ?? [], shapes.get(other) ?? []);
      expect(differences, `${one} and ${other}`).toBeGreaterThan(PLAIN);
    }
  });

  it.each([
    ['light', 0.95],
    ['dark', 0.1],
    ['contrast', 1],
    ['contrast', 0],
  ] as const)('the %s shield stands out from its panel (brightness %d)', async (theme, panel) => {
    const empty = Array.from({ length: 256 }, () => panel);
    for (const state of plan.STATES) {
      const picture = pictures.readPng(toPng(await drawState(state, plan.paintOf(state, theme)), 16));
      const seen = pictures.plainDifferences(pictures.brightness(picture, panel), empty);
      expect(seen, state).toBeGreaterThan(40);
    }
  });

  it('would be caught: a shape that equals another differs in nothing', async () => {
    const once = pictures.alphas(
      pictures.readPng(toPng(await drawState('paused', plan.paintOf('paused', 'light')), 16)),
    );
    const red = pictures.alphas(
      pictures.readPng(toPng(await drawState('paused', plan.paintOf('failing', 'dark')), 16)),
    );
    expect(pictures.plainDifferences(once, red)).toBe(0);
  });
});

describe('the application has an icon', () => {
  it('for Windows, from the task bar to the largest view', async () => {
    expect(pictures.sizesInIco(await read('app/icon.ico'))).toEqual([...plan.APPLICATION_ICO]);
  });

  it('for macOS, with the kinds that Finder and Dock ask for', async () => {
    const bytes = await read('app/icon.icns');
    expect(bytes.toString('latin1', 0, 4)).toBe('icns');
    expect(pictures.kindsInIcns(bytes)).toEqual(Object.keys(plan.APPLICATION_ICNS));
  });

  it('for Linux, in the sizes of the icon theme, and for the window', async () => {
    for (const pixels of plan.APPLICATION_PNG) {
      expect(await size(`app/icons/${pixels}x${pixels}.png`)).toEqual([pixels, pixels]);
    }
    expect(await size('app.png')).toEqual([256, 256]);
  });
});
