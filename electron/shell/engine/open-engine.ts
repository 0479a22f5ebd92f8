import { uptime } from 'node:os';
import { keepError } from '../../../shared/index.ts';
import { overviewSchema, type OverviewModel } from '../../../shared/ipc/index.ts';
import type { Keeper, WatchEvent } from '../../keeper/index.ts';
import { createEmitter } from '../emitter.ts';
import { createBatch } from './batch.ts';
import { watchHome } from './home-watch.ts';
import { watchOverview } from './overview-source.ts';
import { createRuns, type RunBook } from './runs.ts';
import type { DemoDevice, Engine, EngineEvent } from './types.ts';

export interface EngineOptions {
  readonly keeper: Keeper;
  readonly home: string;
  readonly demo: DemoDevice | undefined;
  readonly now: () => number;
  /** Tells this start of the program from others. */
  readonly process: string;
  /** Whether the desktop shows notifications. */
  readonly notifies: boolean;
  readonly log: (line: string) => void;
  /** Ends what the keeper stands on, after it was closed. */
  readonly onClosed?: () => Promise<void>;
}

/** Sets a home to work: its watch runs, its overview stays current. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { keeper, log } = options;
  const fault = (thrown: unknown): void => log(`engine: ${thrown instanceof Error ? thrown.name : typeof thrown}`);
  const events = createEmitter<EngineEvent>(fault);
  const source = await watchOverview({
    ask: async () => overviewSchema.parse(await keeper.overview()),
    now: options.now,
    onChange: (before, after) => {
      runs.keepOnly(after.devices.map(({ id }) => id));
      events.emit({ kind: 'overview', before, after });
    },
    onFault: fault,
  });
  const refresh = source.soon;
  const named = (id: string): string => nameOf(source.current(), id);
  const batch = createBatch((outcome) => events.emit({ kind: 'batch', outcome }));
  const runs: RunBook = createRuns({
    backUp: keeper.backUp,
    nameOf: named,
    cancelScheduled: (id) => watch.cancel(id),
    onRun: (run) => {
      events.emit({ kind: 'run', run });
      if (run.progress === undefined || run.progress.phase === 'signing-in') refresh();
    },
    onStarted: batch.begun,
    onEnded: (deviceId, result, asked) => {
      events.emit({ kind: 'run-ended', deviceId, result, asked });
      if (asked) batch.ended(deviceId, result);
      // The watch hears of runs inside this process by itself.
      refresh();
    },
  });
  const ending = new AbortController();
  const watch = keeper.watch({
    signal: ending.signal,
    once: false,
    desktop: { uptime: () => uptime() * 1000, process: options.process, notifies: options.notifies },
    onEvent: (event) => hear(event, runs, events.emit, refresh),
  });
  // What the terminal does in the same home is seen as it happens. The watch's own note of every minute is nothing to look at.
  let seen = await keeper.homeVersion();
  const lookAfterOthers = async (): Promise<void> => {
    const found = await keeper.homeVersion();
    if (found !== seen) refresh();
    seen = found;
  };
  const unwatchHome = watchHome(options.home, () => void lookAfterOthers().catch(fault));
  for (const sentence of keeper.takeNotices()) events.emit({ kind: 'notice', sentence });
  return {
    keeper,
    home: options.home,
    demo: options.demo,
    overview: source.current,
    refresh: source.refresh,
    runs,
    batch,
    on: events.on,
    nudge: watch.nudge,
    nameOf: named,
    idOf: (name) => source.current().devices.find((device) => device.name === name)?.id,
    saving: () => runs.list().some(({ progress }) => progress?.phase === 'saving'),
    close: async () => {
      unwatchHome();
      ending.abort();
      runs.cancelAll();
      await Promise.all([watch.ended, runs.settled()]);
      source.dispose();
      keeper.close();
      await options.onClosed?.();
    },
  };
}

function nameOf(overview: OverviewModel, deviceId: string): string {
  const device = overview.devices.find(({ id }) => id === deviceId);
  if (device === undefined) throw keepError('usage/unknown-device', { name: deviceId });
  return device.name;
}

/** What the watch does becomes what this program shows. */
function hear(event: WatchEvent, runs: RunBook, emit: (event: EngineEvent) => void, refresh: () => void): void {
  switch (event.kind) {
    case 'run-started':
      runs.scheduledStarted(event.deviceId);
      break;
    case 'progress':
      runs.scheduledProgress(event.deviceId, event.progress);
      break;
    case 'run-ended':
      runs.scheduledEnded(event.deviceId, event.result);
      break;
    case 'notification':
      emit({ kind: 'notification', notification: event.notification });
      break;
    case 'notice':
      emit({ kind: 'notice', sentence: event.sentence });
      break;
    default:
      // A role, a night, a copy, a wait: whatever it was, the overview says it.
      refresh();
  }
}
