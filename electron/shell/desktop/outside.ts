import { stat } from 'node:fs/promises';
import { shell, type BrowserWindow } from 'electron';
import { keepError } from '../../../shared/index.ts';
import type { Outside } from '../ipc/index.ts';
import { devicePage, isAllowedPage } from '../security/index.ts';

/** What leaves the program. Paths come from the engine, addresses from the settings or from a table. */
export function createOutside(window: () => BrowserWindow | undefined): Outside {
  return {
    openFolder: async (folder) => {
      // Something else than a folder would be started by what is registered for it.
      const found = await stat(folder).catch(() => undefined);
      if (found?.isDirectory() !== true) throw keepError('vault/missing', { folder });
      const problem = await shell.openPath(folder);
      if (problem !== '') throw keepError('vault/missing', { folder }, new Error(problem));
    },
    showFile: (file) => shell.showItemInFolder(file),
    openPage: async (address) => {
      if (!isAllowedPage(address)) throw keepError('internal', { detail: 'address' });
      await shell.openExternal(devicePage(address) ?? address);
    },
    print: () =>
      new Promise((resolve) => {
        const contents = window()?.webContents;
        if (contents === undefined) resolve(false);
        else contents.print({}, (printed) => resolve(printed));
      }),
  };
}
