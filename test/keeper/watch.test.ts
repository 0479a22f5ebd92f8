import { rename } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { lockRun, openHistory } from '../../electron/records/index.ts';
import { createCalendar, nightSentence } from '../../electron/schedule/index.ts';
import type { Simulator } from '../device-simulator/index.ts';
import { add, archivesIn, everything, makeBench, makeDevice, never, type Bench } from './harness.ts';
import { live, movedClock, settled, startWatch, type MovedClock, type Watched } from './watch-bench.ts';
import { injects } from '../faults/index.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Noon in Berlin; the next slot is 03:00 there, 02:00 UTC. */
const NOON = '2026-11-20T11:00:00.000Z';
const UNTIL_SLOT = 15 * HOUR;

interface Home extends Bench {
  readonly clock: MovedClock;
  readonly device: Simulator;
}

/** A home with one device that was backed up at noon. */
async function oneDevice(start = NOON): Promise<Home> {
  const clock = movedClock(start);
  const bench = await makeBench(undefined, clock);
  const device = await makeDevice();
  await add(bench, device);
  return { ...bench, clock, device };
}

function underWay({ watch }: Watched): () => boolean {
  return () => watch.working() > 0;
}

/** The journal of the only device, newest first, each night as its sentence. */
function nights({ home }: Pick<Bench, 'home'>): readonly { readonly state: string; readonly sentence: string }[] {
  const history = openHistory(home);
  try {
    const calendar = createCalendar('Europe/Berlin');
    const [deviceId = ''] = new Set(history.listRuns().map((run) => run.deviceId));
    return history.journal.list(deviceId).map((row) => ({ state: row.state, sentence: nightSentence(row, calendar) }));
  } finally {
    history.close();
  }
}

async function stateOf({ keeper }: Pick<Bench, 'keeper'>): Promise<string | undefined> {
  return (await keeper.overview()).devices[0]?.protection.state;
}

describe('a watch that is awake', () => {
  it('backs up at the slot, once, and again the next night', async () => {
    const home = await oneDevice();
    const watched = startWatch(home.keeper, { clock: home.clock });
    await live(home.clock, UNTIL_SLOT - MINUTE, underWay(watched));
    expect(watched.events.filter(({ kind }) => kind === 'run-started')).toEqual([]);
    await live(home.clock, 2 * MINUTE, underWay(watched));
    await live(home.clock, 24 * HOUR, underWay(watched));
    const ended = watched.events.flatMap((event) => (event.kind === 'run-ended' ? [event.result.ok] : []));
    expect(ended).toEqual([true, true]);
    expect(await archivesIn(home.vault)).toHaveLength(3);
    expect(await stateOf(home)).toBe('protected');
  });

  it('wakes at most once a minute while nothing is to be done', async () => {
    const home = await oneDevice();
    const watched = startWatch(home.keeper, { clock: home.clock });
    const gaps: number[] = [];
    for (let look = 0; look < 60; look++) {
      await settled(home.clock, underWay(watched));
      gaps.push(home.clock.nearest() ?? 0);
      home.clock.advance(home.clock.nearest() ?? 0);
    }
    expect(Math.min(...gaps.slice(1))).toBe(MINUTE);
  });

  it('runs no night twice, although another program asks at the same moment', async () => {
    const home = await oneDevice();
    const watched = startWatch(home.keeper, { clock: home.clock });
    await settled(home.clock, underWay(watched));
    const other = await home.reopen();
    const second = startWatch(other, { clock: home.clock });
    expect((await second.next('role')).role).toBe('display');
    await live(home.clock, UNTIL_SLOT + MINUTE, underWay(watched));
    expect(second.events.filter(({ kind }) => kind === 'run-started')).toEqual([]);
    expect(await archivesIn(home.vault)).toHaveLength(2);
  });

  it('takes over when the other one ends', async () => {
    const home = await oneDevice();
    const first = startWatch(home.keeper, { clock: home.clock });
    await settled(home.clock, underWay(first));
    const second = startWatch(await home.reopen(), { clock: home.clock });
    expect((await second.next('role')).role).toBe('display');
    await first.stop();
    await live(home.clock, 2 * MINUTE, underWay(second));
    expect((await second.next('role')).role).toBe('scheduler');
    await live(home.clock, UNTIL_SLOT, underWay(second));
    expect(await archivesIn(home.vault)).toHaveLength(2);
  });

  it('leaves a device alone that another process works on, and satisfies the slot by that run', async () => {
    const home = await oneDevice();
    const watched = startWatch(home.keeper, { clock: home.clock });
    await settled(home.clock, underWay(watched));
    const other = await home.reopen();
    const [view] = await home.keeper.listDevices();
    // Held until the watch has seen that the device is taken: it looks again a minute later.
    const lock = lockRun(home.home, view?.id ?? '');
    home.clock.advance(UNTIL_SLOT);
    await settled(home.clock, underWay(watched));
    lock?.release();
    const [result] = await other.backUp(everything, { trigger: 'manual', signal: never() });
    expect(result?.ok).toBe(true);
    await live(home.clock, 2 * MINUTE, underWay(watched));
    expect(await archivesIn(home.vault)).toHaveLength(2);
    expect(watched.events.filter(({ kind }) => kind === 'run-started')).toEqual([]);
  });
});

