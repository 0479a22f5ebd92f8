import path from 'node:path';
import { keepError, say } from '../../../../shared/index.ts';
import type { FoundModel } from '../../../../shared/ipc/index.ts';
import type { FoundBackup } from '../../../keeper/index.ts';
import type { DeskPorts, Handlers } from '../types.ts';

type Mine = 'restore/open' | Extract<keyof Handlers, `restore/found${string}`>;

/** Lists may be asked for again and again while the page lives; the oldest names are forgotten. */
const MOST_NAMED = 20_000;

/** Backups without a device: what a computer finds in its backup folder, and what a person opens. The page never names a path. */
export function foundHandlers({ stage, dialogs, outside, newId }: DeskPorts): Pick<Handlers, Mine> {
  const named = new Map<string, string>();
  const tokens = new Map<string, string>();

  function tokenOf(file: string): string {
    const known = tokens.get(file);
    if (known !== undefined) return known;
    const token = newId();
    tokens.set(file, token);
    named.set(token, file);
    const [oldest] = named;
    if (named.size > MOST_NAMED && oldest !== undefined) {
      named.delete(oldest[0]);
      tokens.delete(oldest[1]);
    }
    return token;
  }

  function fileOf(token: string): string {
    const file = named.get(token);
    if (file !== undefined) return file;
    throw keepError('usage/invalid', { problem: say('shell.found.gone'), remedy: say('shell.found.gone.remedy') });
  }

  function shown(folder: string, backups: readonly FoundBackup[]): FoundModel {
    const models = backups.map(({ path: file, ...rest }) => ({
      ...rest,
      token: tokenOf(file),
      file: path.basename(file),
    }));
    return { folder, backups: models };
  }

  return {
    'restore/found': async () => {
      const { folder, backups } = await stage.engine().keeper.findBackups();
      return shown(folder, backups);
    },
    'restore/open': async ({ what }) => {
      const { keeper } = stage.engine();
      if (what === 'folder') {
        const folder = await dialogs.chooseFolder(say('shell.dialog.open-folder'));
        return folder === undefined ? null : shown(folder, (await keeper.findBackups(folder)).backups);
      }
      const file = await dialogs.chooseArchive(say('shell.dialog.open-file'));
      return file === undefined ? null : shown(path.dirname(file), [await keeper.findBackup(file)]);
    },
    'restore/found-guide': async ({ token }) => {
      const file = fileOf(token);
      const { guide } = await stage.engine().keeper.restoreGuide({ file });
      return { file: path.basename(file), guide };
    },
    'restore/found-save-as': async ({ token }, { signal }) => {
      const file = fileOf(token);
      const target = await dialogs.chooseFile(say('shell.dialog.save'), path.basename(file));
      if (target === undefined) return { saved: false };
      await stage.engine().keeper.saveFoundBackup(file, target, signal);
      return { saved: true };
    },
    'restore/found-show': ({ token }) => {
      outside.showFile(fileOf(token));
      return {};
    },
  };
}
