import path from 'node:path';
import { Menu, nativeTheme, Tray, type MenuItemConstructorOptions } from 'electron';
import type { Dispose } from '../emitter.ts';
import { trayIconFile } from './icon-file.ts';
import { trayMenu, trayToolTip, type TrayAction, type TrayEntry, type TrayFacts } from './menu-model.ts';

export interface TrayOptions {
  readonly facts: () => TrayFacts;
  readonly act: (action: TrayAction) => void;
  readonly iconsFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface TrayIcon {
  /** Shows what holds now; nothing is touched while it says the same as before. */
  readonly update: () => void;
  /** Makes the icon anew: a panel came up that has not seen it. */
  readonly renew: () => void;
  readonly dispose: Dispose;
}

/** The icon in the tray. */
export function showTray({ facts, act, iconsFolder, env }: TrayOptions): TrayIcon {
  const icon = (): string =>
    path.join(
      iconsFolder,
      trayIconFile(facts().overview.fleet.state, {
        platform: process.platform,
        dark: nativeTheme.shouldUseDarkColors,
        highContrast: nativeTheme.shouldUseHighContrastColors,
        desktop: env.XDG_CURRENT_DESKTOP ?? '',
      }),
    );
  let shown = { icon: '', toolTip: '', menu: '' };
  let tray = create();

  function create(): Tray {
    shown = { icon: icon(), toolTip: '', menu: '' };
    // Without a GUID: Windows ties that of an unsigned program to its folder, and from another one no icon comes up.
    const created = new Tray(shown.icon);
    created.setIgnoreDoubleClickEvents(true);
    // On macOS the click opens the menu; Linux sends none where the panel opens it by itself.
    if (process.platform !== 'darwin') created.on('click', () => act({ kind: 'open' }));
    return created;
  }

  function update(): void {
    const now = { icon: icon(), toolTip: trayToolTip(facts()), entries: trayMenu(facts()) };
    if (now.icon !== shown.icon) tray.setImage((shown.icon = now.icon));
    if (now.toolTip !== shown.toolTip) tray.setToolTip((shown.toolTip = now.toolTip));
    // A menu that is set anew shuts while somebody reads it.
    const menu = JSON.stringify(now.entries);
    if (menu === shown.menu) return;
    shown.menu = menu;
    tray.setContextMenu(Menu.buildFromTemplate(now.entries.map((entry) => itemOf(entry, act))));
  }

  nativeTheme.on('updated', update);
  update();
  return {
    update,
    renew: () => {
      tray.destroy();
      tray = create();
      update();
    },
    dispose: () => {
      nativeTheme.off('updated', update);
      tray.destroy();
    },
  };
}

function itemOf(entry: TrayEntry, act: (action: TrayAction) => void): MenuItemConstructorOptions {
  switch (entry.kind) {
    case 'separator':
      return { type: 'separator' };
    case 'sentence':
      return { label: literal(entry.label), enabled: false };
    case 'submenu':
      return { label: literal(entry.label), submenu: entry.entries.map((each) => itemOf(each, act)) };
    case 'check': {
      const { label, checked, enabled, action } = entry;
      return { type: 'checkbox', label: literal(label), checked, enabled, click: () => act(action) };
    }
    case 'action': {
      const { label, enabled, action } = entry;
      return { label: literal(label), enabled, click: () => act(action) };
    }
  }
}

/** An ampersand would underline the letter behind it; devices may be called "R&D". */
function literal(label: string): string {
  return process.platform === 'darwin' ? label : label.replaceAll('&', '&&');
}
