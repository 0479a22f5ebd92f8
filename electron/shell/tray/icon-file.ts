import type { OverviewModel } from '../../../shared/ipc/index.ts';

export interface PanelLook {
  readonly platform: NodeJS.Platform;
  readonly dark: boolean;
  readonly highContrast: boolean;
  /** XDG_CURRENT_DESKTOP */
  readonly desktop: string;
}

/** The file that shows a state on this panel; `build/icons` draws them. */
export function trayIconFile(state: OverviewModel['fleet']['state'], look: PanelLook): string {
  if (look.platform === 'darwin') return `tray-${state}Template.png`;
  return `tray-${state}-${themeOf(look)}.${look.platform === 'win32' ? 'ico' : 'png'}`;
}

function themeOf({ platform, dark, highContrast, desktop }: PanelLook): 'light' | 'dark' | 'contrast' {
  if (highContrast) return 'contrast';
  // GNOME's bar is dark whatever the theme of its windows.
  if (platform === 'linux' && /gnome|unity/i.test(desktop)) return 'dark';
  return dark ? 'dark' : 'light';
}
