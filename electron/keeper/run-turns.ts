import type { Clock } from '../../shared/index.ts';
import { lockHome, type Home, type Lock } from '../records/index.ts';

/** How many devices are worked on at once, whoever asked: a person, the schedule, another program on the same home. */
export const AT_ONCE = 8;

/** A run that takes longer than this waits for its device more than it works: it goes on beside the others. */
export const SLOW_MS = 120_000;

/** So many may go on beside. */
export const MOST_ASIDE = 24;

/** Between looks whether another program has made room. */
const POLL_MS = 500;

export interface RunTurns {
  /** Waits for room, in the order of asking. @throws what the signal means */
  readonly take: (signal: AbortSignal) => Promise<Lock>;
}

/**
 * The limit of all backups of a home: one for the process, and by locks in the home one for all its processes. Devices that
 * hang give their room to the next after two minutes, so that eight of them do not keep the ninth from its backup.
 */
export function createRunTurns(home: Home, clock: Clock): RunTurns {
  const waiting: (() => void)[] = [];
  let working = 0;
  let aside = 0;

  function leave(): void {
    const next = waiting.shift();
    // Whoever ends hands its place over.
    if (next === undefined) working -= 1;
    else next();
  }

  async function enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (working < AT_ONCE) {
      working += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const given = (): void => {
        signal.removeEventListener('abort', gaveUp);
        resolve();
      };
      const gaveUp = (): void => {
        waiting.splice(waiting.indexOf(given), 1);
        reject(reasonOf(signal));
      };
      waiting.push(given);
      signal.addEventListener('abort', gaveUp, { once: true });
    });
  }

  async function slotOfHome(signal: AbortSignal): Promise<Lock> {
    for (;;) {
      for (let slot = 1; slot <= AT_ONCE; slot += 1) {
        const lock = lockHome(home, `turn-${String(slot)}`);
        if (lock !== undefined) return lock;
      }
      await clock.sleep(POLL_MS, signal);
      signal.throwIfAborted();
    }
  }

  return {
    take: async (signal) => {
      await enter(signal);
      let slot: Lock;
      try {
        slot = await slotOfHome(signal);
      } catch (thrown) {
        leave();
        throw thrown;
      }
      const ended = new AbortController();
      let place: 'room' | 'aside' | 'none' = 'room';
      const makeRoom = (): void => {
        slot.release();
        leave();
      };
      clock.sleep(SLOW_MS, ended.signal).then(
        () => {
          if (place !== 'room' || aside >= MOST_ASIDE) return;
          place = 'aside';
          aside += 1;
          makeRoom();
        },
        // It ended in time.
        () => undefined,
      );
      return {
        release: () => {
          ended.abort();
          if (place === 'aside') aside -= 1;
          if (place === 'room') makeRoom();
          place = 'none';
        },
      };
    },
  };
}

function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error('aborted');
}
