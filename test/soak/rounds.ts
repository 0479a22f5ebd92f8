import { setTimeout as wait } from 'node:timers/promises';
import type { BackupResult, DeviceView } from '../../electron/keeper/index.ts';
import { openSettings } from '../../electron/records/index.ts';
import { dice } from '../crash-trials/dice.ts';
import type { BehaviourChange } from '../device-simulator/index.ts';
import { heldClock, type HeldClock } from '../faults/whole-run/held-clock.ts';
import { makeBench, never, SECRETS_ENV, type Bench } from '../keeper/harness.ts';
import { ailments } from './ailments.ts';
import type { FleetProcess, Seen } from './fleet.ts';
import { footprint, type Footprint } from './footprint.ts';

const DAY = 86_400_000;
/** Nothing has moved for so long in real time: whoever is still waited for does not answer. */
const QUIET_MS = 1_000;

export interface Soaked {
  readonly bench: Bench;
  readonly clock: HeldClock;
  readonly fleet: FleetProcess;
}

export interface Round {
  readonly results: readonly BackupResult[];
  readonly views: readonly DeviceView[];
  readonly seen: readonly Seen[];
  /** What was wrong with which device. */
  readonly ailing: ReadonlyMap<number, BehaviourChange>;
  /** How every device stood before. */
  readonly before: readonly DeviceView[];
  /** After their faults were taken away: those that had failed. */
  readonly recovered: readonly BackupResult[];
  readonly footprint: Footprint;
  readonly ms: number;
}

export async function addFleet(fleet: FleetProcess): Promise<Soaked> {
  const clock = heldClock('2026-11-20T04:00:00Z');
  const bench = await makeBench(SECRETS_ENV, clock);
  for (const [index, { origin, user, password, fingerprint }] of fleet.devices.entries()) {
    await bench.keeper.addDevice(
      { address: origin, user, name: nameOf(index), allowHttp: false, backUp: false },
      {
        trust: ({ certificate }) => Promise.resolve(certificate?.sha256 === fingerprint),
        password: () => Promise.resolve(password),
        code: () => Promise.resolve(undefined),
        tell: () => undefined,
      },
      { signal: never() },
    );
  }
  await openSettings(bench.home).update((settings) => ({ ...settings, keep: { newest: 3, weekly: 0, monthly: 0 } }));
  await fleet.look();
  return { bench, clock, fleet };
}

export const nameOf = (index: number): string => `Device ${String(index).padStart(3, '0')}`;

/** One night of the whole fleet, and what comes of its faulty ones the morning after. */
export async function round(soaked: Soaked, seed: number): Promise<Round> {
  const { bench, clock, fleet } = soaked;
  const { keeper } = bench;
  const began = performance.now();
  const ailing = ailments(fleet.devices.length, dice(seed));
  const before = await keeper.listDevices();
  await fleet.behave([...ailing].map(([index, change]) => ({ index, change })));
  clock.advance(DAY);
  const results = await night(soaked);
  const views = await keeper.listDevices();
  const seen = await fleet.look();

  await fleet.behave([]);
  const failed = results.filter(({ ok }) => !ok).map(({ device }) => device);
  for (const [index, device] of fleet.devices.entries()) {
    const view = views[index];
    if (view?.needsYou?.code === 'auth/refused') {
      await keeper.changePassword(view.name, { password: device.password }, never());
    }
  }
  const recovered =
    failed.length === 0
      ? []
      : await keeper.backUp({ kind: 'names', names: failed }, { trigger: 'manual', signal: never() });
  await fleet.look();
  return {
    results,
    views,
    seen,
    ailing,
    before,
    recovered,
    footprint: await footprint(),
    ms: Math.round(performance.now() - began),
  };
}

/** All that the schedule has to do. Where a device has left somebody waiting and nothing moves, the oldest time-out strikes. */
async function night({ bench, clock, fleet }: Soaked): Promise<readonly BackupResult[]> {
  const began = clock.now();
  let moved = 0;
  const { ended } = bench.keeper.watch({
    once: true,
    signal: never(),
    desktop: { uptime: () => clock.now() - began + DAY, process: 'this start', notifies: false },
    onEvent: () => void (moved += 1),
  });
  const state: { over: boolean } = { over: false };
  const end = ended.finally(() => (state.over = true));
  let expired = 0;
  let last = '';
  let since = performance.now();
  while (!state.over) {
    await Promise.race([end, wait(50)]);
    const { set, running } = clock.timeouts();
    const now = `${moved} ${set}`;
    if (now !== last) since = performance.now();
    last = now;
    if (!running || performance.now() - since < QUIET_MS) continue;
    if ((await fleet.stalled()) > expired) {
      clock.expire();
      expired += 1;
    }
    since = performance.now();
  }
  return (await end).results;
}
