import path from 'node:path';
import { isCollapse, keepError, say } from '../../../../shared/index.ts';
import type { BackupDetails, Input } from '../../../../shared/ipc/index.ts';
import type { BackupDetails as StoredBackup } from '../../../keeper/index.ts';
import type { Engine } from '../../engine/index.ts';
import { deviceAskedAbout } from '../device-asked-about.ts';
import type { DeskPorts, Handlers, Question } from '../types.ts';

type Mine = Extract<keyof Handlers, `backup/${string}`> | 'restore/list' | 'restore/guide' | 'restore/print';
type Backup = Input<'backup/details'>['backup'];

/** What is done with one stored backup, and how to put one back. The page names device and file; the engine knows where. */
export function backupHandlers({ stage, dialogs, outside }: DeskPorts): Pick<Handlers, Mine> {
  const of = ({ deviceId, file }: Backup) => {
    const engine = stage.engine();
    return { engine, keeper: engine.keeper, name: engine.nameOf(deviceId), deviceId, file };
  };
  const told = async (engine: Engine, deviceId: string, stored: Promise<StoredBackup>) => {
    const details = detailsOf(deviceId, await stored);
    void engine.refresh();
    return details;
  };
  const agrees = async (engine: Engine, deviceId: string, ask: (name: string) => Question): Promise<boolean> => {
    const { name, shownIn, assertSame } = deviceAskedAbout(engine, deviceId);
    const yes = await dialogs.confirm(shownIn(ask(name)));
    if (yes) await assertSame();
    return yes;
  };
  /** The next backup may delete what has no pin. */
  const mayUnpin = (engine: Engine, { deviceId, file }: Backup): Promise<boolean> =>
    agrees(engine, deviceId, (name) => ({
      message: say('shell.confirm.unpin', { file, name }),
      detail: say('shell.confirm.unpin.detail'),
      action: say('shell.confirm.unpin.action'),
    }));
  return {
    'backup/details': async ({ backup }) => {
      const { keeper, name, deviceId, file } = of(backup);
      const details = await keeper.backupDetails(name, file);
      // Whoever opens it has its warnings before their eyes.
      if (details.verification.warnings.some(isCollapse)) await keeper.markSeen({ kind: 'names', names: [name] });
      return detailsOf(deviceId, details);
    },
    'backup/verify': async ({ backup }, { signal }) => {
      const { engine, keeper, name, file } = of(backup);
      const { path: stored } = await keeper.backupDetails(name, file);
      const [result] = await keeper.verify({ files: [stored] }, { signal });
      if (result === undefined) throw keepError('internal', { detail: 'verify' });
      void engine.refresh();
      return result.ok ? { ok: true, verification: result.verification } : { ok: false, error: result.error };
    },
    'backup/pin': async ({ backup, pinned }) => {
      const { engine, keeper, name, deviceId, file } = of(backup);
      if (!pinned && !(await mayUnpin(engine, backup)))
        return detailsOf(deviceId, await keeper.backupDetails(name, file));
      return told(engine, deviceId, keeper.pinBackup(name, file, pinned));
    },
    'backup/note': ({ backup, note }) => {
      const { engine, keeper, name, deviceId, file } = of(backup);
      return told(engine, deviceId, keeper.noteBackup(name, file, note));
    },
    'backup/delete': async ({ backup, evenLast }) => {
      const { engine, keeper, name, deviceId, file } = of(backup);
      const { isLast } = await keeper.backupDetails(name, file);
      // Refused by the engine itself, before anybody is asked.
      const asks = !isLast || evenLast;
      const detail = say(isLast ? 'shell.confirm.delete.last' : 'shell.confirm.delete.detail');
      const action = say('shell.confirm.delete.action');
      const question = (shown: string): Question => ({
        message: say('shell.confirm.delete', { file, name: shown }),
        detail,
        action,
      });
      if (asks && !(await agrees(engine, deviceId, question))) return { deleted: false };
      await keeper.deleteBackup(name, file, { evenIfLast: evenLast });
      engine.nudge('changed');
      await engine.refresh();
      return { deleted: true };
    },
    'backup/save-as': async ({ backup }, { signal }) => {
      const { keeper, name, file } = of(backup);
      const target = await dialogs.chooseFile(say('shell.dialog.save'), file);
      if (target === undefined) return { saved: false };
      // The system's dialog has asked whether an older file may go.
      await keeper.saveBackup(name, file, target, { replace: true, signal });
      return { saved: true };
    },
    'backup/show': async ({ backup }) => {
      const { keeper, name, file } = of(backup);
      outside.showFile((await keeper.backupDetails(name, file)).path);
      return {};
    },
    'restore/list': async ({ deviceId }) => {
      const { keeper, nameOf } = stage.engine();
      const entries = await keeper.history({ kind: 'names', names: [nameOf(deviceId)] });
      return entries.flatMap(({ outcome, backup, file, at, firmware, pinned = false, note = '' }) =>
        outcome === 'verified' && backup === 'verified' && file !== undefined
          ? [{ backup: { deviceId, file }, takenAt: at, firmware, pinned, note }]
          : [],
      );
    },
    'restore/guide': async ({ deviceId, file }) => {
      const { keeper, nameOf, overview } = stage.engine();
      const name = nameOf(deviceId);
      const printed = await keeper.restoreGuide({ name, ...(file === undefined ? {} : { file }) });
      const device = overview().devices.find(({ id }) => id === deviceId);
      return {
        backup: { deviceId, file: path.basename(printed.file) },
        product: device?.identity.product ?? 'SRM',
        origin: device?.origin,
        guide: printed.guide,
      };
    },
    'restore/print': async () => ({ printed: await outside.print() }),
  };
}

function detailsOf(deviceId: string, stored: StoredBackup): BackupDetails {
  const { checkedAt, isLast, path: file, ...rest } = stored;
  return { ...rest, deviceId, folder: path.dirname(file), verifiedAt: checkedAt, last: isLast };
}
