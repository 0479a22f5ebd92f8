import { setImmediate } from 'node:timers/promises';
import { asKeepError } from '../../../shared/index.ts';
import { createCopyWatch, type TellingWays } from '../copies/copy-watch.ts';
import type { Lock, Settings } from '../../records/index.ts';
import { ANSWERED, NEW_CONNECTION, nightSentence, type ToldAbout } from '../../schedule/index.ts';
import { completeCutRun } from '../complete-cut-run.ts';
import type { KeeperPorts } from '../ports.ts';
import { becomeScheduler } from '../standing/scheduler.ts';
import type { Moment } from '../standing/situation.ts';
import type { Nudge, Watch, WatchOptions, WatchSummary } from '../types.ts';
import { createChores } from './chores.ts';
import { newDeviceState, type DeviceState } from './device-state.ts';
import { attend, forgetConnections, isToBeAttended, type Watching } from './round.ts';
import { roleSentence } from './role-sentence.ts';
import { createSenses, type Sensed } from './senses.ts';
import { oddSurroundings } from './surroundings.ts';
import { tellAll, tellStored } from './telling.ts';
import { createWaker } from './waker.ts';

/** Timers are hints: a computer sleeps, a clock is set. Truth is looked up at least this often. */
const LOOK_EVERY_MS = 60_000;

/** Whatever goes wrong with a moment above, the watch must not go in circles. */
const LEAST_PAUSE_MS = 200;

/** After trouble with the records themselves (a full disk, damaged settings). */
const AFTER_TROUBLE_MS = 60_000;

/**
 * What nobody foresaw does not mend itself. Where somebody starts a program that ended anew, a service manager, that is
 * better than a schedule that looks alive; a window is not closed for it.
 */
const MOST_UNFORESEEN = 3;

/** A thousand devices are looked at in pieces. */
const LONGEST_STRETCH_MS = 15;

/** What the keeper asks a watch that runs inside it. */
export interface InnerWatch extends Watch {
  readonly isScheduler: () => boolean;
  /** What the watch knows about the way to a device. */
  readonly connectionOf: (deviceId: string) => DeviceState['connection'] | undefined;
}

