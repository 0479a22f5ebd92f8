import { asKeepError } from '../../../shared/index.ts';
import type { Settings } from '../../records/index.ts';
import type { CopyWatch } from '../copies/copy-watch.ts';
import type { KeeperPorts } from '../ports.ts';
import { createScrub, rememberUnsound, scrubDay } from '../scrub/index.ts';
import type { Shelf } from '../shelves.ts';
import type { Moment } from '../standing/situation.ts';
import { lookAtShelves } from './look-at-shelves.ts';
import type { WatchEvent } from './types.ts';

/** While a backup is under way, nothing stored is read, milliseconds. */
const GIVE_WAY_MS = 20_000;

/** For less than that it is not worth sleeping once more, milliseconds. */
const SOON_MS = 2_000;

/** How long a watch that ends by itself reads stored archives; the next one goes on, milliseconds. */
const LONGEST_ONCE_MS = 5 * 60_000;

/** What goes on beside the runs: alarms on their way, second places that are behind, folders that are held against the history, stored archives that are read again. */
export interface Chores {
  /** Begins what is due. @param busy whether backups are under way @returns when there is something to do by time alone */
  readonly look: (moment: Moment, changed: boolean, busy: boolean) => Promise<number>;
  /** Tries every second place that is behind, and reads what is to be read today, at once. */
  readonly finish: (moment: Pick<Moment, 'settings' | 'calendar'>) => Promise<void>;
  /** How many are under way. */
  readonly count: () => number;
  /** Resolves when nothing is under way any more. */
  readonly rest: () => Promise<void>;
}

export interface ChoreCalls {
  readonly signal: AbortSignal;
  readonly emit: (event: WatchEvent) => void;
  readonly wake: () => void;
  /** There may be something to tell about stored backups. */
  readonly toTell: () => void;
}

export function createChores(
  ports: KeeperPorts,
  copies: CopyWatch,
  { signal, emit, wake, toTell }: ChoreCalls,
): Chores {
  const underWay = new Map<string, Promise<void>>();
  const scrub = createScrub(ports);
  let copiesAt: number | undefined;
  let copiesKnown = false;
  let lookedOn: number | undefined;

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

  async function lookRound({ settings, calendar }: Pick<Moment, 'settings' | 'calendar'>): Promise<void> {
    const shelves = await lookAtShelves(ports, settings, signal);
    if (signal.aborted) return;
    remember(shelves, true);
    scrub.plan(shelves, scrubDay(ports.clock.now(), calendar.localZone));
  }

  async function readNext(settings: Settings): Promise<void> {
    const turned = await scrub.readNext(settings, signal);
    if (turned === undefined) return;
    remember(new Map([[turned.deviceId, turned.shelf]]), false);
    ports.bell.ring(turned.deviceId);
  }

  function remember(shelves: ReadonlyMap<string, Shelf>, complete: boolean): void {
    if (!rememberUnsound(ports, shelves, { complete })) return;
    toTell();
    emit({ kind: 'changed' });
  }

  return {
    look: async (moment, changed, busy) => {
      const { settings, now, calendar } = moment;
      // The history is held against the folders at least daily, although nothing seems to have changed.
      const day = scrubDay(now, calendar.localZone);
      if (lookedOn !== day.number) {
        lookedOn = day.number;
        begin('reconcile', () => lookRound(moment));
      }
      if (changed || !copiesKnown) copiesAt = copies.nextAt({ settings, now });
      copiesKnown = true;
      if (copiesAt !== undefined && copiesAt <= now) begin('copies', () => catchUp(false));
      const alarmsAt = await ports.alarms.nextAttemptAt();
      if (alarmsAt !== undefined && alarmsAt <= now) begin('alarms', ports.alarms.deliverDue);
      const scrubAt = Math.max(scrub.nextAt(now), busy ? now + GIVE_WAY_MS : -Infinity);
      if (scrubAt <= now + SOON_MS) begin('scrub', () => readNext(settings));
      // Whatever is under way calls when it has ended.
      return Math.min(
        day.until,
        underWay.has('copies') ? Infinity : (copiesAt ?? Infinity),
        underWay.has('alarms') ? Infinity : (alarmsAt ?? Infinity),
        underWay.has('scrub') ? Infinity : scrubAt,
      );
    },
    finish: async (moment) => {
      await catchUp(true);
      await Promise.all(underWay.values());
      const until = ports.clock.now() + LONGEST_ONCE_MS;
      while (!signal.aborted && scrub.nextAt(ports.clock.now()) < Infinity && ports.clock.now() < until) {
        await readNext(moment.settings);
      }
    },
    count: () => underWay.size,
    rest: async () => {
      await Promise.all(underWay.values());
    },
  };
}
