import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchOverview } from '../../electron/shell/engine/overview-source.ts';
import { applyOverviewChange, overviewChange, type OverviewModel } from '../../shared/ipc/index.ts';
import { sampleDevice, sampleOverview } from './sample.ts';

const NOON = Date.parse('2026-11-21T12:00:00.000Z');

beforeEach(() => vi.useFakeTimers({ now: NOON }));
afterEach(() => vi.useRealTimers());

async function source(answers: (asked: number) => OverviewModel) {
  let asked = 0;
  const seen: OverviewModel[] = [];
  const face = await watchOverview({
    ask: () => Promise.resolve(answers(asked++)),
    now: Date.now,
    onChange: (_before, after) => seen.push(after),
    onFault: (thrown) => {
      throw thrown;
    },
  });
  return { ...face, seen, asked: () => asked };
}

describe('the overview that is kept current', () => {
  it('asks again at the moment that it names, and not before', async () => {
    const changesAt = new Date(NOON + 3_600_000).toISOString();
    const { asked, dispose } = await source((count) => sampleOverview([], count === 0 ? { changesAt } : {}));
    await vi.advanceTimersByTimeAsync(3_599_000);
    expect(asked()).toBe(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked()).toBe(2);
    // It names none any more: nobody asks, however long it takes.
    await vi.advanceTimersByTimeAsync(86_400_000);
    expect(asked()).toBe(2);
    dispose();
  });

  it('makes one look of many wishes, and one more for those that came during it', async () => {
    const { asked, refresh, dispose } = await source(() => sampleOverview([]));
    const wishes = Array.from({ length: 50 }, () => refresh());
    await vi.advanceTimersByTimeAsync(1000);
    await Promise.all(wishes);
    expect(asked()).toBe(3);
    dispose();
  });

  it('rests between looks that nobody waits for, the longer the more a look takes', async () => {
    const { asked, soon, dispose } = await source(() => sampleOverview([]));
    for (let step = 0; step < 100; step++) {
      soon();
      await vi.advanceTimersByTimeAsync(10);
    }
    // A second of wishes: a look each quarter of it.
    expect(asked()).toBeGreaterThan(3);
    expect(asked()).toBeLessThan(8);
    dispose();
  });

  it('does not ask in a loop when the moment has passed already', async () => {
    const changesAt = new Date(NOON - 60_000).toISOString();
    const { asked, dispose } = await source(() => sampleOverview([], { changesAt }));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked()).toBeLessThanOrEqual(11);
    dispose();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked()).toBeLessThanOrEqual(11);
  });
});

describe('what the page is told of an overview', () => {
  it('is the devices that differ, and the order of all', () => {
    const [one, two] = [sampleDevice({ name: 'One' }), sampleDevice({ name: 'Two' })];
    const before = sampleOverview([one, two]);
    const failing = { ...two, protection: { state: 'failing', sentence: 'Two fails.' } } as const;
    const after = sampleOverview([failing, one], { at: '2026-11-21T12:01:00.000Z' });
    const change = overviewChange(before, after);
    expect(change.devices).toEqual([failing]);
    const applied = applyOverviewChange(before, change);
    expect(applied).toEqual(after);
    expect(applied.devices[1]).toBe(one);
  });

  it('forgets devices that are gone', () => {
    const [one, two] = [sampleDevice({ name: 'One' }), sampleDevice({ name: 'Two' })];
    const before = sampleOverview([one, two]);
    expect(applyOverviewChange(before, overviewChange(before, sampleOverview([two]))).devices).toEqual([two]);
  });
});