/** One ticking loop over all devices of a home. See ARCHITECTURE.md, "The watch". */
export function watch(ports: KeeperPorts, options: WatchOptions): InnerWatch {
  const { once, desktop, signal, onEvent } = options;
  const states = new Map<string, DeviceState>();
  const senses = createSenses(ports, desktop);
  const waker = createWaker(ports.clock, signal);
  let scheduler: Lock | undefined;
  let role: 'scheduler' | 'display' | undefined;
  let acted = false;
  // Whoever was told to start a keyring, and then the program, has done so. A timer would ask again every few minutes.
  let unlockedAt = once ? undefined : ports.clock.now();
  let calendar: Sensed['calendar'] | undefined;
  let trouble: string | undefined;
  let unforeseen = 0;
  let tellAt = -Infinity;
  const copies = createCopyWatch(ports);
  const parts = { ports, copies, emit: onEvent };
  const chores = createChores(ports, copies, {
    signal,
    emit: onEvent,
    wake: waker.wake,
    toTell: () => void (tellAt = -Infinity),
  });

  const watching: Watching = {
    ports,
    states,
    acting: () => scheduler !== undefined,
    isEnding: () => signal.aborted,
    signal,
    emit: onEvent,
    wake: waker.wake,
    tasks: new Map(),
    results: [],
    nightSentence: (row) => (calendar === undefined ? '' : nightSentence(row, calendar)),
  };

  async function round(): Promise<number> {
    scheduler ??= becomeScheduler(ports.home, role !== undefined);
    acted ||= scheduler !== undefined;
    const sensed = await senses.look(scheduler !== undefined);
    calendar = sensed.calendar;
    const { settings, now } = sensed;
    keepStates(
      states,
      settings.devices.map(({ id }) => id),
      once,
    );
    if (sensed.returned && !once) {
      forgetConnections(states.values());
      copies.wake();
    }
    for (const id of sensed.changed) dirty(id);
    const moment: Moment = {
      now,
      calendar,
      settings,
      absences: sensed.absences,
      unlockedAt,
      fleetSize: once ? 1 : settings.devices.length,
    };
    let changed = false;
    let breath = performance.now();
    for (const device of settings.devices) {
      const state = states.get(device.id);
      if (state === undefined || !isToBeAttended(watching, state, now)) continue;
      if (state.busy?.kind !== 'run') await completeCutRun(ports, settings, device);
      changed = attend(watching, device, state, moment) || changed;
      if (performance.now() - breath < LONGEST_STRETCH_MS) continue;
      // A window lives in the same process.
      await setImmediate();
      breath = performance.now();
    }
    await tellRole(moment);
    if (changed) onEvent({ kind: 'changed' });
    const touched = changed || sensed.changed.size > 0;
    if (touched || tellAt <= now) tellAt = await tellAll(parts, devicesToTell(settings), moment, waysHere());
    const choresAt = scheduler === undefined ? Infinity : await chores.look(moment, touched, watching.tasks.size > 0);
    return Math.min(nextLook(now), tellAt, choresAt);
  }

  function waysHere(): TellingWays {
    return { desktop: desktop.notifies, outside: scheduler !== undefined };
  }

  function devicesToTell(settings: Settings): readonly ToldAbout[] {
    return settings.devices.flatMap(({ id, name }) => {
      const look = states.get(id)?.look;
      return look === undefined ? [] : [{ deviceId: id, name, protection: look.protection }];
    });
  }

  function dirty(id: string): void {
    const state = states.get(id);
    if (state !== undefined) state.nextAt = -Infinity;
  }

  /** Who waits for room is woken by whoever makes it. */
  function nextLook(now: number): number {
    const moments = [...states.values()].map(({ nextAt }) => nextAt).filter((at) => at > now);
    return Math.min(now + LOOK_EVERY_MS, ...moments);
  }

  async function tellRole(moment: Moment): Promise<void> {
    const is = scheduler === undefined ? 'display' : 'scheduler';
    if (is === role) return;
    role = is;
    onEvent({ kind: 'role', role, sentence: roleSentence(ports, is, moment, states) });
    // A timer that calls every few minutes need not say it every time.
    if (is === 'display' || desktop.notifies || once) return;
    for (const sentence of await oddSurroundings(ports, moment.settings)) onEvent({ kind: 'notice', sentence });
  }

  async function loop(): Promise<void> {
    while (!signal.aborted) {
      let next: number;
      try {
        next = await round();
        trouble = undefined;
        unforeseen = 0;
      } catch (thrown) {
        const error = asKeepError(thrown);
        ports.log(`watch: ${error.code}: ${error.message}`);
        // Told once, not at every look.
        if (trouble !== error.message) onEvent({ kind: 'notice', sentence: error.message });
        trouble = error.message;
        senses.forget();
        unforeseen = error.code === 'internal' ? unforeseen + 1 : 0;
        if (once || (unforeseen >= MOST_UNFORESEEN && !desktop.notifies)) throw error;
        next = ports.clock.now() + AFTER_TROUBLE_MS;
      }
      if (once && (scheduler === undefined || watching.tasks.size === 0)) {
        if (scheduler !== undefined && calendar !== undefined) {
          const moment = { settings: await ports.settings.read(), calendar };
          await chores.finish(moment);
          await tellStored(parts, { ...moment, now: ports.clock.now() }, waysHere());
        }
        return;
      }
      await waker.sleep(Math.max(next, ports.clock.now() + LEAST_PAUSE_MS));
    }
  }

  async function live(): Promise<WatchSummary> {
    const unlisten = ports.bell.listen((deviceId) => {
      if (deviceId === undefined) senses.forget();
      else dirty(deviceId);
      waker.wake();
    });
    try {
      await loop();
    } finally {
      unlisten();
      await Promise.all(watching.tasks.keys());
      await chores.rest();
      scheduler?.release();
      scheduler = undefined;
    }
    return { acted, results: watching.results };
  }

  return {
    ended: live(),
    nudge: (cause) => {
      nudged(cause);
      waker.wake();
    },
    cancel: (deviceId) => {
      const { busy } = states.get(deviceId) ?? {};
      if (busy?.kind !== 'run') return false;
      busy.cancel();
      return true;
    },
    working: () => watching.tasks.size + chores.count(),
    isScheduler: () => scheduler !== undefined,
    connectionOf: (deviceId) => states.get(deviceId)?.connection,
  };

  function nudged(cause: Nudge): void {
    if (cause === 'unlock') unlockedAt = ports.clock.now();
    if (cause === 'resume' || cause === 'network') {
      forgetConnections(states.values());
      copies.wake();
    }
    senses.forget();
  }
}

/** One state for each device there is. Where there is but one look, a device is not knocked at first: no answer is a failure then. */
function keepStates(states: Map<string, DeviceState>, ids: readonly string[], once: boolean): void {
  const present = new Set(ids);
  for (const [id, state] of states) {
    if (present.has(id)) continue;
    state.busy?.cancel();
    states.delete(id);
  }
  for (const id of ids) if (!states.has(id)) states.set(id, newDeviceState(once ? ANSWERED : NEW_CONNECTION));
}
