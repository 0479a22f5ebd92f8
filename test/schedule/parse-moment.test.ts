import { describe, expect, it } from 'vitest';
import { parseMoment } from '../../electron/schedule/index.ts';
import { KeepError } from '../../shared/index.ts';
import { at, berlin } from './night-watch.ts';

const now = at('11-21 20:15');
const until = (text: string): number => parseMoment(text, now, berlin.localZone);

describe('the end of a pause', () => {
  it.each([
    ['1h', '11-21 21:15'],
    ['90 minutes', '11-21 21:45'],
    ['for 2 days', '11-23 20:15'],
    ['1w', '11-28 20:15'],
    ['22:00', '11-21 22:00'],
    ['07:00', '11-22 07:00'],
    ['7am', '11-22 07:00'],
    ['tomorrow', '11-22 00:00'],
    ['tomorrow 18:00', '11-22 18:00'],
    ['monday 07:00', '11-23 07:00'],
    ['Sat', '11-28 00:00'],
    ['2026-12-24', '12-24 00:00'],
    ['2026-12-24 18:00', '12-24 18:00'],
    ['2026-12-24T18:00', '12-24 18:00'],
  ])('understands "%s"', (typed, expected) => {
    expect(until(typed)).toBe(at(expected));
  });

  it('counts days by the wall clock, also when one has 25 hours', () => {
    const before = Date.parse('2026-10-24T18:00:00Z');
    expect(parseMoment('1d', before, berlin.localZone) - before).toBe(25 * 3_600_000);
  });

  it.each(['', 'later', '0h', '2026-02-30', '2026-11-20', '2026-13-01', 'today 10:00', '25:00', 'monday 7'])(
    'refuses "%s"',
    (typed) => {
      expect(() => until(typed)).toThrow(KeepError);
    },
  );
});
