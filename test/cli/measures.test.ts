import { describe, expect, it } from 'vitest';
import { formatAge, formatDay, formatMoment } from '../../electron/cli/measures.ts';

const HOUR = 3_600_000;

describe('measures', () => {
  it.each([
    [0, 'just now'],
    [59_999, 'just now'],
    [60_000, '1 minute ago'],
    [9 * HOUR + 59 * 60_000, '9 hours ago'],
    [47 * HOUR, '47 hours ago'],
    [48 * HOUR, '2 days ago'],
    [59 * 24 * HOUR, '59 days ago'],
    [100 * 24 * HOUR, '3 months ago'],
    [800 * 24 * HOUR, '2 years ago'],
    [-5, 'in the future'],
  ])('an age of %d ms is %s', (ms, words) => expect(formatAge(ms)).toBe(words));

  it('shows moments in local time, and what is no date as it came', () => {
    expect(formatMoment(new Date(2026, 10, 20, 3, 0).toISOString())).toBe('20 Nov 2026, 03:00');
    expect(formatDay('soon')).toBe('soon');
  });
});
