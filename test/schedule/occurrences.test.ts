import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar, type Occurrence, parseSchedule } from '../../electron/schedule/index.ts';
import type { Schedule } from '../../shared/index.ts';
import { anySchedule, ZONES } from './simulation/histories.ts';
import { injects } from '../faults/index.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

const at = (text: string): number => Date.parse(text);
const of = (schedule: string, zone = 'Europe/Berlin') => createCalendar(zone).of(parseSchedule(schedule));
const told = (found: readonly Occurrence[]): readonly string[] =>
  found.map((one) => `${one.slot} = ${new Date(one.at).toISOString().slice(0, 16)}Z`);

describe('the occurrences of a schedule', () => {
  it('keep their wall time across both changes of daylight saving', (context) => {
    const fault = injects(context, 'desktop/dst-both-ways');
    expect(told(of('daily 03:00').within(at('2026-03-27T12:00Z'), at('2026-03-30T12:00Z')))).toEqual([
      '2026-03-28T03:00 = 2026-03-28T02:00Z',
      '2026-03-29T03:00 = 2026-03-29T01:00Z',
      '2026-03-30T03:00 = 2026-03-30T01:00Z',
    ]);
    expect(told(of('daily 03:00').within(at('2026-10-24T12:00Z'), at('2026-10-26T12:00Z')))).toEqual([
      '2026-10-25T03:00 = 2026-10-25T02:00Z',
      '2026-10-26T03:00 = 2026-10-26T02:00Z',
    ]);
    fault.fired(2);
  });

  it('fall on the first valid instant when their time does not exist', (context) => {
    const fault = injects(context, 'desktop/dst-both-ways');
    expect(told(of('daily 02:30').within(at('2026-03-28T12:00Z'), at('2026-03-30T00:00Z')))).toEqual([
      '2026-03-29T02:30 = 2026-03-29T01:00Z',
    ]);
    fault.fired();
  });

  it('are one where several fall into the same gap', () => {
    expect(told(of('daily 02:00, 02:30, 03:00').within(at('2026-03-28T12:00Z'), at('2026-03-29T12:00Z')))).toEqual([
      '2026-03-29T03:00 = 2026-03-29T01:00Z',
    ]);
    expect(of('daily 02:00, 02:30').next(at('2026-03-29T00:00Z'))?.slot).toBe('2026-03-29T02:30');
  });

  it('come once when their time comes twice, for lists and steps too', (context) => {
    const fault = injects(context, 'desktop/dst-both-ways');
    for (const plan of ['daily 02:30', 'cron 30 1-2 * * *', 'cron */30 2 * * *']) {
      const slots = of(plan).within(at('2026-10-24T22:00Z'), at('2026-10-25T04:00Z'));
      expect(new Set(slots.map(({ slot }) => slot)).size).toBe(slots.length);
      expect(slots.filter(({ slot }) => slot === '2026-10-25T02:30')).toHaveLength(1);
    }
    fault.fired();
  });

  it('count every N hours from midnight, anew each day', () => {
    const slots = of('every 7 hours', 'UTC').within(at('2026-01-01T00:00Z') - 1, at('2026-01-02T08:00Z'));
    expect(slots.map(({ slot }) => slot.slice(8))).toEqual([
      '01T00:00',
      '01T07:00',
      '01T14:00',
      '01T21:00',
      '02T00:00',
      '02T07:00',
    ]);
  });

  it('fall on the last day of a month that is too short', () => {
    const days = (plan: string): readonly string[] =>
      of(plan, 'UTC')
        .within(at('2027-12-31T12:00Z'), at('2028-12-31T12:00Z'))
        .map(({ slot }) => slot.slice(5, 10));
    expect(days('monthly 31 03:00')).toEqual(
      '01-31 02-29 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31'.split(' '),
    );
    expect(days('monthly 30 03:00')[1]).toBe('02-29');
    expect(days('monthly 30 03:00')).toHaveLength(12);
    expect(
      of('monthly 29 03:00', 'UTC')
        .within(at('2027-02-01Z'), at('2027-03-15Z'))
        .map(({ slot }) => slot.slice(5, 10)),
    ).toEqual(['02-28']);
    expect(days('monthly 28 03:00').every((day) => day.endsWith('-28'))).toBe(true);
  });

  it('take either of day and weekday in a cron expression, as cron does', () => {
    const slots = of('cron 0 3 13 * fri', 'UTC').within(at('2026-02-01Z'), at('2026-03-01Z'));
    expect(slots.map(({ slot }) => slot.slice(5, 10))).toEqual(['02-06', '02-13', '02-20', '02-27']);
  });

  it('follow a named zone wherever the computer is', () => {
    const berlin = createCalendar('Asia/Tokyo').of(parseSchedule('daily 03:00 in Europe/Berlin'));
    expect(berlin.next(at('2026-06-30T12:00Z'))).toEqual({
      slot: '2026-07-01T03:00',
      zone: 'Europe/Berlin',
      at: at('2026-07-01T01:00Z'),
    });
  });

  it('keep the name of a local night wherever the computer travels', (context) => {
    const fault = injects(context, 'desktop/zone-changed');
    const schedule: Schedule = { kind: 'daily', times: ['03:00'] };
    const there = createCalendar('America/New_York').of(schedule).next(at('2026-06-30T12:00Z'));
    const here = createCalendar('Europe/Berlin').of(schedule).next(at('2026-06-30T12:00Z'));
    expect([there?.slot, there?.zone]).toEqual([here?.slot, here?.zone]);
    expect(there?.at).not.toBe(here?.at);
    fault.fired();
  });

  it('are found again in four years where there are few', () => {
    const leap = of('cron 0 0 29 2 *', 'UTC');
    expect(leap.next(at('2026-01-01Z'))?.slot).toBe('2028-02-29T00:00');
    expect(leap.latest(at('2026-01-01Z'))?.slot).toBe('2024-02-29T00:00');
  });

  it('agree with a calendar that tries every minute', () => {
    const around = fc
      .constantFrom(
        '2026-03-08',
        '2026-03-29',
        '2026-04-05',
        '2026-10-04',
        '2026-10-25',
        '2026-11-01',
        '2026-02-28',
        '2026-06-15',
      )
      .chain((day) => fc.integer({ min: -1500, max: 1500 }).map((minutes) => at(`${day}T03:00Z`) + minutes * MINUTE));
    fc.assert(
      fc.property(anySchedule, fc.constantFrom(...ZONES), around, (schedule, local, now) => {
        const occurrences = createCalendar(local).of(schedule);
        const expected = everyMinute(occurrences.zone.wallAt, schedule, now);
        const found = occurrences.within(now - DAY, now + DAY);
        expect(found.map((one) => one.at)).toEqual(expected);
        for (const one of found) {
          expect(occurrences.latest(one.at)).toEqual(one);
          expect(occurrences.next(one.at - 1)).toEqual(one);
        }
        expect(occurrences.latest(now)?.at).toBe(
          expected.filter((one) => one <= now).at(-1) ?? occurrences.latest(now)?.at,
        );
        expect(occurrences.next(now)?.at).toBe(expected.find((one) => one > now) ?? occurrences.next(now)?.at);
      }),
      { numRuns: 120 },
    );
  });
});