describe('after a sleep', () => {
  it('catches up one backup however many were missed, and keeps the next slot where it is', async () => {
    const home = await oneDevice();
    const watched = startWatch(home.keeper, { clock: home.clock });
    await settled(home.clock, underWay(watched));
    home.clock.advance(4 * 24 * HOUR);
    expect(await watched.next('run-started')).toMatchObject({ how: 'catch-up' });
    await watched.next('run-ended');
    await settled(home.clock, underWay(watched));
    expect((await home.keeper.overview()).devices[0]?.nextRun).toBe('2026-11-25T02:00:00.000Z');
    const told = nights(home);
    expect(told[0]?.sentence).toMatch(/^03:00 the computer was asleep; .* caught up; verified, /);
    expect(told.filter(({ state }) => state === 'skipped')).toHaveLength(3);
  });

  it('does not start a second run when resume, unlock and network change arrive together', async (context) => {
    const fault = injects(context, 'desktop/session-locked', 'desktop/no-network-after-wake');
    const home = await oneDevice();
    const watched = startWatch(home.keeper, { clock: home.clock });
    await settled(home.clock, underWay(watched));
    home.clock.advance(24 * HOUR);
    for (const cause of ['resume', 'unlock', 'network', 'resume'] as const) watched.watch.nudge(cause);
    await watched.next('run-ended');
    for (const cause of ['network', 'unlock', 'resume'] as const) watched.watch.nudge(cause);
    await live(home.clock, 5 * MINUTE, underWay(watched));
    expect(watched.events.filter(({ kind }) => kind === 'run-started')).toHaveLength(1);
    fault.fired();
  });

  it('waits for the network instead of failing, and goes on when the device answers', async (context) => {
    const fault = injects(context, 'desktop/no-network-after-wake');
    const home = await oneDevice();
    const watched = startWatch(home.keeper, { clock: home.clock });
    await settled(home.clock, underWay(watched));
    home.device.behave({ handshake: 'reset' });
    home.clock.advance(24 * HOUR);
    await watched.next('waiting');
    fault.fired();
    await live(home.clock, 30 * MINUTE, underWay(watched));
    expect(watched.events.filter(({ kind }) => kind === 'run-started')).toEqual([]);
    expect(await stateOf(home)).toBe('overdue');
    home.device.behave({ handshake: 'normal' });
    await live(home.clock, 11 * MINUTE, underWay(watched));
    expect((await watched.next('run-ended')).result.ok).toBe(true);
    expect(await stateOf(home)).toBe('protected');
  });
});

