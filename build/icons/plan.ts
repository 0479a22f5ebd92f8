import type { Paint } from './drawing.ts';

/**
 * Which icons there are. All of them lie flat in `dist/icons/` (states as the engine names them):
 *
 * - `tray-<state>-<light|dark|contrast>.png` (24 px) with `@1.25x`, `@1.5x`, `@2x`, `@3x` beside it, which Electron finds
 *   by itself: Linux. `light` is for light panels (a dark shield), `dark` for dark ones, `contrast` for both.
 * - `tray-<state>-<light|dark|contrast>.ico` (16, 20, 24, 32, 48 px): Windows.
 * - `tray-<state>Template.png` (16 px) and `@2x`: macOS, black and alpha alone.
 * - `app.png` (256 px): the window's icon on Linux, and notifications.
 * - `app/icon.ico`, `app/icon.icns`, `app/icons/<n>x<n>.png`: for the packages, not packed into them.
 */
export const STATES = ['needs-you', 'failing', 'overdue', 'never', 'running', 'paused', 'protected'] as const;
export type State = (typeof STATES)[number];

export const THEMES = ['light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

/** Pixels of a PNG for Linux panels at 100 %. */
export const PANEL = 24;
export const PANEL_SCALES = [1, 1.25, 1.5, 2, 3] as const;
/** Pixels inside an .ico: 100 % to 300 % of what the notification area shows. */
export const TASK_BAR = [16, 20, 24, 32, 48] as const;
/** Points of a template image in the menu bar. */
export const MENU_BAR = 16;
export const MENU_BAR_SCALES = [1, 2] as const;

export const APPLICATION_ICO = [16, 20, 24, 32, 40, 48, 64, 128, 256] as const;
export const APPLICATION_PNG = [16, 24, 32, 48, 64, 128, 256, 512] as const;
/** Pixels of each kind of picture inside an .icns. */
export const APPLICATION_ICNS = {
  ic11: 32,
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic14: 512,
  ic09: 512,
  ic10: 1024,
};

/** Trouble has a colour besides its shape; what is calm has none. */
const TROUBLE: Readonly<Partial<Record<State, Readonly<Record<'light' | 'dark', string>>>>> = {
  'needs-you': { light: '#8f3fc4', dark: '#d9a6ff' },
  failing: { light: '#c4261d', dark: '#ff9c92' },
  overdue: { light: '#9a5b00', dark: '#ffc457' },
};
const CALM = { light: '#1f2328', dark: '#ffffff' } as const;

export function paintOf(state: State, theme: Theme | 'template'): Paint {
  if (theme === 'contrast') return { kind: 'contrast' };
  if (theme === 'template') return { kind: 'hole', shield: '#000000' };
  return { kind: 'hole', shield: (TROUBLE[state] ?? CALM)[theme] };
}

/** The name that Electron looks for at a scale: `a.png`, `a@2x.png`. */
export function pngName(base: string, scale: number): string {
  return scale === 1 ? `${base}.png` : `${base}@${scale}x.png`;
}
