import { readFile, rename, rm, utimes, writeFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockRun } from '../../electron/records/index.ts';
import { injects } from '../faults/index.ts';
import { everything, never } from './harness.ts';
import { archives, checks, flip, readSince, sidecarOf, storedHome, type ScrubHome } from './scrub-bench.ts';
import { live, settled, startWatch, type Watched } from './watch-bench.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Noon in Berlin, a Friday. */
const NOON = '2026-11-20T11:00:00.000Z';
const UNTIL_MIDNIGHT = 12 * HOUR;

function working({ watch }: Watched): () => boolean {
  return () => watch.working() > 0;
}

function told({ events }: Watched): readonly string[] {
  return events.flatMap((event) => (event.kind === 'stored' ? [event.sentence] : []));
}

function notes({ events }: Watched): readonly string[] {
  return events.flatMap((event) => (event.kind === 'notification' ? [event.notification.title] : []));
}

/** The time that a night of reading takes here; the watch has settled before. */
async function night(home: ScrubHome, watched: Watched): Promise<void> {
  await live(home.clock, 5 * MINUTE, working(watched));
}

async function untilNextDay(home: ScrubHome, watched: Watched): Promise<void> {
  await settled(home.clock, working(watched));
  const local = home.clock.now() + HOUR;
  home.clock.advance(DAY - (local % DAY) + MINUTE);
  await settled(home.clock, working(watched));
}

describe('stored archives', () => {
  it('are all read once in a week of nights, a seventh each, thirty of each of three devices', async () => {
    const home = await storedHome(3, 30, { start: NOON, paused: true });
    const watched = startWatch(home.keeper, { clock: home.clock });
    await night(home, watched);
    const times = new Map<string, number>();
    let before = await checks(home.vault);
    expect(before.size).toBe(90);
    for (let day = 0; day < 7; day++) {
      await untilNextDay(home, watched);
      await night(home, watched);
      const after = await checks(home.vault);
      const read = readSince(before, after);
      expect(read.length).toBeGreaterThanOrEqual(12);
      expect(read.length).toBeLessThanOrEqual(13);
      for (const file of read) times.set(file, (times.get(file) ?? 0) + 1);
      before = after;
    }
    expect([...times.values()]).toEqual(Array<number>(90).fill(1));
    expect(told(watched)).toEqual([]);
  }, 240_000);

  it('are read with pauses between them', async () => {
    const home = await storedHome(1, 30, { start: NOON, paused: true });
    const watched = startWatch(home.keeper, { clock: home.clock });
    await live(home.clock, UNTIL_MIDNIGHT, working(watched));
    await night(home, watched);
    const times = [...new Set((await checks(home.vault)).values())].map((at) => Date.parse(at)).sort();
    const tonight = times.filter((at) => at > home.clock.now() - 2 * HOUR);
    expect(tonight.length).toBeGreaterThanOrEqual(4);
    for (const [index, at] of tonight.entries()) {
      if (index > 0) expect(at - (tonight[index - 1] ?? 0)).toBeGreaterThanOrEqual(3_000);
    }
  });

  it('of a device at work are left alone until it is done', async () => {
    const home = await storedHome(1, 14, { start: NOON, paused: true });
    const [first = ''] = home.ids;
    const watched = startWatch(home.keeper, { clock: home.clock });
    await settled(home.clock, working(watched));
    const before = await checks(home.vault);
    const run = lockRun(home.home, first);
    await untilNextDay(home, watched);
    await night(home, watched);
    expect(readSince(before, await checks(home.vault))).toEqual([]);
    run?.release();
    await night(home, watched);
    expect(readSince(before, await checks(home.vault))).toHaveLength(2);
  });

  it('are read beside the backups of the night without one of them failing, and none while one is under way', async () => {
    const home = await storedHome(1, 14, { start: NOON });
    const watched = startWatch(home.keeper, { clock: home.clock });
    await live(home.clock, UNTIL_MIDNIGHT - MINUTE, working(watched));
    const before = await checks(home.vault);
    await live(home.clock, 4 * HOUR, working(watched));
    const ended = watched.events.flatMap((event) => (event.kind === 'run-ended' ? [event.result.ok] : []));
    expect(ended).toEqual([true]);
    expect(readSince(before, await checks(home.vault)).length).toBeGreaterThanOrEqual(2);
    expect(told(watched)).toEqual([]);
  });

  it('go on being read where a process stopped', async () => {
    const home = await storedHome(1, 63, { start: NOON, paused: true });
    const first = startWatch(home.keeper, { clock: home.clock });
    await settled(home.clock, working(first));
    const before = await checks(home.vault);
    await untilNextDay(home, first);
    await live(home.clock, 20_000, working(first));
    await first.stop();
    const some = readSince(before, await checks(home.vault));
    expect(some.length).toBeGreaterThan(0);
    expect(some.length).toBeLessThan(9);
    const second = startWatch(await home.reopen(), { clock: home.clock });
    await night(home, second);
    const all = readSince(before, await checks(home.vault));
    expect(all).toEqual(expect.arrayContaining([...some]));
    expect(all).toHaveLength(9);
  });

  it('are read by "run --once" too, a seventh a day however often it is called', async () => {
    const home = await storedHome(1, 28, { start: NOON, paused: true });
    const before = await checks(home.vault);
    home.clock.advance(DAY);
    for (let call = 0; call < 3; call++) {
      const { events, watch } = startWatch(await home.reopen(), { clock: home.clock, once: true });
      await watch.ended;
      expect(events.filter(({ kind }) => kind === 'stored')).toEqual([]);
      home.clock.advance(15 * MINUTE);
    }
    expect(readSince(before, await checks(home.vault))).toHaveLength(4);
  });
});

