import { Cron } from 'croner';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cronProblem } from '../../shared/index.ts';

/** Now and then one that is out of range, so that both sides of the rule are tried. */
const value = (low: number, high: number): fc.Arbitrary<string> =>
  fc
    .oneof({ weight: 40, arbitrary: fc.integer({ min: low, max: high }) }, fc.constantFrom(low - 1, high + 1))
    .map(String);
const item = (low: number, high: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant('*'),
    value(low, high),
    fc.tuple(value(low, high), value(low, high)).map(([from, to]) => `${from}-${to}`),
    fc.integer({ min: 1, max: 12 }).map((step) => `*/${step}`),
    fc.tuple(value(low, high), value(low, high), value(1, 9)).map(([from, to, step]) => `${from}-${to}/${step}`),
  );
const field = (low: number, high: number, names: readonly string[] = []): fc.Arbitrary<string> =>
  fc
    .array(names.length === 0 ? item(low, high) : fc.oneof(item(low, high), fc.constantFrom(...names)), {
      minLength: 1,
      maxLength: 3,
    })
    .map((items) => items.join(','));
const expression = fc
  .tuple(
    field(0, 59),
    field(0, 23),
    field(1, 31),
    field(1, 12, ['jan', 'FEB', 'mar-sep']),
    field(0, 7, ['sun', 'MON', 'fri-sun', 'mon-fri/2']),
  )
  .map((fields) => fields.join(' '));

describe('a cron expression', () => {
  it('that is accepted is one for croner too, and comes true', () => {
    let accepted = 0;
    fc.assert(
      fc.property(expression, (text) => {
        if (cronProblem(text) !== undefined) return;
        accepted += 1;
        const cron = new Cron(text, { utcOffset: 0, paused: true, mode: '5-part' });
        expect(cron.nextRun(new Date('2026-01-01T00:00:00Z')), text).not.toBeNull();
        expect(cron.nextRun(new Date('2026-01-01T00:00:00Z')), text).not.toBeUndefined();
      }),
      { numRuns: 3_000 },
    );
    expect(accepted).toBeGreaterThan(200);
  });

  it('may name every month and weekday', () => {
    expect(
      cronProblem('0 3 * jan,feb,mar,apr,may,jun,jul,aug,sep,oct,nov,dec sun,mon,tue,wed,thu,fri,sat'),
    ).toBeUndefined();
  });

  it('may name a day that only some months have', () => {
    expect(cronProblem('0 3 31 2,3 *')).toBeUndefined();
    expect(cronProblem('0 3 29 2 *')).toBeUndefined();
    expect(cronProblem('0 3 30 2 *')).toMatch(/no month has/);
    // Either of day and weekday: this comes every Monday in February.
    expect(cronProblem('0 3 30 2 mon')).toBeUndefined();
  });
});
