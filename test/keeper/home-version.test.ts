import { expect, it, onTestFinished } from 'vitest';
import { openHistory, openSettings } from '../../electron/records/index.ts';
import { add, backUp, makeBench, makeDevice } from './harness.ts';

it('the version of a home changes with what others write, not with the runs of this program', async () => {
  const bench = await makeBench();
  await add(bench, await makeDevice());
  const before = await bench.keeper.homeVersion();
  expect((await backUp(bench)).ok).toBe(true);
  expect(await bench.keeper.homeVersion()).toBe(before);
  const other = openHistory(bench.home);
  onTestFinished(other.close);
  other.notes.put('told', 'of-another-program', {});
  const after = await bench.keeper.homeVersion();
  expect(after).not.toBe(before);
  await openSettings(bench.home).update((settings) => ({ ...settings, keep: { newest: 7, weekly: 0, monthly: 0 } }));
  expect(await bench.keeper.homeVersion()).not.toBe(after);
});
