import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createZone, slotText, wallOfSlot } from '../../electron/schedule/zone.ts';

const at = (text: string): number => Date.parse(text);
const instantOf = (zone: string, slot: string): string =>
  new Date(createZone(zone).instantOf(wallOfSlot(slot)).at).toISOString().slice(0, 16);

describe('a time zone', () => {
  it('turns a wall time into its instant on either side of a change', () => {
    expect(instantOf('Europe/Berlin', '2026-03-28T02:30')).toBe('2026-03-28T01:30');
    expect(instantOf('Europe/Berlin', '2026-03-30T02:30')).toBe('2026-03-30T00:30');
    expect(instantOf('America/New_York', '2026-07-01T03:00')).toBe('2026-07-01T07:00');
  });

  it('takes a time that does not exist for the first instant after its gap', () => {
    for (const slot of ['2026-03-29T02:00', '2026-03-29T02:30', '2026-03-29T02:59']) {
      expect(instantOf('Europe/Berlin', slot)).toBe('2026-03-29T01:00');
    }
    // Half an hour on Lord Howe Island, a whole day on Samoa.
    expect(instantOf('Australia/Lord_Howe', '2026-10-04T02:15')).toBe('2026-10-03T15:30');
    expect(instantOf('Pacific/Apia', '2011-12-30T12:00')).toBe('2011-12-30T10:00');
  });

  it('takes a time that exists twice for its first pass', () => {
    expect(instantOf('Europe/Berlin', '2026-10-25T02:30')).toBe('2026-10-25T00:30');
    expect(instantOf('Europe/Berlin', '2026-10-25T03:00')).toBe('2026-10-25T02:00');
    expect(instantOf('America/New_York', '2026-11-01T01:30')).toBe('2026-11-01T05:30');
  });

  it('finds the way back from every wall time it shows, or the first pass of it', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
    const minute = fc.integer({ min: at('2020-01-01') / 60_000, max: at('2032-01-01') / 60_000 });
    fc.assert(
      fc.property(zone, minute, (name, minutes) => {
        const { wallAt, instantOf: back } = createZone(name);
        const instant = minutes * 60_000;
        const found = back(wallAt(instant)).at;
        expect(wallAt(found)).toBe(wallAt(instant));
        expect(found).toBeLessThanOrEqual(instant);
      }),
      { numRuns: 500 },
    );
  });

  it('names wall times by minute', () => {
    expect(slotText(wallOfSlot('2026-03-29T02:30'))).toBe('2026-03-29T02:30');
  });
});
