import { dialog, type BrowserWindow } from 'electron';
import { say } from '../../../shared/index.ts';
import type { Dialogs } from '../ipc/index.ts';

/** Boxes of the system, in front of the window if there is one. */
export function createDialogs(window: () => BrowserWindow | undefined): Dialogs {
  return {
    confirm: async ({ message, detail, action, other }) => {
      const box = {
        type: 'warning',
        message,
        detail,
        buttons: [action, other ?? say('shell.confirm.cancel')],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      } as const;
      const parent = window();
      const { response } = await (parent === undefined
        ? dialog.showMessageBox({ ...box, buttons: [...box.buttons] })
        : dialog.showMessageBox(parent, { ...box, buttons: [...box.buttons] }));
      return response === 0;
    },
    chooseFolder: async (title) => {
      const parent = window();
      const options = { title, properties: ['openDirectory' as const, 'createDirectory' as const] };
      const { filePaths } = await (parent === undefined
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(parent, options));
      return filePaths[0];
    },
    chooseFile: async (title, name) => {
      const parent = window();
      const options = { title, defaultPath: name, properties: ['showOverwriteConfirmation' as const] };
      const { canceled, filePath } = await (parent === undefined
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(parent, options));
      return canceled || filePath === '' ? undefined : filePath;
    },
  };
}
