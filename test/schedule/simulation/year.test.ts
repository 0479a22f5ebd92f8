import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar, isSatisfied, nightSentence, occurrenceKey } from '../../../electron/schedule/index.ts';
import type { Schedule } from '../../../shared/index.ts';
import { expectPromises } from './promises.ts';
import type { Outcome } from './outcome.ts';
import { simulate } from './simulate.ts';
import { DAY, type Event, type Happening, HOUR, type History, MINUTE } from './world.ts';

const nightly: Schedule = { kind: 'daily', times: ['03:00'] };

/**
 * A year of a laptop: sleeps most nights at odd hours, is carried elsewhere, travels to New York and back and to Tokyo and
 * back, meets a dead router for three days, is off for two weeks, has its clock set wrong by hours, a day and a year, is paused.
 */
function year(seed: number): History {
  const odd = fc.sample(fc.integer({ min: 0, max: 6 * 60 }), { seed, numRuns: 1_200 });
  let used = 0;
  const some = (): number => (odd[used++ % odd.length] ?? 0) * MINUTE;
  const day = (...more: readonly Happening[]): readonly Event[] => [
    { after: 10 * HOUR + some(), happening: { kind: 'nudges' } },
    ...more.map((happening) => ({ after: 10 * MINUTE, happening })),
    { after: some(), happening: { kind: 'sleep', for: 5 * HOUR + some(), networkAfter: some() / 60 } },
  ];
  const days = (count: number): readonly Event[] => Array.from({ length: count }, () => day()).flat();
  const set = (by: number): Happening => ({ kind: 'set-clock', by });
  const events = [
    ...days(75),
    ...day({ kind: 'away', for: 30 * HOUR }),
    ...days(30),
    ...day({ kind: 'zone', name: 'America/New_York' }),
    ...days(9),
    ...day({ kind: 'zone', name: 'Europe/Berlin' }),
    ...days(25),
    ...day({ kind: 'router-down', for: 3 * DAY }),
    ...days(30),
    ...day(set(-5 * HOUR)),
    ...days(2),
    ...day(set(5 * HOUR)),
    ...days(20),
    ...day(set(DAY), set(-DAY)),
    ...day({ kind: 'off', for: 14 * DAY }),
    ...days(60),
    ...day({ kind: 'pause', for: 3 * DAY }),
    ...day(set(365 * DAY), set(-365 * DAY)),
    ...days(40),
    ...day({ kind: 'zone', name: 'Asia/Tokyo' }),
    ...days(8),
    ...day({ kind: 'crash-after-store' }, { kind: 'zone', name: 'Europe/Berlin' }),
    ...days(40),
  ];
  return { schedule: nightly, zone: 'Europe/Berlin', start: Date.parse('2026-01-10T18:00:00Z'), events, fleetSize: 1 };
}

describe('a year of nights on an irregular laptop', () => {
  it.each([1, 2, 3, 4, 5])('has one run or one reason for each, whatever happened (year %i)', (seed) => {
    const history = year(seed);
    const outcome = simulate(history);
    expect(outcome.wall - history.start).toBeGreaterThan(350 * DAY);
    expectPromises(history, outcome);
    expectEveryNight(outcome);
  });

  it('costs a server that never sleeps a handful of decisions a day', () => {
    const events: readonly Event[] = [{ after: 365 * DAY, happening: { kind: 'nudges' } }];
    const outcome = simulate({ ...year(1), events });
    expect(outcome.rows.filter(isSatisfied)).toHaveLength(367 + 1);
    expect(outcome.decisions / 367).toBeLessThan(6);
  });

  it('needs no more decisions in its last month than in its first', () => {
    let decisions = 0;
    const perMonth: number[] = [];
    const history = { ...year(1), events: [{ after: 360 * DAY, happening: { kind: 'nudges' } }] as const };
    simulate(history, {
      watcher: (_, { trueTime }) => {
        decisions += 1;
        const month = Math.floor((trueTime - history.start) / (30 * DAY));
        perMonth[month] = (perMonth[month] ?? 0) + 1;
      },
    });
    expect(decisions).toBeGreaterThan(0);
    expect(perMonth[11]).toBeLessThanOrEqual((perMonth[1] ?? 0) + 5);
  });
});

/** Each date from the first to the last has its row, at 03:00 by name, and a sentence. */
function expectEveryNight({ rows, wall }: Outcome): void {
  const calendar = createCalendar('Europe/Berlin');
  const nights = rows.filter((row) => row.first !== true && row.at <= wall).sort((a, b) => (a.slot < b.slot ? -1 : 1));
  for (const [index, row] of nights.entries()) {
    expect(row.slot.slice(11), occurrenceKey(row)).toBe('03:00');
    const before = nights[index - 1];
    if (before !== undefined) {
      expect(Date.parse(`${row.slot}Z`) - Date.parse(`${before.slot}Z`), `after ${before.slot}`).toBe(DAY);
    }
    expect(nightSentence(row, calendar)).toMatch(/^\d{2}:\d{2}(, \d{2}:\d{2})* .*\.$/);
  }
}
