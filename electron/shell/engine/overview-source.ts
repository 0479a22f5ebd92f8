import type { OverviewModel } from '../../../shared/ipc/index.ts';
import type { Dispose } from '../emitter.ts';

/** A longer timer would be late after a sleep, and one of a month is too long for the platform. */
const LONGEST_TIMER_MS = 600_000;

/** Many things happen at once when a fleet is backed up; each look costs a look into every folder. */
const PAUSE_MS = 250;

export interface OverviewSource {
  /** @throws while `begin` has not ended */
  readonly current: () => OverviewModel;
  /** Looks again, after a look under way; several wishes become one look. */
  readonly refresh: () => Promise<void>;
  readonly dispose: Dispose;
}

interface SourcePorts {
  readonly ask: () => Promise<OverviewModel>;
  readonly now: () => number;
  readonly onChange: (before: OverviewModel | undefined, after: OverviewModel) => void;
  readonly onFault: (thrown: unknown) => void;
  /** For trials: how long looks stay apart. */
  readonly pauseMs?: number;
}

/** Keeps the overview of a home current: asked for when something happened, and at the moment it names itself. */
export async function watchOverview(ports: SourcePorts): Promise<OverviewSource> {
  const { ask, now, onChange, onFault, pauseMs = PAUSE_MS } = ports;
  let current = await ask();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let ended = false;

  async function look(): Promise<void> {
    try {
      const after = await ask();
      if (ended) return;
      const before = current;
      current = after;
      onChange(before, after);
    } catch (thrown) {
      onFault(thrown);
    }
    arm();
  }

  /** One look at a time, and at most one more behind it. */
  function refresh(): Promise<void> {
    if (looking === undefined) {
      looking = look().finally(() => (looking = undefined));
      return looking;
    }
    next ??= looking
      .then(() => new Promise<void>((resolve) => setTimeout(resolve, pauseMs)))
      .then(() => {
        next = undefined;
        return ended ? undefined : refresh();
      });
    return next;
  }

  function arm(): void {
    clearTimeout(timer);
    if (ended || current.changesAt === undefined) return;
    const wait = Date.parse(current.changesAt) - now();
    // A moment that has passed already must not turn into a loop of looks.
    const soon = Math.max(wait, 1000);
    timer = setTimeout(() => (soon > LONGEST_TIMER_MS ? arm() : void refresh()), Math.min(soon, LONGEST_TIMER_MS));
    timer.unref();
  }

  arm();
  return {
    current: () => current,
    refresh,
    dispose: () => {
      ended = true;
      clearTimeout(timer);
    },
  };
}
