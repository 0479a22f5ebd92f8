import { rename } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCopyWatch, type CopyEvent, type CopyWatch } from '../../../electron/keeper/copies/copy-watch.ts';
import type { KeeperPorts } from '../../../electron/keeper/ports.ts';
import { lockRun } from '../../../electron/records/index.ts';
import { createCalendar } from '../../../electron/schedule/index.ts';
import { add, archivesIn, backUp, makeBench, makeDevice, never, type Bench } from '../harness.ts';
import { copyTo, innerPorts } from './second-place.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const calendar = createCalendar('Europe/Berlin');

interface Scene {
  readonly bench: Bench;
  readonly ports: KeeperPorts;
  readonly watch: CopyWatch;
  readonly nas: string;
  readonly away: string;
  readonly events: CopyEvent[];
  readonly catchUp: () => Promise<void>;
  /** Milliseconds until the next try. */
  readonly wait: () => Promise<number | undefined>;
  readonly tell: (desktop?: boolean) => Promise<ReturnType<CopyWatch['tell']>>;
}

/** A device with one copy in a place that then went away for one backup. */
async function scene(): Promise<Scene> {
  const bench = await makeBench();
  await copyTo(bench, 'nas');
  await add(bench, await makeDevice());
  const nas = path.join(bench.folder, 'nas');
  const away = path.join(bench.folder, 'pulled out');
  await rename(nas, away);
  await backUp(bench);
  const ports = innerPorts(bench);
  const watch = createCopyWatch(ports);
  const events: CopyEvent[] = [];
  const moment = async (): Promise<Parameters<CopyWatch['tell']>[0]> => ({
    now: ports.clock.now(),
    calendar,
    settings: await ports.settings.read(),
  });
  return {
    bench,
    ports,
    watch,
    nas,
    away,
    events,
    catchUp: () => watch.catchUp({ signal: never(), onEvent: (event) => void events.push(event) }),
    wait: async () => {
      const at = watch.nextAt(await moment());
      return at === undefined ? undefined : at - ports.clock.now();
    },
    tell: async (desktop = true) => watch.tell(await moment(), { desktop, outside: true }),
  };
}

describe('a watch over second places', () => {
  it('tries soon, then ever more seldom, and soon again after a resume', async () => {
    const { bench, watch, catchUp, wait } = await scene();
    const waits: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      const ms = (await wait()) ?? Number.NaN;
      waits.push(Math.ceil(ms / SECOND / 10) * 10);
      bench.advance(ms);
      await catchUp();
    }
    expect(waits).toEqual([20, 120, 600, 900, 900, 900, 900, 900, 900]);
    watch.wake();
    expect(await wait()).toBeLessThanOrEqual(20 * SECOND);
  });

  it('does nothing before its time, and catches up when the place is back', async () => {
    const { bench, nas, away, events, catchUp, wait } = await scene();
    await rename(away, nas);
    await catchUp();
    expect(events).toEqual([]);
    bench.advance((await wait()) ?? 0);
    await catchUp();
    expect(events).toMatchObject([{ kind: 'copied', device: 'Office', place: 'nas', copied: 1 }]);
    expect(events[0]).not.toHaveProperty('problem');
    expect(await archivesIn(nas)).toHaveLength(2);
    expect(await wait()).toBeUndefined();
  });

  it('leaves a device alone that is being backed up, and comes back in a minute', async () => {
    const { bench, ports, nas, away, events, catchUp, wait } = await scene();
    await rename(away, nas);
    const [device] = (await ports.settings.read()).devices;
    const lock = lockRun(bench.home, device?.id ?? '');
    bench.advance(60 * SECOND);
    await catchUp();
    expect(events).toEqual([]);
    expect(await wait()).toBeGreaterThan(50 * SECOND);
    lock?.release();
    bench.advance(60 * SECOND);
    await catchUp();
    expect(events).toMatchObject([{ copied: 1 }]);
  });

  it('fills a place that is new without calling it overdue', async () => {
    const { bench, catchUp, wait, tell } = await scene();
    bench.advance(10 * DAY);
    await copyTo(bench, 'fresh');
    bench.advance((await wait()) ?? 0);
    expect((await tell()).notifications).toEqual([]);
    await catchUp();
    expect(await archivesIn(path.join(bench.folder, 'fresh'))).toHaveLength(2);
    expect((await tell()).notifications).toEqual([]);
    expect(await wait()).toBeUndefined();
  });

  it('tells what is overdue once, here and outside, and when it is over', async () => {
    const { bench, nas, away, catchUp, wait, tell } = await scene();
    expect((await tell()).notifications).toEqual([]);
    bench.advance(DAY);
    await catchUp();
    const told = await tell();
    expect(told.notifications.map(({ title }) => title)).toEqual(['Office: copies in nas are overdue']);
    expect(told.messages).toMatchObject([
      { event: 'copies-overdue', place: 'nas', behind: 1, device: { name: 'Office' } },
    ]);
    expect(JSON.stringify(told.messages)).not.toContain(bench.folder);
    expect(await tell()).toMatchObject({ notifications: [], messages: [] });
    await rename(away, nas);
    bench.advance((await wait()) ?? 0);
    await catchUp();
    const over = await tell();
    expect(over.notifications.map(({ kind }) => kind)).toEqual(['copies-recovered']);
    expect(over.messages).toMatchObject([{ event: 'copies-recovered', place: 'nas' }]);
  });

  it('remembers over a restart what was told, and waits for a first try after one', async () => {
    const { bench, ports, catchUp, tell } = await scene();
    bench.advance(DAY);
    const moment = async (): Promise<Parameters<CopyWatch['tell']>[0]> => ({
      now: ports.clock.now(),
      calendar,
      settings: await ports.settings.read(),
    });
    // The computer was off for a day: what may be caught up in a moment is not told.
    const restarted = createCopyWatch(ports);
    expect(restarted.tell(await moment(), { desktop: true, outside: true }).notifications).toEqual([]);
    await catchUp();
    expect((await tell()).notifications).toHaveLength(1);
    const again = createCopyWatch(ports);
    await again.catchUp({ signal: never(), everything: true, onEvent: () => undefined });
    expect(again.tell(await moment(), { desktop: true, outside: true }).notifications).toEqual([]);
  });

  it('leaves to the desktop what a process without one cannot show', async () => {
    const { bench, catchUp, tell } = await scene();
    bench.advance(DAY);
    await catchUp();
    const headless = await tell(false);
    expect(headless.notifications).toEqual([]);
    expect(headless.messages).toHaveLength(1);
    const desktop = await tell(true);
    expect(desktop.notifications).toHaveLength(1);
    expect(desktop.messages).toEqual([]);
  });
});
