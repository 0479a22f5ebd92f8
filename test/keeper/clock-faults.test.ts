import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openHistory, openSettings } from '../../electron/records/index.ts';
import { injects } from '../faults/index.ts';
import { add, archivesIn, makeBench, makeDevice } from './harness.ts';
import { movedClock, startWatch } from './watch-bench.ts';

const DAY = 86_400_000;

it.for([
  ['saving/clock-back', -365],
  ['saving/clock-ahead', 3653],
] as const)('nothing is deleted early and no night is lost (%s)', async ([name, days], context) => {
  const fault = injects(context, name);
  const clock = movedClock('2026-11-20T11:00:00.000Z');
  const bench = await makeBench(undefined, clock);
  await add(bench, await makeDevice());
  const keep = { newest: 3, weekly: 0, monthly: 0 };
  await openSettings(bench.home).update((settings) => ({ ...settings, keep }));
  /** A day passes, and one look at the schedule. @returns the files of the vault */
  const live = async (): Promise<readonly string[]> => {
    clock.advance(DAY);
    const keeper = await bench.reopen();
    await startWatch(keeper, { once: true, clock }).watch.ended;
    return await archivesIn(bench.vault);
  };
  for (let night = 0; night < 3; night += 1) await live();
  const before = await archivesIn(bench.vault);
  expect(before).toHaveLength(3);
  const contents = await Promise.all(before.map((file) => readFile(file)));

  clock.advance(days * DAY);
  const wrong = await live();
  expect(wrong).toHaveLength(4);
  expect(wrong).toEqual(expect.arrayContaining([...before]));
  fault.fired();

  // Put right: the next night is run as always. The backup of the wrong clock is one like any other.
  clock.advance(-days * DAY);
  const after = await live();
  expect(after.length).toBeGreaterThanOrEqual(3);
  for (const file of before.slice(-1)) expect(after).toContain(file);
  const history = openHistory(bench.home);
  try {
    const runs = history.listRuns();
    expect(runs.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 6 }, () => 'verified'));
    const [device] = (await openSettings(bench.home).read()).devices;
    const rows = history.journal.list(device?.id ?? '').filter((row) => 'backup' in row);
    const slots = rows.map(({ slot }) => slot);
    for (const slot of ['2026-11-21T03:00', '2026-11-22T03:00', '2026-11-23T03:00', '2026-11-25T03:00']) {
      expect(slots, path.basename(bench.vault)).toContain(slot);
    }
  } finally {
    history.close();
  }
  expect(await Promise.all(before.slice(-1).map((file) => readFile(file)))).toEqual(contents.slice(-1));
});
