import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../shared/index.ts';
import { simulate } from './simulation/simulate.ts';
import { DAY, type Event, type History, HOUR, MINUTE } from './simulation/world.ts';

/** What other tools got wrong, under their numbers, played by the simulation. */

function history(start: string, schedule: Schedule, events: readonly Event[]): History {
  return { schedule, zone: 'Europe/Berlin', start: Date.parse(start), events, fleetSize: 1 };
}

const nightly: Schedule = { kind: 'daily', times: ['03:00'] };
const slots = (outcome: ReturnType<typeof simulate>, how: string): readonly string[] =>
  outcome.runs.filter((run) => run.how === how && run.verified).map((run) => run.key?.slice(5, 16) ?? 'by hand');

describe('the named bugs of other tools', () => {
  it('kopia#4713: a wake-up in the morning makes one backup, not two', () => {
    const nights = Array.from({ length: 5 }, (): readonly Event[] => [
      { after: 15 * HOUR, happening: { kind: 'sleep', for: 9 * HOUR } },
      { after: 0, happening: { kind: 'nudges' } },
    ]).flat();
    const outcome = simulate(history('2026-06-01T07:00:00Z', nightly, nights));
    const caughtUp = slots(outcome, 'catch-up');
    expect(caughtUp).toEqual(['06-02T03:00', '06-03T03:00', '06-04T03:00', '06-05T03:00', '06-06T03:00']);
    expect(outcome.runs.filter(({ verified }) => verified)).toHaveLength(1 + 5 + 2);
  });

  it('vorta#1815: after a resume it waits for the network instead of failing', () => {
    const outcome = simulate(
      history('2026-06-01T07:00:00Z', nightly, [
        // The Wi-Fi needs two minutes.
        { after: 15 * HOUR, happening: { kind: 'sleep', for: 9 * HOUR, networkAfter: 2 * MINUTE } },
      ]),
    );
    const night = outcome.rows.find(({ slot }) => slot === '2026-06-02T03:00');
    expect(night).toMatchObject({ state: 'caught-up', why: 'asleep' });
    expect(outcome.runs.every(({ verified }) => verified)).toBe(true);
    expect(outcome.knocks).toBeGreaterThan(2);
    expect(night?.attempts.filter(({ outcome: end }) => end === 'failed')).toEqual([]);
  });

  it('vorta#2312: a catch-up in the morning leaves the evening slot where it is', () => {
    const evenings: Schedule = { kind: 'daily', times: ['18:00'] };
    const outcome = simulate(
      history('2026-06-01T20:00:00Z', evenings, [
        // Off over 18:00, on in the morning, on over 18:00.
        { after: 2 * HOUR, happening: { kind: 'off', for: 34 * HOUR } },
      ]),
    );
    expect(slots(outcome, 'catch-up')).toEqual(['06-02T18:00']);
    expect(slots(outcome, 'regular')).toEqual(['06-03T18:00', '06-04T18:00']);
    expect(outcome.runs.find(({ key }) => key === '2026-06-03T18:00 local')?.wall).toBe(
      Date.parse('2026-06-03T16:00:00Z'),
    );
  });

  it('the drift of daylight saving: 03:00 stays 03:00 after both changes (kopia: "tomorrow" as 24 hours)', () => {
    for (const [start, change] of [
      ['2026-03-26T12:00:00Z', '2026-03-29'],
      ['2026-10-22T12:00:00Z', '2026-10-25'],
    ] as const) {
      const outcome = simulate(history(start, nightly, [{ after: 4 * DAY, happening: { kind: 'nudges' } }]));
      const regular = outcome.runs.filter(({ how }) => how === 'regular');
      expect(regular.length).toBeGreaterThanOrEqual(6);
      const zone = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
      for (const { wall } of regular) expect(zone.format(wall)).toBe('03:00');
      expect(regular.some(({ key }) => key?.startsWith(change))).toBe(true);
    }
  });

  it('the double start after a resume: three reports of one wake-up start one run', () => {
    const outcome = simulate(
      history('2026-06-01T07:00:00Z', nightly, [
        { after: 15 * HOUR, happening: { kind: 'sleep', for: 9 * HOUR } },
        { after: 0, happening: { kind: 'nudges' } },
        { after: 10_000, happening: { kind: 'nudges' } },
        { after: 60_000, happening: { kind: 'nudges' } },
      ]),
    );
    expect(outcome.runs.filter(({ key }) => key === '2026-06-02T03:00 local')).toHaveLength(1);
  });
});
