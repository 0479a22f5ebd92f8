import { BY_DEFAULT, keepError, NOTHING, say } from '../../../../shared/index.ts';
import type { Input, PreferenceModel } from '../../../../shared/ipc/index.ts';
import type { PruneResult, Selection } from '../../../keeper/index.ts';
import type { Engine } from '../../engine/index.ts';
import { addPlace, keepAtPlace, removePlace } from '../../settings/place-text.ts';
import { changePreference, type PreferenceWish } from '../change-preference.ts';
import { deviceAskedAbout, type DeviceAskedAbout } from '../device-asked-about.ts';
import type { Call, DeskPorts, Handlers } from '../types.ts';

type Mine = Exclude<
  Extract<keyof Handlers, `settings/${string}`>,
  'settings/launch-at-login' | 'settings/theme' | 'settings/test-notification'
>;
type Key = PreferenceModel['key'];

/** What is typed goes to the secret store and is never read again. */
const SECRET: readonly Key[] = ['ping-url', 'webhook', 'ntfy'];
/** Folders come from the system's dialog alone. */
const FOLDERS: readonly Key[] = ['vault', 'copy-to'];
/** Moving every backup is not undone by a click. */
const NOT_UNDONE: readonly Key[] = [...SECRET, 'vault'];
const MOST_UNDONE = 50;

/** The preferences of `routerkeep set`. */
export function settingsHandlers({ stage, dialogs, desktop, newId }: DeskPorts): Pick<Handlers, Mine> {
  /** What a token from the dialog stands for; it is good once, for the key it was chosen for. */
  const chosen = new Map<string, { readonly key: Key; readonly folder: string }>();
  const undoable: PreferenceWish[] = [];

  const setPreference = changePreference({ dialogs, desktop });
  const change = async (wanted: PreferenceWish, { signal }: Call) => {
    const result = await setPreference(wanted, signal);
    void wanted.engine.refresh();
    return result;
  };

  async function read(engine: Engine, deviceId: string | undefined): Promise<readonly PreferenceModel[]> {
    return engine.keeper.preferences(deviceId === undefined ? undefined : engine.nameOf(deviceId));
  }

  function valueOf(before: string, { key, change: wish }: Input<'settings/change'>): string {
    switch (wish.kind) {
      case 'value':
        if (FOLDERS.includes(key) && ![NOTHING, BY_DEFAULT].includes(wish.value)) throw notByHand();
        return wish.value;
      case 'default':
        return BY_DEFAULT;
      case 'without':
        return removePlace(before, wish.place);
      case 'keep-at':
        if (key !== 'copy-to') throw notByHand();
        return keepAtPlace(before, wish.place, wish.keep);
      case 'folder': {
        const place = chosen.get(wish.token);
        if (place?.key !== key) throw notByHand();
        chosen.delete(wish.token);
        return key === 'copy-to' ? addPlace(before, place.folder) : place.folder;
      }
    }
  }

  /** The page may be anybody's: before backups go, the system asks. */
  function mayDelete(count: number, about: DeviceAskedAbout | undefined): Promise<boolean> {
    const question = {
      message: say('shell.confirm.keep', { count }),
      detail: say('shell.confirm.keep.detail'),
      action: say('shell.confirm.keep.action'),
    };
    return dialogs.confirm(about?.shownIn(question) ?? question);
  }

  return {
    'settings/read': async ({ deviceId }) => [...(await read(stage.engine(), deviceId))],
    'settings/change': async (input, call) => {
      const engine = stage.engine();
      const { deviceId, key } = input;
      const before = (await read(engine, deviceId)).find((each) => each.key === key);
      if (before === undefined) throw notByHand();
      const { notes, ...preference } = await change(
        { engine, deviceId, key, value: valueOf(before.value, input), chosen: input.change.kind === 'folder' },
        call,
      );
      const canUndo = !NOT_UNDONE.includes(key);
      if (canUndo) {
        undoable.push({ engine, deviceId, key, value: before.own ? before.value : BY_DEFAULT });
        if (undoable.length > MOST_UNDONE) undoable.shift();
      }
      return { preference, notes: [...notes], canUndo };
    },
    'settings/undo': async (_input, call) => {
      // What was changed before the demo was entered waits until it is left.
      const at = undoable.findLastIndex(({ engine }) => engine === stage.engine());
      const [last] = at < 0 ? [] : undoable.splice(at, 1);
      return last === undefined ? null : change(last, call);
    },
    'settings/choose-folder': async ({ key }) => {
      const folder = await dialogs.chooseFolder(say(`shell.dialog.${key}`));
      if (folder === undefined) return null;
      const token = newId();
      chosen.set(token, { key, folder });
      // A second place may well lie in a cloud: the backups stay here too.
      const warning = key === 'vault' ? stage.engine().keeper.folderWarning(folder) : undefined;
      return { token, folder, ...(warning === undefined ? {} : { warning }) };
    },
    'settings/preview-schedule': async ({ deviceId, value }) => {
      const { keeper, nameOf } = stage.engine();
      const preview = await keeper.previewSchedule(deviceId === undefined ? undefined : nameOf(deviceId), value);
      return { ...preview, next: [...preview.next] };
    },
    'settings/preview-keep': async ({ deviceId }) => [
      ...(await stage.engine().keeper.prune(selectionOf(stage.engine(), deviceId), true)),
    ],
    'settings/keep-now': async ({ deviceId }) => {
      const engine = stage.engine();
      const selection = selectionOf(engine, deviceId);
      const about = deviceId === undefined ? undefined : deviceAskedAbout(engine, deviceId);
      // A device that is at work now, or a backup made while the box is open, could add to what is deleted: nothing unasked.
      for (let agreed: ReadonlySet<string> | undefined; ;) {
        const preview = await engine.keeper.prune(selection, true);
        const due = preview.flatMap(removedOf);
        if (due.length === 0) return [...preview];
        if (agreed !== undefined && due.every((file) => agreed?.has(file))) break;
        if (!(await mayDelete(due.length, about))) return [];
        await about?.assertSame();
        agreed = new Set(due);
      }
      const results = await engine.keeper.prune(selection, false);
      void engine.refresh();
      return [...results];
    },
    'settings/copies-now': async ({ deviceId }, { signal }) => {
      const engine = stage.engine();
      const results = await engine.keeper.copies(selectionOf(engine, deviceId), { signal });
      void engine.refresh();
      return [...results];
    },
    'settings/alarms': async () => [...(await stage.engine().keeper.alarms())],
    'settings/test-alarms': async (_input, { signal }) => [...(await stage.engine().keeper.testAlarms(signal))],
  };
}

/** Devices that were backed up on the same day have files of the same name. */
function removedOf(result: PruneResult): readonly string[] {
  return result.ok ? result.removed.map((file) => `${result.device}/${file}`) : [];
}

function selectionOf({ nameOf }: Engine, deviceId: string | undefined): Selection {
  return deviceId === undefined ? { kind: 'all' } : { kind: 'names', names: [nameOf(deviceId)] };
}

function notByHand(): ReturnType<typeof keepError> {
  return keepError('usage/invalid', { problem: say('shell.bad-input'), remedy: say('shell.bad-input.remedy') });
}
