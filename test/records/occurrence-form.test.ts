import { describe, expect, it } from 'vitest';
import { occurrenceOf } from '../../electron/records/journal.ts';

const row = {
  slot: '2026-11-20T03:00',
  zone: 'local',
  at: 1_795_000_000_000,
  decidedAt: 1_795_000_000_000,
  state: 'waiting',
  attempts: [],
};

describe('a row of the journal', () => {
  it('is believed in its own form', () => {
    expect(occurrenceOf(JSON.stringify(row))).toEqual(row);
  });

  it.each([
    ['an instant that is no date', { at: 8_640_000_000_000_001 }],
    ['an instant before all dates', { decidedAt: -8_640_000_000_000_001 }],
    ['a zone without an end', { zone: 'x'.repeat(101) }],
    ['a slot with a path', { slot: '../2026-11-20T03:00' }],
    ['a state that nobody knows', { state: 'done' }],
  ])('with %s is as good as none', (_, change) => {
    expect(occurrenceOf(JSON.stringify({ ...row, ...change }))).toBeUndefined();
  });
});
