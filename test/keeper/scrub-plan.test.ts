import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planScrub, scrubDay, type Readable } from '../../electron/keeper/scrub/plan.ts';
import { createCalendar } from '../../electron/schedule/index.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONE = createCalendar('Europe/Berlin').localZone;

interface Archive {
  readonly file: string;
  state: Readable['state'];
  checkedAt: number;
}

function planned(archives: readonly Archive[], now: number): readonly string[] {
  const readable = archives.map((one): Readable => ({
    ...one,
    deviceId: 'd',
    checkedAt: new Date(one.checkedAt).toISOString(),
  }));
  return planScrub(readable, scrubDay(now, ZONE), now).map(({ file }) => file);
}

function read(archives: readonly Archive[], files: readonly string[], now: number): void {
  for (const one of archives) if (files.includes(one.file)) one.checkedAt = now;
}

function many(count: number, checkedAt: (index: number) => number): Archive[] {
  return Array.from({ length: count }, (_, index) => ({
    file: `${String(index).padStart(4, '0')}.dss`,
    state: 'verified',
    checkedAt: checkedAt(index),
  }));
}

const firstDay = fc.integer({ min: 0, max: 364 }).map((day) => Date.parse('2026-01-01T12:00:00Z') + day * DAY);

describe('what is read in a night', () => {
  it('seven nights in a row read everything once, a seventh each, wherever they begin', () => {
    fc.assert(
      fc.property(firstDay, fc.integer({ min: 0, max: 200 }), (start, count) => {
        const archives = many(count, () => start - DAY);
        const times = new Map<string, number>();
        for (let night = 0; night < 7; night++) {
          const now = start + night * DAY;
          const files = planned(archives, now);
          expect(Math.abs(files.length - count / 7)).toBeLessThan(1);
          for (const file of files) times.set(file, (times.get(file) ?? 0) + 1);
          read(archives, files, now);
        }
        expect([...times.values()]).toEqual(Array<number>(count).fill(1));
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it('the longest unread comes first', () => {
    const now = Date.parse('2026-11-20T12:00:00Z');
    const archives = many(70, (index) => now - DAY - ((index * 37) % 70) * HOUR);
    const ages = planned(archives, now).map((file) => archives.find((one) => one.file === file)?.checkedAt ?? now);
    expect(ages).toHaveLength(10);
    expect(ages).toEqual([...ages].sort((one, other) => one - other));
    expect(Math.max(...ages)).toBeLessThan(
      Math.min(...archives.map(({ checkedAt }) => checkedAt).filter((at) => !ages.includes(at))),
    );
  });

  it('a process that died in the middle leaves just the rest to the next one', () => {
    fc.assert(
      fc.property(firstDay, fc.integer({ min: 7, max: 200 }), fc.nat(200), (start, count, cut) => {
        const archives = many(count, () => start - 3 * DAY);
        const all = planned(archives, start);
        const done = all.slice(0, cut % (all.length + 1));
        read(archives, done, start);
        expect(planned(archives, start + HOUR)).toEqual(all.slice(done.length));
      }),
      { numRuns: 100, seed: 2 },
    );
  });

  it('after weeks without a look two sevenths are read a night until all were, never more', () => {
    const start = Date.parse('2026-11-20T12:00:00Z');
    const archives = many(90, () => start - 40 * DAY);
    for (let night = 0; night < 4; night++) {
      const now = start + night * DAY;
      const files = planned(archives, now);
      expect(files.length).toBeLessThanOrEqual(26);
      read(archives, files, now);
    }
    expect(Math.min(...archives.map(({ checkedAt }) => checkedAt))).toBeGreaterThanOrEqual(start);
  });

  it('what is damaged is read every day, what is missing or elsewhere never', () => {
    const now = Date.parse('2026-11-20T12:00:00Z');
    const archives = many(70, () => now - DAY);
    for (const [index, state] of (['damaged', 'missing', 'away'] as const).entries()) {
      const one = archives[60 + index];
      if (one === undefined) continue;
      one.state = state;
      // Their turn would have come.
      if (state !== 'damaged') one.checkedAt = now - 3 * DAY;
    }
    expect(planned(archives, now)).toContain('0060.dss');
    expect(planned(archives, now)).not.toContain('0061.dss');
    expect(planned(archives, now)).not.toContain('0062.dss');
  });

  it('a check that a wrong clock dated ahead counts as none', () => {
    const now = Date.parse('2026-11-20T12:00:00Z');
    const archives = many(70, (index) => (index === 69 ? now + 3650 * DAY : now - DAY));
    expect(planned(archives, now)[0]).toBe('0069.dss');
  });

  it('checks that somebody asks for every day of one device never keep the late ones of another from their turn', () => {
    const start = Date.parse('2026-11-20T12:00:00Z');
    const archives = many(90, () => start);
    for (let night = 1; night <= 30; night++) {
      const now = start + night * DAY;
      for (const one of archives.slice(0, 30)) one.checkedAt = now;
      read(archives, planned(archives, now), now);
      const oldest = Math.min(...archives.map(({ checkedAt }) => checkedAt));
      expect(now - oldest).toBeLessThan(14 * DAY);
    }
  });

  it('a year of a laptop that is off for nights and weeks leaves nothing unread for eight days of being on', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 365, maxLength: 365 }), fc.nat(20), (on, holiday) => {
        const start = Date.parse('2026-01-01T08:00:00Z');
        let archives = many(90, () => start);
        const days = new Map(archives.map(({ file }) => [file, 0]));
        for (const [index, isOn] of on.entries()) {
          const now = start + index * DAY;
          // Three weeks of being away as well.
          if (!isOn || (index > holiday * 10 && index < holiday * 10 + 21)) continue;
          // Each of three devices stores one backup and retention takes its oldest.
          const fresh = [0, 1, 2].map((device) => `new-${String(index)}-${String(device)}.dss`);
          archives = [
            ...archives.slice(3),
            ...fresh.map((file): Archive => ({ file, state: 'verified', checkedAt: now })),
          ];
          read(archives, planned(archives, now), now);
          for (const { file, checkedAt } of archives) days.set(file, checkedAt === now ? 0 : (days.get(file) ?? 0) + 1);
          expect(Math.max(...archives.map(({ file }) => days.get(file) ?? 0))).toBeLessThanOrEqual(8);
        }
      }),
      { numRuns: 10, seed: 3 },
    );
  });
});