describe('a stored archive that rots', () => {
  it('is found within a week, stops counting, is told once and shown as long as it lasts; it counts again when put right', async (context) => {
    const fault = injects(context, 'saving/bit-rot');
    const home = await storedHome(1, 14, { start: NOON, paused: true });
    const folder = path.join(home.vault, 'Router 1');
    const watched = startWatch(home.keeper, { clock: home.clock, notifies: true });
    await settled(home.clock, working(watched));
    const [file = ''] = await archives(folder);
    const full = path.join(folder, file);
    const good = await readFile(full);
    const { mtime } = await stat(full);
    await flip(full);
    // Rot changes no date.
    await utimes(full, mtime, mtime);
    const rotten = await readFile(full);
    for (let day = 0; day < 10; day++) {
      await untilNextDay(home, watched);
      await night(home, watched);
    }
    expect(told(watched)).toHaveLength(1);
    expect(told(watched)[0]).toMatch(/^One of its stored backups is damaged or missing/);
    expect(notes(watched)).toEqual(['Router 1: a stored backup is damaged']);
    const [shown] = (await home.keeper.overview()).devices;
    expect(shown?.storedProblem?.message).toContain(file);
    expect(shown?.backups).toBe(13);
    expect((await home.keeper.history(everything)).map(({ backup }) => backup)).toContain('damaged');
    // Neither repaired nor replaced: it is still there to be looked at.
    expect(await readFile(full)).toEqual(rotten);
    fault.fired();

    await writeFile(full, good);
    await untilNextDay(home, watched);
    await night(home, watched);
    expect(told(watched)[1]).toMatch(/^Every stored backup was read/);
    expect(notes(watched)[1]).toBe('Router 1: the stored backups are sound again');
    const [after] = (await home.keeper.overview()).devices;
    expect(after?.storedProblem).toBeUndefined();
    expect(after?.backups).toBe(14);
  });

  it('is told once although the program is restarted every night', async (context) => {
    const fault = injects(context, 'saving/bit-rot');
    const home = await storedHome(1, 7, { start: NOON, paused: true });
    const folder = path.join(home.vault, 'Router 1');
    const [file = ''] = await archives(folder);
    await flip(path.join(folder, file));
    let all: readonly string[] = [];
    for (let day = 0; day < 9; day++) {
      const watched = startWatch(await home.reopen(), { clock: home.clock });
      await night(home, watched);
      await watched.stop();
      all = [...all, ...told(watched)];
      home.clock.advance(DAY - 5 * MINUTE);
    }
    expect(all).toHaveLength(1);
    expect((await sidecarOf(folder, file)).checkFailure?.code).toBe('archive/damaged');
    fault.fired();
  });

  it('is found at once by "verify --all", and the watch tells it no differently', async (context) => {
    const fault = injects(context, 'saving/bit-rot');
    const home = await storedHome(1, 7, { start: NOON, paused: true });
    const folder = path.join(home.vault, 'Router 1');
    const [file = ''] = await archives(folder);
    await flip(path.join(folder, file));
    const results = await home.keeper.verify({ selection: everything }, { signal: never() });
    expect(results.filter(({ ok }) => !ok)).toHaveLength(1);
    fault.fired();
    const watched = startWatch(await home.reopen(), { clock: home.clock });
    await night(home, watched);
    for (let day = 0; day < 3; day++) await untilNextDay(home, watched);
    expect(told(watched)).toHaveLength(1);
  });

  it('or is gone is told once', async (context) => {
    const fault = injects(context, 'saving/archive-gone');
    const home = await storedHome(1, 7, { start: NOON, paused: true });
    const folder = path.join(home.vault, 'Router 1');
    const [file = ''] = await archives(folder);
    await rm(path.join(folder, file));
    const watched = startWatch(home.keeper, { clock: home.clock });
    await night(home, watched);
    for (let day = 0; day < 3; day++) await untilNextDay(home, watched);
    expect(told(watched)).toHaveLength(1);
    expect((await home.keeper.overview()).devices[0]?.storedProblem?.message).toContain('is gone');
    fault.fired();
  });
});

describe('a vault that is away', () => {
  it('is no damage: nothing is told of its archives, then or later', async (context) => {
    const fault = injects(context, 'saving/folder-gone');
    const home = await storedHome(1, 7, { start: NOON, paused: true });
    const watched = startWatch(home.keeper, { clock: home.clock });
    await night(home, watched);
    await rename(home.vault, `${home.vault}.away`);
    fault.fired();
    for (let day = 0; day < 8; day++) {
      await untilNextDay(home, watched);
      await night(home, watched);
    }
    await rename(`${home.vault}.away`, home.vault);
    const before = await checks(home.vault);
    await untilNextDay(home, watched);
    await night(home, watched);
    expect(told(watched)).toEqual([]);
    expect(readSince(before, await checks(home.vault)).length).toBeGreaterThan(0);
    expect((await home.keeper.overview()).devices[0]).toMatchObject({ backups: 7 });
  });
});
