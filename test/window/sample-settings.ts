import type { Input, Output, PreferenceModel } from '../../shared/ipc/index.ts';
import { keepAtPlace, removePlace } from '../../electron/shell/settings/place-text.ts';
import { keepError } from '../../shared/errors.ts';
import type { Schedule } from '../../shared/schedule.ts';
import { scheduleText } from '../../shared/schedule-text.ts';

type Key = PreferenceModel['key'];

/** Settings that remember what was changed, with the undoing of it: as the engine keeps them, in small. */
export interface SampleSettings {
  readonly read: (input: Input<'settings/read'>) => Output<'settings/read'>;
  readonly change: (input: Input<'settings/change'>) => Output<'settings/change'>;
  readonly undo: () => Output<'settings/undo'>;
  readonly preview: (input: Input<'settings/preview-schedule'>) => Output<'settings/preview-schedule'>;
}

const FOR_ALL: Readonly<Partial<Record<Key, string>>> = {
  schedule: 'daily 03:00',
  keep: '30',
  vault: '/home/ada/Documents/Routerkeep',
  'copy-to': '/mnt/nas/Routerkeep; /media/usb keep 90 newest, 12 monthly',
  webhook: 'none',
  ntfy: 'ntfy.sh',
  'quiet-hours': 'none',
  'tell-success': 'no',
};
const OF_DEVICE: readonly Key[] = ['schedule', 'keep', 'vault', 'copy-to', 'ping-url', 'webhook', 'ntfy'];

export function sampleSettings(plans: Readonly<Record<string, Schedule>> = {}): SampleSettings {
  const stored = new Map<string, string>();
  const before: { readonly id: string; readonly value: string | undefined }[] = [];
  const idOf = (key: Key, deviceId?: string): string => `${deviceId ?? ''}/${key}`;
  const valueOf = (key: Key, deviceId?: string): string =>
    stored.get(idOf(key, deviceId)) ?? stored.get(idOf(key)) ?? FOR_ALL[key] ?? 'none';
  const model = (key: Key, deviceId?: string): PreferenceModel => ({
    key,
    value: valueOf(key, deviceId),
    own: stored.has(idOf(key, deviceId)),
    meaning: key,
    ...(key === 'schedule' ? { words: wordsOf(valueOf(key, deviceId)) } : {}),
    ...(key === 'keep' ? { words: `the newest ${valueOf(key, deviceId)}` } : {}),
  });
  const put = (id: string, value: string | undefined): void => {
    if (value === undefined) stored.delete(id);
    else stored.set(id, value);
  };
  return {
    read: ({ deviceId }) =>
      (deviceId === undefined ? (Object.keys(FOR_ALL) as Key[]) : OF_DEVICE).map((key) => model(key, deviceId)),
    change: ({ deviceId, key, change }) => {
      const id = idOf(key, deviceId);
      if (change.kind === 'value' && change.value === 'now and then') {
        throw keepError('usage/invalid', {
          problem: '"now and then" is not a schedule.',
          remedy: 'Write it like "daily 03:00".',
        });
      }
      before.push({ id, value: stored.get(id) });
      if (change.kind === 'value') put(id, change.value);
      if (change.kind === 'default') put(id, undefined);
      if (change.kind === 'folder') put(id, '/mnt/big/Routerkeep');
      if (change.kind === 'without') put(id, removePlace(valueOf(key, deviceId), change.place));
      if (change.kind === 'keep-at') put(id, keepAtPlace(valueOf(key, deviceId), change.place, change.keep));
      const notes = key === 'keep' ? ['Nothing is deleted before the next verified backup.'] : [];
      return {
        preference: model(key, deviceId),
        notes,
        canUndo: !['vault', 'webhook', 'ntfy', 'ping-url'].includes(key),
      };
    },
    undo: () => {
      const last = before.pop();
      if (last === undefined) return null;
      put(last.id, last.value);
      const [deviceId = '', key = 'schedule'] = last.id.split('/');
      return model(key as Key, deviceId === '' ? undefined : deviceId);
    },
    preview: ({ deviceId, value = valueOf('schedule', deviceId) }) => ({
      schedule: plans[value] ?? planOf(value),
      words: wordsOf(value),
      next: ['tonight 03:00', 'Sunday 03:00', 'Monday 03:00', 'Tuesday 03:00', 'Wednesday 03:00'].map(
        (text, index) => ({
          at: new Date(Date.UTC(2026, 10, 21 + index, 2)).toISOString(),
          text,
        }),
      ),
    }),
  };
}

const PLANS: readonly Schedule[] = [
  { kind: 'daily', times: ['03:00'] },
  { kind: 'daily', times: ['03:00', '15:00'] },
  { kind: 'daily', times: ['04:30'] },
  { kind: 'hourly', every: 6 },
  { kind: 'weekly', days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], times: ['03:00'] },
  { kind: 'weekly', days: ['sunday'], times: ['03:00'] },
  { kind: 'weekly', days: ['wednesday', 'sunday'], times: ['03:00'] },
  { kind: 'monthly', day: 1, times: ['03:00'] },
];

function planOf(value: string): Schedule {
  return PLANS.find((plan) => scheduleText(plan) === value) ?? { kind: 'cron', expression: value.replace('cron ', '') };
}

function wordsOf(value: string): string {
  return value === 'daily 03:00' ? 'every day at 03:00' : value;
}
