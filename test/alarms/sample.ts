import { onTestFinished } from 'vitest';
import {
  openAlarms,
  parseAlarmUrl,
  type AlarmMessage,
  type AlarmNetwork,
  type Alarms,
  type AlarmTarget,
  type RunSignal,
} from '../../electron/alarms/index.ts';
import type { AlarmKind, AlarmState } from '../../shared/index.ts';
import { manualClock, START, type ManualClock } from './manual-clock.ts';
import { memoryStore, type MemoryStore } from './memory-store.ts';

export const OFFICE = { id: 'device-1', name: 'Office router' };
export const TOKEN = 'f3b1c2d4-5e6f-4a7b-8c9d-0123456789ab';

export interface Setting {
  readonly clock: ManualClock;
  readonly store: MemoryStore;
  readonly targets: Map<string, AlarmTarget>;
  readonly alarms: Alarms;
  readonly stateOf: (targetId: string) => Promise<AlarmState | undefined>;
}

export interface SettingOptions {
  readonly clock?: ManualClock;
  readonly store?: MemoryStore;
  readonly targets?: Map<string, AlarmTarget>;
  readonly network?: Partial<AlarmNetwork>;
  readonly env?: Readonly<Record<string, string>>;
}

/** Alarms over a clock and a store of the test's own; a second call with the same store is the next process. */
export function setUp({
  clock = manualClock(),
  store = memoryStore(),
  targets = new Map(),
  network = {},
  env = {},
}: SettingOptions = {}): Setting {
  let count = store.records.size;
  const alarms = openAlarms({
    clock,
    store,
    env,
    network,
    randomId: () => `id-${(count += 1)}`,
    target: (targetId) => Promise.resolve(targets.get(targetId)),
  });
  onTestFinished(() => alarms.close());
  const stateOf = async (targetId: string): Promise<AlarmState | undefined> =>
    (await alarms.states()).find((state) => state.targetId === targetId);
  return { clock, store, targets, alarms, stateOf };
}

export function target(kind: AlarmKind, url: string): AlarmTarget {
  return { kind, url: parseAlarmUrl(kind, url) };
}

export function moment(ms = START): string {
  return new Date(ms).toISOString();
}

export const started = { kind: 'start', at: moment() } as const satisfies RunSignal;
export const failed = { kind: 'fail', at: moment(), code: 'network/timeout' } as const satisfies RunSignal;
export const succeeded = {
  kind: 'success',
  at: moment(),
  verified: true,
  bytes: 92_160,
  changed: false,
  durationMs: 12_400,
} as const satisfies RunSignal;
export const failing = {
  event: 'failing',
  at: moment(),
  device: OFFICE,
  lastVerifiedAt: '2026-11-19T03:00:21.500Z',
  code: 'network/timeout',
} as const satisfies AlarmMessage;
export const recovered = {
  event: 'recovered',
  at: moment(),
  device: OFFICE,
  lastVerifiedAt: moment(),
} as const satisfies AlarmMessage;
