import { asKeepError } from '../../../shared/index.ts';
import type { Settings } from '../../records/index.ts';
import type { CopyWatch } from '../copies/copy-watch.ts';
import type { KeeperPorts } from '../ports.ts';
import { reconcile } from '../reconcile.ts';
import type { WatchEvent } from './types.ts';

/** How often the history is held against the folders, although nothing seems to have changed. */
const RECONCILE_EVERY_MS = 24 * 3_600_000;

/** What goes on beside the runs: alarms on their way, second places that are behind, folders that are held against the history. */
export interface Chores {
  /** Begins what is due. @returns when there is something to do by time alone */
  readonly look: (settings: Settings, now: number, changed: boolean) => Promise<number>;
  /** Tries every second place that is behind, at once. */
  readonly catchUpNow: () => Promise<void>;
  /** How many are under way. */
  readonly count: () => number;
  /** Resolves when nothing is under way any more. */
  readonly rest: () => Promise<void>;
}

export function createChores(
  ports: KeeperPorts,
  copies: CopyWatch,
  signal: AbortSignal,
  emit: (event: WatchEvent) => void,
  wake: () => void,
): Chores {
  const underWay = new Map<string, Promise<void>>();
  let copiesAt: number | undefined;
  let copiesKnown = false;
  let reconciledAt: number | undefined;

  /** One of a kind at a time; what goes wrong is a line in the log and tried again at its time. */
  function begin(name: string, work: () => Promise<void>): void {
    if (underWay.has(name)) return;
    const task = work()
      .catch((thrown: unknown) => ports.log(`${name}: ${asKeepError(thrown).message}`))
      .finally(() => {
        underWay.delete(name);
        wake();
      });
    underWay.set(name, task);
  }

  async function catchUp(everything: boolean): Promise<void> {
    await copies.catchUp({ signal, everything, onEvent: emit });
    copiesKnown = false;
    emit({ kind: 'changed' });
  }

  async function reconcileAll(settings: Settings): Promise<void> {
    for (const device of settings.devices) {
      if (signal.aborted) return;
      await reconcile(ports, settings, device);
      ports.bell.ring(device.id);
    }
  }

  return {
    look: async (settings, now, changed) => {
      if (reconciledAt === undefined || Math.abs(now - reconciledAt) >= RECONCILE_EVERY_MS) {
        reconciledAt = now;
        begin('reconcile', () => reconcileAll(settings));
      }
      if (changed || !copiesKnown) copiesAt = copies.nextAt({ settings, now });
      copiesKnown = true;
      if (copiesAt !== undefined && copiesAt <= now) begin('copies', () => catchUp(false));
      const alarmsAt = await ports.alarms.nextAttemptAt();
      if (alarmsAt !== undefined && alarmsAt <= now) begin('alarms', ports.alarms.deliverDue);
      // Whatever is under way calls when it has ended.
      return Math.min(
        underWay.has('copies') ? Infinity : (copiesAt ?? Infinity),
        underWay.has('alarms') ? Infinity : (alarmsAt ?? Infinity),
      );
    },
    catchUpNow: () => catchUp(true),
    count: () => underWay.size,
    rest: async () => {
      await Promise.all(underWay.values());
    },
  };
}
