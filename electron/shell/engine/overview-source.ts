import type { OverviewModel } from '../../../shared/ipc/index.ts';
import type { Dispose } from '../emitter.ts';

/** A longer timer would be late after a sleep, and one of a month is too long for the platform. */
const LONGEST_TIMER_MS = 600_000;

/** Many things happen at once when a fleet is backed up; each look costs a look into every folder. */
const SHORTEST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** Looks take a tenth of the time at most, however large the fleet. */
const PAUSE_FACTOR = 10;

export interface OverviewSource {
  /** @throws while `begin` has not ended */
  readonly current: () => OverviewModel;
  /** Looks again at once, after a look under way: somebody did something and waits to see it. */
  readonly refresh: () => Promise<void>;
  /** Looks again soon: something happened. Many wishes become one look, and a large fleet's looks are rare. */
  readonly soon: () => void;
  readonly dispose: Dispose;
}

interface SourcePorts {
  readonly ask: () => Promise<OverviewModel>;
  readonly now: () => number;
  readonly onChange: (before: OverviewModel | undefined, after: OverviewModel) => void;
  readonly onFault: (thrown: unknown) => void;
}

/** Keeps the overview of a home current: asked for when something happened, and at the moment it names itself. */
export async function watchOverview(ports: SourcePorts): Promise<OverviewSource> {
  const { ask, now, onChange, onFault } = ports;
  let current = await ask();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let queued: Promise<void> | undefined;
  let resting: NodeJS.Timeout | undefined;
  let restUntil = 0;
  let ended = false;

  async function look(): Promise<void> {
    const began = performance.now();
    try {
      const after = await ask();
      if (ended) return;
      const before = current;
      current = after;
      onChange(before, after);
    } catch (thrown) {
      onFault(thrown);
    }
    const took = performance.now() - began;
    restUntil = performance.now() + Math.min(Math.max(took * PAUSE_FACTOR, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
    arm();
  }

  /** One look at a time, and at most one more behind it. */
  function refresh(): Promise<void> {
    if (looking !== undefined) return (queued ??= behind(looking));
    looking = look().finally(() => (looking = undefined));
    return looking;
  }

  function soon(): void {
    const rest = restUntil - performance.now();
    if (looking === undefined && rest <= 0) void refresh();
    else resting ??= setTimeout(rested, Math.max(rest, SHORTEST_PAUSE_MS));
  }

  function rested(): void {
    resting = undefined;
    if (!ended) void refresh();
  }

  async function behind(under: Promise<void>): Promise<void> {
    await under;
    queued = undefined;
    if (!ended) await refresh();
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
    soon,
    dispose: () => {
      ended = true;
      clearTimeout(timer);
      clearTimeout(resting);
    },
  };
}
