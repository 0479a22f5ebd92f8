import { dialog, type BrowserWindow } from 'electron';
import { say } from '../../../shared/index.ts';
import type { Dialogs, Question } from '../ipc/index.ts';

/** Boxes of the system, in front of the window if there is one. */
export function createDialogs(window: () => BrowserWindow | undefined): Dialogs {
  const ask = async (
    { message, detail, action, other }: Question,
    checkbox: { readonly checkboxLabel?: string } = {},
  ): Promise<{ readonly yes: boolean; readonly option: boolean }> => {
    const parent = window();
    const box = {
      type: 'warning' as const,
      message,
      detail,
      buttons: [action, other ?? say('shell.confirm.cancel')],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
      ...checkbox,
    };
    const { response, checkboxChecked } = await (parent === undefined
      ? dialog.showMessageBox(box)
      : dialog.showMessageBox(parent, box));
    return { yes: response === 0, option: checkboxChecked };
  };
  return {
    confirm: async (question) => (await ask(question)).yes,
    confirmWithOption: ({ option, ...question }) => ask(question, { checkboxLabel: option }),
    chooseFolder: async (title) => {
      const parent = window();
      const options = { title, properties: ['openDirectory' as const, 'createDirectory' as const] };
      const { filePaths } = await (parent === undefined
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(parent, options));
      return filePaths[0];
    },
    chooseArchive: async (title) => {
      const parent = window();
      const filters = [{ name: say('shell.dialog.archives'), extensions: ['dss'] }];
      const options = { title, filters, properties: ['openFile' as const] };
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