describe('a failing night', () => {
  it('is tried again after 5, 15 and 45 minutes, then left to the next slot', async () => {
    const home = await oneDevice();
    const watched = startWatch(home.keeper, { clock: home.clock });
    await live(home.clock, MINUTE, underWay(watched));
    await rename(home.vault, `${home.vault}.away`);
    await live(home.clock, UNTIL_SLOT, underWay(watched));
    expect(await stateOf(home)).toBe('failing');
    await live(home.clock, 3 * HOUR, underWay(watched));
    const starts = watched.events.filter(({ kind }) => kind === 'run-started');
    expect(starts).toHaveLength(4);
    const [view] = (await home.keeper.overview()).devices;
    expect(view?.protection).toMatchObject({ state: 'failing', final: true, error: { code: 'vault/missing' } });
    await rename(`${home.vault}.away`, home.vault);
    await live(home.clock, 24 * HOUR, underWay(watched));
    expect(await stateOf(home)).toBe('protected');
  });

  it('with a refused password stops at once and never asks again by itself', async () => {
    const home = await oneDevice();
    const watched = startWatch(home.keeper, { clock: home.clock });
    await live(home.clock, MINUTE, underWay(watched));
    home.device.behave({ loginAnswer: 400 });
    await live(home.clock, UNTIL_SLOT, underWay(watched));
    expect(await stateOf(home)).toBe('needs-you');
    const logins = home.device.counters.logins;
    await live(home.clock, 49 * HOUR, underWay(watched));
    watched.watch.nudge('unlock');
    await live(home.clock, HOUR, underWay(watched));
    expect(home.device.counters.logins).toBe(logins);
    expect(await stateOf(home)).toBe('needs-you');
  });
});

describe('a watch that ends', () => {
  it('in the middle of a run signs out, records the cut, and its occurrence is due again', async () => {
    const home = await oneDevice();
    home.device.behave({ taskPolls: 'never' });
    const watched = startWatch(home.keeper, { clock: home.clock });
    await settled(home.clock, underWay(watched));
    home.clock.advance(UNTIL_SLOT);
    await watched.next('progress', ({ progress }) => progress.phase === 'preparing');
    await watched.stop();
    expect(home.device.counters.openSessions).toBe(0);
    expect(nights(home)[0]?.state).toBe('interrupted');
    home.device.behave({ taskPolls: 2 });
    const again = startWatch(home.keeper, { clock: home.clock });
    expect((await again.next('run-ended')).result.ok).toBe(true);
    expect(await archivesIn(home.vault)).toHaveLength(2);
  });

  it('by the user for one run leaves that night alone', async () => {
    const home = await oneDevice();
    home.device.behave({ taskPolls: 'never' });
    const watched = startWatch(home.keeper, { clock: home.clock });
    await settled(home.clock, underWay(watched));
    home.clock.advance(UNTIL_SLOT);
    const { deviceId } = await watched.next('progress', ({ progress }) => progress.phase === 'preparing');
    expect(watched.watch.cancel(deviceId)).toBe(true);
    await watched.next('run-ended');
    home.device.behave({ taskPolls: 2 });
    await live(home.clock, 2 * HOUR, underWay(watched));
    expect(watched.events.filter(({ kind }) => kind === 'run-started')).toHaveLength(1);
    expect(nights(home)[0]?.state).toBe('skipped');
  });
});

describe('a watch for one look', () => {
  it('does what is due and ends', async () => {
    const home = await oneDevice();
    home.clock.advance(24 * HOUR);
    const { watch } = startWatch(home.keeper, { clock: home.clock, once: true });
    expect(await watch.ended).toMatchObject({ acted: true, results: [{ ok: true }] });
    const again = startWatch(home.keeper, { clock: home.clock, once: true });
    expect((await again.watch.ended).results).toEqual([]);
  });

  it('takes a device that does not answer for a failure, which a timer tries again', async () => {
    const home = await oneDevice();
    home.clock.advance(24 * HOUR);
    home.device.behave({ handshake: 'reset' });
    const { watch } = startWatch(home.keeper, { clock: home.clock, once: true });
    expect((await watch.ended).results).toMatchObject([{ ok: false, error: { code: 'network/reset' } }]);
    expect(await stateOf(home)).toBe('failing');
  });
});

describe('a run that is locked by a process that says nothing', () => {
  it('is looked at again until the lock is free', async () => {
    const home = await oneDevice();
    const [view] = await home.keeper.listDevices();
    const watched = startWatch(home.keeper, { clock: home.clock });
    await settled(home.clock, underWay(watched));
    const lock = lockRun(home.home, view?.id ?? '');
    home.clock.advance(UNTIL_SLOT);
    await live(home.clock, 5 * MINUTE, underWay(watched));
    expect(watched.events.filter(({ kind }) => kind === 'run-started')).toEqual([]);
    lock?.release();
    await live(home.clock, 2 * MINUTE, underWay(watched));
    expect(watched.events.filter(({ kind }) => kind === 'run-ended')).toHaveLength(1);
  });
});
