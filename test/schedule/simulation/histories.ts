import fc from 'fast-check';
import type { Schedule } from '../../../shared/index.ts';
import { WEEKDAYS } from '../../../shared/index.ts';
import { DAY, type Event, type Happening, type History, MINUTE } from './world.ts';

export const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Tokyo',
  'America/St_Johns',
  'Pacific/Auckland',
  'America/Santiago',
  'UTC',
] as const;

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 0, 15, 30, 59))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const times = fc.uniqueArray(time, { minLength: 1, maxLength: 3 }).map((all) => all.sort());
const zone = fc.option(fc.constantFrom(...ZONES), { nil: undefined });

export const anySchedule: fc.Arbitrary<Schedule> = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('daily' as const), times }) },
      fc.record({
        kind: fc.constant('weekly' as const),
        days: fc.subarray([...WEEKDAYS], { minLength: 1, maxLength: 6 }),
        times,
      }),
      fc.record({ kind: fc.constant('hourly' as const), every: fc.integer({ min: 1, max: 23 }) }),
      fc.record({ kind: fc.constant('monthly' as const), day: fc.integer({ min: 1, max: 31 }), times }),
      fc.record({
        kind: fc.constant('cron' as const),
        expression: fc.constantFrom('0 3 * * *', '30 2 * * *', '*/30 2-4 * * *', '15 1,2 * * sun', '0 */8 1-15 * mon'),
      }),
    ),
    zone,
  )
  .map(([plan, name]) => (name === undefined ? plan : { ...plan, zone: name }));

const minutes = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max }).map((n) => n * MINUTE);
const lasting = (kind: 'sleep' | 'off' | 'away' | 'router-down' | 'pause'): fc.Arbitrary<Happening> =>
  fc.oneof(minutes(1, 60), minutes(1, 60 * 12), minutes(1, 60 * 50)).map((duration) => ({ kind, for: duration }));

const peaceful: readonly fc.Arbitrary<Happening>[] = [
  lasting('sleep'),
  fc
    .tuple(minutes(1, 60 * 20), minutes(0, 5))
    .map(([duration, networkAfter]) => ({ kind: 'sleep', for: duration, networkAfter })),
  lasting('off'),
  lasting('away'),
  lasting('router-down'),
  lasting('pause'),
  fc.constant({ kind: 'manual-backup' }),
  fc.constant({ kind: 'nudges' }),
  fc.constant({ kind: 'crash-after-store' }),
];

const unruly: readonly fc.Arbitrary<Happening>[] = [
  ...peaceful,
  fc.oneof(minutes(-90, 90), minutes(-60 * 60, 60 * 60)).map((by) => ({ kind: 'set-clock', by })),
  fc.constantFrom(...ZONES).map((name) => ({ kind: 'zone', name })),
];

/** Days that begin around a change of daylight saving somewhere, or anywhere in the year. */
const start = fc.oneof(
  fc.integer({ min: 0, max: 365 }).map((day) => Date.parse('2026-01-01T00:00:00Z') + day * DAY),
  fc.constantFrom(
    ...['2026-03-07', '2026-03-27', '2026-04-03', '2026-09-25', '2026-10-02', '2026-10-23', '2026-10-30'].map((day) =>
      Date.parse(`${day}T00:00:00Z`),
    ),
  ),
);

function history(happenings: readonly fc.Arbitrary<Happening>[], length: number): fc.Arbitrary<History> {
  const event: fc.Arbitrary<Event> = fc.record({
    after: fc.oneof(minutes(0, 5), minutes(0, 30 * 60)),
    happening: fc.oneof(...happenings),
  });
  return (
    fc
      .record({
        schedule: anySchedule,
        zone: fc.constantFrom(...ZONES),
        start: fc.tuple(start, minutes(0, 24 * 60)).map(([day, minute]) => day + minute),
        events: fc.array(event, { minLength: 1, maxLength: length }),
        fleetSize: fc.constantFrom(1, 1, 3, 200),
      })
      // A last day of peace longer than the longest interval of the schedule would be a month.
      .filter(({ schedule }) => schedule.kind !== 'monthly' && schedule.kind !== 'cron' && schedule.kind !== 'weekly')
  );
}

/** The clock is right and stays in its zone. */
export const peacefulHistory = history(peaceful, 14);
/** The clock is set, zones change. */
export const unrulyHistory = history(unruly, 14);