/** Instants within a day of `now`: each minute whose wall time names a slot, or has just jumped over one; second passes do not count. */
function everyMinute(wallAt: (instant: number) => number, schedule: Schedule, now: number): readonly number[] {
  const found: number[] = [];
  let reached = -Infinity;
  for (let instant = now - 3 * DAY; instant <= now + DAY; instant += MINUTE) {
    const wall = wallAt(instant);
    if (wall <= reached) continue;
    let hit = false;
    for (let minute = Math.max(reached + MINUTE, wall - DAY); minute <= wall; minute += MINUTE)
      hit ||= names(schedule, new Date(minute));
    if (hit && reached > -Infinity && instant > now - DAY) found.push(instant);
    reached = wall;
  }
  return found;
}

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

function names(schedule: Schedule, wall: Date): boolean {
  const time = wall.toISOString().slice(11, 16);
  const [hour, minute, day, weekday] = [wall.getUTCHours(), wall.getUTCMinutes(), wall.getUTCDate(), wall.getUTCDay()];
  const lastDay = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 0)).getUTCDate();
  switch (schedule.kind) {
    case 'daily':
      return schedule.times.includes(time);
    case 'weekly':
      return schedule.times.includes(time) && schedule.days.some((one) => one === DAYS[weekday]);
    case 'hourly':
      return minute === 0 && hour % schedule.every === 0;
    case 'monthly':
      return schedule.times.includes(time) && day === Math.min(schedule.day, lastDay);
    case 'cron':
      switch (schedule.expression) {
        case '0 3 * * *':
          return time === '03:00';
        case '30 2 * * *':
          return time === '02:30';
        case '*/30 2-4 * * *':
          return minute % 30 === 0 && hour >= 2 && hour <= 4;
        case '15 1,2 * * sun':
          return minute === 15 && (hour === 1 || hour === 2) && weekday === 0;
        case '0 */8 1-15 * mon':
          return minute === 0 && hour % 8 === 0 && (day <= 15 || weekday === 1);
        default:
          throw new Error(`unknown expression ${schedule.expression}`);
      }
  }
}
