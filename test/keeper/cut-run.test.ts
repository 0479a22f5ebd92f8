import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openHistory, openSettings } from '../../electron/records/index.ts';
import { preparePlace } from '../../electron/vault/index.ts';
import { injects } from '../faults/index.ts';
import { add, archivesIn, everything, makeBench, makeDevice, type Bench } from './harness.ts';
import { movedClock, startWatch } from './watch-bench.ts';

const HOUR = 3_600_000;

/** Puts the history back to where a process that died after storing the newest backup left it. */
function cutAfterSaving({ home }: Bench, slot: string): void {
  const history = openHistory(home);
  const [run] = history.listRuns();
  if (run === undefined) throw new Error('there is no run');
  history.deleteRun(run.id);
  history.startRun(run);
  const startedAt = Date.parse(run.startedAt);
  const attempts = [{ outcome: 'running', startedAt }] as const;
  const row = { slot, zone: 'local', at: startedAt, decidedAt: startedAt, attempts, state: 'running' } as const;
  history.journal.write(run.deviceId, { rows: [{ ...row, open: true }], withdrawn: [] });
  history.close();
}

it('takes the backup of a run that was cut behind it for its night, and does what that run had left to do', async () => {
  const clock = movedClock('2026-11-20T11:00:00.000Z');
  const bench = await makeBench(undefined, clock);
  const device = await makeDevice();
  await add(bench, device);
  clock.advance(15 * HOUR);
  await startWatch(bench.keeper, { once: true, clock }).watch.ended;
  expect(await archivesIn(bench.vault)).toHaveLength(2);
  const nas = path.join(bench.folder, 'nas');
  await mkdir(nas);
  const place = await preparePlace(nas, [bench.vault]);
  await openSettings(bench.home).update((settings) => ({ ...settings, copyTo: [place] }));
  cutAfterSaving(bench, '2026-11-21T03:00');
  const left = path.join(bench.vault, 'Office', '.routerkeep-00000000deadbeef.part');
  await writeFile(left, 'a part');
  const again = await bench.reopen();
  await startWatch(again, { once: true, clock }).watch.ended;
  expect(await archivesIn(bench.vault)).toHaveLength(2);
  expect(await readdir(path.dirname(left))).not.toContain(path.basename(left));
  const history = await again.history(everything);
  expect(history.map(({ outcome }) => outcome)).toEqual(['verified', 'verified']);
  const [night] = openHistory(bench.home).journal.list((await again.listDevices())[0]?.id ?? '');
  expect(night).toMatchObject({ slot: '2026-11-21T03:00', backup: { trigger: 'schedule' } });
  expect(await archivesIn(nas)).toHaveLength(2);
});

it('finishes the save of a run that was killed between archive and sidecar, and runs the night no second time', async (context) => {
  const fault = injects(context, 'saving/killed-anywhere');
  const clock = movedClock('2026-11-20T11:00:00.000Z');
  const bench = await makeBench(undefined, clock);
  await add(bench, await makeDevice());
  clock.advance(15 * HOUR);
  await startWatch(bench.keeper, { once: true, clock }).watch.ended;
  const folder = path.join(bench.vault, 'Office');
  const newest =
    (await readdir(folder))
      .filter((name) => name.endsWith('.dss'))
      .sort()
      .at(-1) ?? '';
  await rename(path.join(folder, `${newest}.json`), path.join(folder, `.routerkeep-${newest}.json.part`));
  cutAfterSaving(bench, '2026-11-21T03:00');
  fault.fired();
  const again = await bench.reopen();
  await startWatch(again, { once: true, clock }).watch.ended;
  expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
  expect(await archivesIn(bench.vault)).toHaveLength(2);
  const history = await again.history(everything);
  expect(history.map(({ outcome }) => outcome)).toEqual(['verified', 'verified']);
});

it('leaves a run that was cut to who finishes its work when it looks who else stores in the folder', async () => {
  const clock = movedClock('2026-11-20T11:00:00.000Z');
  const bench = await makeBench(undefined, clock);
  await add(bench, await makeDevice());
  clock.advance(15 * HOUR);
  await startWatch(bench.keeper, { once: true, clock }).watch.ended;
  cutAfterSaving(bench, '2026-11-21T03:00');
  const again = await bench.reopen();
  expect(await again.sharedFolders(everything)).toEqual([]);
  expect(openHistory(bench.home).listRuns()[0]?.outcome).toBe('running');
});
