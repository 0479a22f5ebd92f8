import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAge, formatBytes, formatDay, formatMoment } from '../../electron/cli/measures.ts';

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

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_000, '1 KB'],
    [1_449, '1.4 KB'],
    [92_160, '92 KB'],
    [999_499, '999 KB'],
    [999_500, '1 MB'],
    [5_300_000, '5.3 MB'],
    [3_000_000_000, '3 GB'],
    [3_000_000_000_000, '3,000 GB'],
  ])('%d bytes are %s', (bytes, words) => expect(formatBytes(bytes)).toBe(words));

  it('never shows four digits where a larger unit exists', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900_000_000_000 }), (bytes) => {
        expect(formatBytes(bytes)).toMatch(/^\d{1,3}(\.\d)? (bytes|KB|MB|GB)$/);
      }),
    );
  });

  it('shows moments in local time, and what is no date as it came', () => {
    expect(formatMoment(new Date(2026, 10, 20, 3, 0).toISOString())).toBe('20 Nov 2026, 03:00');
    expect(formatDay('soon')).toBe('soon');
  });
});
