import { Menu, type MenuItemConstructorOptions } from 'electron';
import { say } from '../../../shared/index.ts';
import type { Place } from '../../../shared/ipc/index.ts';

export interface MenuBarOptions {
  readonly go: (place: Place) => void;
  readonly backUpSelected: () => void;
}

/**
 * macOS has a menu bar whether one wants it or not: without its Edit menu, Cmd+V does not reach a password field.
 * Windows and Linux have none.
 */
export function setMenuBar(options: MenuBarOptions): void {
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate(macMenu(options)) : null);
}

function macMenu({ go, backUpSelected }: MenuBarOptions): MenuItemConstructorOptions[] {
  const place = (label: string, where: Place, key: string): MenuItemConstructorOptions => ({
    label,
    accelerator: `CommandOrControl+${key}`,
    click: () => go(where),
  });
  return [
    { role: 'appMenu' },
    { role: 'editMenu' },
    {
      label: say('shell.menu.go'),
      submenu: [
        place(say('shell.menu.devices'), 'devices', '1'),
        place(say('shell.tray.history'), 'history', '2'),
        place(say('shell.menu.restore'), 'restore', '3'),
        place(say('shell.menu.settings'), 'settings', '4'),
        { type: 'separator' },
        place(say('shell.menu.add'), 'add', 'N'),
        { label: say('shell.tray.back-up'), accelerator: 'CommandOrControl+B', click: backUpSelected },
      ],
    },
    { role: 'windowMenu' },
  ];
}
