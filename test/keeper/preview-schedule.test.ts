import { describe, expect, it } from 'vitest';
import { failureOf, makeBench } from './harness.ts';

/** Friday noon in Berlin. */
const NOON = Date.parse('2026-11-20T11:00:00.000Z');

describe('looking at a schedule before it is set', () => {
  const bench = () => makeBench(undefined, { now: () => NOON, sleep: () => Promise.resolve() });

  it('says what it means and when it would run next', async () => {
    const { keeper } = await bench();
    const { words, next, schedule } = await keeper.previewSchedule(undefined, 'weekdays 06:30');
    expect(words).toBe('Monday to Friday at 06:30');
    expect(schedule).toMatchObject({ kind: 'weekly', times: ['06:30'] });
    expect(next).toHaveLength(5);
    expect(next[0]).toEqual({ at: '2026-11-23T05:30:00.000Z', text: 'Monday 06:30' });
  });

  it('says the same of the one that stands, and sets nothing', async () => {
    const { keeper } = await bench();
    await keeper.previewSchedule(undefined, 'every 6 hours');
    const { words, next } = await keeper.previewSchedule();
    expect([words, next[0]?.text]).toEqual(['every day at 03:00', 'tonight 03:00']);
  });

  it('says what is wrong with one that is none, and how it is written', async () => {
    const { keeper } = await bench();
    const error = await failureOf(keeper.previewSchedule(undefined, 'now and then'));
    expect(error.code).toBe('usage/invalid');
    expect(error.hint).toContain('daily 03:00');
  });
});
