import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { OccurrenceRow } from '../../shared/index.ts';
import type { BehaviourChange, Simulator } from '../device-simulator/index.ts';
import { injects } from '../faults/index.ts';
import { add, makeBench, makeDevice, type Bench } from './harness.ts';
import { live, movedClock, settled, startWatch, type MovedClock, type Watched } from './watch-bench.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A minute before 03:00 in Berlin, the slot of each night. */
const BEFORE_SLOT = '2026-11-21T01:59:00.000Z';
/** Longer than the device may take for an answer. */
const TIME_OUT = 31_000;
const FIRST_RETRY = 5 * MINUTE;

interface Wake {
  readonly name: string;
  readonly hours: number;
  readonly timers: 'stood still' | 'ran on';
  /** Otherwise only the clock was set. */
  readonly slept: boolean;
}

/** How time goes on for a program in the middle of a backup. */
const WAKES: readonly Wake[] = [
  { name: 'after eight hours, its timers as they were', hours: 8, timers: 'stood still', slept: true },
  { name: 'after eight hours, every time-out at once', hours: 8, timers: 'ran on', slept: true },
  { name: 'past the next slot', hours: 26, timers: 'stood still', slept: true },
  { name: 'the clock set ahead by eight hours', hours: 8, timers: 'stood still', slept: false },
];

interface Night extends Bench {
  readonly clock: MovedClock;
  readonly device: Simulator;
  readonly watched: Watched;
  /** Time goes on while nothing of the program runs. */
  readonly pass: (wake: Pick<Wake, 'hours' | 'timers' | 'slept'>) => void;
}

async function night(): Promise<Night> {
  const clock = movedClock(BEFORE_SLOT);
  const bench = await makeBench(undefined, clock);
  const device = await makeDevice({ now: clock.now, behaviour: { keyBits: 2048 } });
  await add(bench, device);
  const began = clock.now();
  let set = 0;
  const desktop = {
    process: 'this start',
    get uptime() {
      return clock.now() - began + HOUR - set;
    },
  };
  const watched = startWatch(bench.keeper, { clock, notifies: true, desktop });
  return {
    ...{ ...bench, clock, device, watched },
    pass: ({ hours, timers, slept }) => {
      if (!slept) set += hours * HOUR;
      if (timers === 'ran on') clock.advance(hours * HOUR);
      else clock.sleepThrough(hours * HOUR);
      for (const cause of ['resume', 'unlock', 'network'] as const) watched.watch.nudge(cause);
    },
  };
}

/** Until the device holds a call up, and what else was under way is done. */
async function heldUp({ device }: Night): Promise<void> {
  while (!device.fired.some((name) => /stall|silent/.test(name))) await wait(1);
  await wait(20);
}

/** Comes to the minute before the next slot, asleep, and does nothing there. */
async function toTheNextNight(home: Night): Promise<void> {
  const { clock, device, watched } = home;
  const ahead = (DAY - ((clock.now() - Date.parse(BEFORE_SLOT)) % DAY)) % DAY;
  home.pass({ hours: ahead / HOUR, timers: 'stood still', slept: true });
  await settled(clock, () => watched.watch.working() > 0);
  device.dropSessions();
  device.forget();
}

/** What the watch and the device saw of one night. */
interface Seen {
  readonly runs: readonly string[];
  readonly rows: readonly OccurrenceRow[];
  readonly logins: number;
  readonly told: number;
}

/** Begins at the slot, is held up, sleeps, wakes, and is awake for an hour more. */
async function liveThrough(home: Night, holdUp: BehaviourChange, wake: Wake): Promise<Seen> {
  const { clock, device, watched, outside } = home;
  const before = watched.events.length;
  device.behave(holdUp);
  const slot = clock.now() + MINUTE;
  clock.advance(2 * MINUTE);
  await heldUp(home);
  // Whatever is changed strikes anew.
  if (holdUp.handshake !== undefined) device.behave({ handshake: 'normal' });
  home.pass(wake);
  const isOver = (): boolean =>
    watched.events.slice(before).some(({ kind }) => kind === 'run-ended' || kind === 'waiting');
  // The looks that the wake brings about come first; then the time-out strikes that still waits, or was only then set.
  for (let turn = 1; !isOver(); turn += 1) {
    await wait(1);
    if (turn % 100 === 20) clock.advance(TIME_OUT);
  }
  await live(clock, HOUR, () => watched.watch.working() > 0);
  const events = watched.events.slice(before);
  const [{ deviceId } = { deviceId: '' }] = outside.history.listRuns({ limit: 1 });
  return {
    runs: events.flatMap(({ kind }) => (kind.startsWith('run-') ? [kind] : [])),
    rows: outside.history.journal
      .list(deviceId)
      .filter(({ at }) => at >= slot)
      .reverse(),
    logins: device.requests.filter(({ method }) => method === 'login').length,
    told: events.filter(({ kind }) => kind === 'notification').length,
  };
}

