import { asKeepError, type ErrorReport } from '../../../shared/index.ts';
import { lockRun, type Settings } from '../../records/index.ts';
import type { CopyNotification } from '../../schedule/index.ts';
import { placeIsThere } from '../../vault/index.ts';
import type { AlarmMessage } from '../../alarms/index.ts';
import type { KeeperPorts } from '../ports.ts';
import type { CopyResult } from '../types.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import { dropStrayCopies, recallAllCopies, type CopyNote } from './memory.ts';
import { pairsOf, type Pair } from './pairs.ts';
import { nextTry } from './retry.ts';
import { copyMessages, standingOfAll, tellBy, type CopyMoment } from './told.ts';

/** A device that is being backed up copies by itself; it is looked at again after this many milliseconds. */
const BUSY = 60_000;

/** Whoever comes back after an absence is not told of what may be caught up in a moment, milliseconds. */
const RETURN_GRACE = 15 * 60_000;

/** Milliseconds for the look whether a place is there at all. */
const GLANCE = 10_000;

/** Copies of one device to one place were tried. `problem`: why some are still missing. */
export interface CopyEvent {
  readonly kind: 'copied';
  readonly deviceId: string;
  readonly device: string;
  readonly place: string;
  readonly copied: number;
  readonly problem?: ErrorReport;
}

export interface CopyWatchTelling {
  readonly notifications: readonly CopyNotification[];
  /** For `AlarmDesk.tell`. */
  readonly messages: readonly AlarmMessage[];
  /** When `tell` may have something to say by time alone. */
  readonly nextAt?: number;
}

/** Who tells here: the desktop where notifications are shown, the outside where the schedule is run. */
export interface TellingWays {
  readonly desktop: boolean;
  readonly outside: boolean;
}

/** Keeps second places in step between backups: what is behind is tried again, what is overdue is told. */
export interface CopyWatch {
  /** When `catchUp` is worth calling, milliseconds since 1970; undefined while every place is up to date. Reads the notes of all pairs: keep the answer. */
  readonly nextAt: (moment: Pick<CopyMoment, 'settings' | 'now'>) => number | undefined;
  /** After a resume, a change of the network, a new start: what is behind is tried again in a few seconds. */
  readonly wake: () => void;
  /**
   * Tries what is due, one device after the other, each under its run lock; one that is busy is left for a minute.
   * Rejects only where the records cannot be read.
   * @param everything also what is not due yet
   */
  readonly catchUp: (options: {
    readonly signal: AbortSignal;
    readonly everything?: boolean;
    readonly onEvent: (event: CopyEvent) => void;
  }) => Promise<void>;
  /** What there is to tell; remembered by the time it is returned. */
  readonly tell: (moment: CopyMoment, ways: TellingWays) => CopyWatchTelling;
}

interface Attempts {
  readonly tries: number;
  readonly triedAt: number;
  readonly nextAt: number;
}

