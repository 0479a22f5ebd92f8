import { isolate, say, type ErrorReport } from '../../../shared/index.ts';
import type { DeviceModel, OverviewModel } from '../../../shared/ipc/index.ts';
import { notificationActionId, type BackupResult, type WatchNotification } from '../../keeper/index.ts';

/**
 * Backups that somebody asked for and that failed while no window could show it. Without a word the icon would turn back to
 * what it was, as after a success. Where the trouble is another one than before, the watch tells why.
 */
export interface FailedByHand {
  readonly ended: (deviceId: string, result: BackupResult) => void;
  readonly looked: (overview: OverviewModel) => void;
}

export interface FailedByHandPorts {
  readonly now: () => number;
  /** Whether a window shows it. */
  readonly isSeen: () => boolean;
  /** Whether there are runs: of many that were asked for at once, the end of the last is waited for. */
  readonly isBusy: () => boolean;
  readonly show: (notification: WatchNotification) => void;
}

export function watchFailedByHand({ now, isSeen, isBusy, show }: FailedByHandPorts): FailedByHand {
  const failed = new Map<string, ErrorReport>();
  /** What each device was in trouble for before the failures that are to be told. */
  let known = new Map<string, string | undefined>();
  let lastEnd = -Infinity;
  return {
    ended: (deviceId, result) => {
      lastEnd = now();
      if (result.ok || result.error.code === 'cancelled') failed.delete(deviceId);
      else failed.set(deviceId, result.error);
    },
    looked: ({ at, devices }) => {
      const before = known;
      const after = new Map(devices.map(({ id, protection }) => [id, protection.error?.code]));
      if (failed.size === 0) known = after;
      // A look that was under way before knows less.
      if (failed.size === 0 || isBusy() || Date.parse(at) < lastEnd) return;
      known = after;
      const isToldOf = (id: string): boolean => after.get(id) !== undefined && after.get(id) !== before.get(id);
      const untold = devices.filter(({ id }) => failed.has(id) && !isToldOf(id));
      const [first] = untold;
      const error = first && failed.get(first.id);
      failed.clear();
      if (first === undefined || error === undefined || isSeen()) return;
      const told = untold.length === 1 ? one(first, error) : several(untold.length);
      show({ kind: 'failed-by-hand', deviceIds: untold.map(({ id }) => id), ...told });
    },
  };
}

type Told = Pick<WatchNotification, 'title' | 'body' | 'action'>;

function one({ id, name }: DeviceModel, { code, message, hint }: ErrorReport): Told {
  const step = code === 'usage/invalid' ? hint : say(`window.step.${code}`);
  return {
    title: say('shell.failed.one', { name: isolate(name) }),
    body: say('schedule.note.error', { message, step }),
    action: notificationActionId({ kind: 'open-device', deviceId: id }),
  };
}

function several(count: number): Told {
  return {
    title: say('shell.failed.several', { count }),
    body: say('shell.failed.several.body'),
    action: notificationActionId({ kind: 'open-devices' }),
  };
}