const once = ['run-started', 'run-ended'];
const outcomes = ({ attempts }: OccurrenceRow): readonly string[] => attempts.map(({ outcome }) => outcome);

/**
 * Each run ended before the next began, and each night has one run that counts, or says what became of it. Past the next
 * slot the first run ends and another begins at once: that one is for the night slept through, of which the first knew nothing.
 */
function expectOneRunANight({ runs, rows }: Seen, cut: boolean, wake: Wake): void {
  const crossed = wake.hours > 24;
  expect(runs, wake.name).toEqual(cut || crossed ? [...once, ...once] : once);
  expect(rows, wake.name).toHaveLength(crossed ? 2 : 1);
  const [first, second] = rows;
  if (first === undefined) return;
  const retried = cut && !crossed;
  expect(outcomes(first), wake.name).toEqual([...(cut ? ['failed'] : []), ...(cut && crossed ? [] : ['verified'])]);
  expect(first.state, wake.name).toBe(cut && crossed ? 'failed' : 'ran');
  const [one, other] = first.attempts;
  if (retried) expect((other?.startedAt ?? 0) - Number(one && 'endedAt' in one && one.endedAt)).toBe(FIRST_RETRY);
  if (second !== undefined) expect(second, wake.name).toMatchObject({ state: 'caught-up', why: 'asleep' });
}

describe('a computer that sleeps while its device does not answer', () => {
  it.for([
    // A run that did not get so far asked nobody to sign it in.
    ['SYNO.API.Info.query', 1],
    ['SYNO.API.Encryption.getinfo', 1],
    ['SYNO.API.Auth.login', 2],
    ['SYNO.Mesh.System.Info.get', 2],
    ['start', 2],
    ['status', 2],
    ['download', 2],
  ] as const)('to %s never makes two backups at once, nor two for one night', async ([at, logins], context) => {
    const fault = injects(context, 'desktop/sleep-in-each-phase');
    const home = await night();
    for (const wake of WAKES) {
      await toTheNextNight(home);
      // The very first question is the watch's own knock.
      const skip = at === 'SYNO.API.Info.query' ? 1 : 0;
      const seen = await liveThrough(home, { faults: [{ at, kind: 'stall', times: 'once', skip }] }, wake);
      expectOneRunANight(seen, true, wake);
      expect(seen.logins, wake.name).toBe(logins);
      expect(seen.told, wake.name).toBe(0);
      fault.fired();
    }
  });

  it('to the signing out lets the backup count for its night', async (context) => {
    const fault = injects(context, 'desktop/sleep-in-each-phase');
    const home = await night();
    for (const wake of WAKES) {
      await toTheNextNight(home);
      const seen = await liveThrough(home, { faults: [{ at: 'logout', kind: 'stall', times: 'once' }] }, wake);
      expectOneRunANight(seen, false, wake);
      expect(seen.logins, wake.name).toBe(seen.rows.length);
      fault.fired();
    }
  });

  it('to the first knock begins one backup once it does', async (context) => {
    const fault = injects(context, 'desktop/sleep-in-each-phase');
    const home = await night();
    for (const wake of WAKES) {
      await toTheNextNight(home);
      const { runs, rows, logins } = await liveThrough(home, { handshake: 'silent' }, wake);
      expect(runs, wake.name).toEqual(once);
      expect(
        rows.map(({ state }) => state),
        wake.name,
      ).toEqual(wake.hours > 24 ? ['skipped', 'caught-up'] : ['caught-up']);
      expect(logins, wake.name).toBe(1);
      fault.fired();
    }
  });
});