export function createCopyWatch(ports: KeeperPorts): CopyWatch {
  const { clock, history } = ports;
  const attempts = new Map<string, Attempts>();
  let wokeAt = clock.now();

  /** When a pair is worth a try; undefined when nothing is missing. One that nobody ever looked at is worth one. */
  function dueAt(pairId: string, note: CopyNote | undefined, now: number): number | undefined {
    if (note?.behind === 0) {
      attempts.delete(pairId);
      return undefined;
    }
    const known = attempts.get(pairId);
    if (known !== undefined) return known.nextAt;
    // A backup has just tried it: not again at once.
    const seenAt = note === undefined ? wokeAt : Math.max(wokeAt, Math.min(Date.parse(note.lookedAt), now));
    return nextTry(0, seenAt, now);
  }

  function failed(pairId: string): void {
    const now = clock.now();
    const tries = (attempts.get(pairId)?.tries ?? 0) + 1;
    attempts.set(pairId, { tries, triedAt: now, nextAt: nextTry(tries, now, now) });
  }

  function duePairs(settings: Settings, everything: boolean): readonly Pair[] {
    const notes = recallAllCopies(history);
    const now = clock.now();
    return settings.devices
      .flatMap((device) => pairsOf(settings, device))
      .filter(({ id }) => {
        const at = dueAt(id, notes.get(id), now);
        return at !== undefined && (everything || at <= now);
      });
  }

  async function tryPair(settings: Settings, pair: Pair, signal: AbortSignal): Promise<CopyResult | undefined> {
    const { device, id } = pair;
    const lock = lockRun(ports.home, device.id);
    if (lock === undefined) {
      const now = clock.now();
      attempts.set(id, { tries: attempts.get(id)?.tries ?? 0, triedAt: now, nextAt: now + BUSY });
      return undefined;
    }
    try {
      const result = await bringUpToDate(ports, settings, pair, { signal });
      if (result.behind > 0) failed(id);
      else attempts.delete(id);
      return result;
    } finally {
      lock.release();
    }
  }

  return {
    nextAt: ({ settings, now }) => {
      const notes = recallAllCopies(history);
      const moments = settings.devices
        .flatMap((device) => pairsOf(settings, device))
        .flatMap(({ id }) => dueAt(id, notes.get(id), now) ?? []);
      return moments.length === 0 ? undefined : Math.min(...moments);
    },
    wake: () => {
      wokeAt = clock.now();
      attempts.clear();
    },
    catchUp: async ({ signal, everything = false, onEvent }) => {
      const settings = await ports.settings.read();
      const known = settings.devices.flatMap((device) => pairsOf(settings, device).map(({ id }) => id));
      dropStrayCopies(history, new Set(known));
      const notes = recallAllCopies(history);
      const away = new Map<string, boolean>();
      for (const pair of duePairs(settings, everything)) {
        if (signal.aborted) return;
        const { root, id } = pair.place;
        if (!away.has(id)) away.set(id, !(await isThere(ports, pair)));
        // Nothing new would be found out about devices one by one, but each would have to be locked.
        if (away.get(id) === true && notes.get(pair.id)?.problem?.code === 'copy/missing') {
          failed(pair.id);
          continue;
        }
        const about = { kind: 'copied', deviceId: pair.device.id, device: pair.device.name, place: pair.name } as const;
        try {
          const result = await tryPair(settings, pair, signal);
          if (result === undefined) continue;
          onEvent({ ...about, copied: result.copied, ...(result.ok ? {} : { problem: result.error }) });
        } catch (thrown) {
          const error = asKeepError(thrown);
          if (error.code === 'cancelled') return;
          // The backups themselves cannot be read: that is told of the device, not of its copies.
          failed(pair.id);
          ports.log(`${pair.device.name}: copies to ${root}: ${error.code}: ${error.message}`);
        }
      }
    },
    tell: (moment, ways) => {
      const pairs = standingOfAll(ports, moment, (pairId) => {
        const { triedAt = -Infinity } = attempts.get(pairId) ?? {};
        return triedAt >= wokeAt ? -Infinity : wokeAt + RETURN_GRACE;
      });
      const quietHours = moment.settings.quietHours;
      const here = ways.desktop ? tellBy(ports, 'copies-desktop', pairs, quietHours, moment) : undefined;
      // Who listens outside has quiet hours of their own.
      const outside = ways.outside ? tellBy(ports, 'copies-outside', pairs, undefined, moment) : undefined;
      const moments = [here?.nextAt, outside?.nextAt].flatMap((at) => at ?? []);
      return {
        notifications: here?.notifications ?? [],
        messages: copyMessages(ports, outside?.notes ?? [], moment.now),
        ...(moments.length === 0 ? {} : { nextAt: Math.min(...moments) }),
      };
    },
  };
}

async function isThere(ports: KeeperPorts, { place }: Pair): Promise<boolean> {
  try {
    return await ports.places.through(place.root, GLANCE, (fs) => placeIsThere(place, { fs, clock: ports.clock }));
  } catch {
    return false;
  }
}
