import { describe, expect, it } from 'vitest';
import { spreadOffset, spreadWindow } from '../../electron/schedule/index.ts';

const MINUTE = 60_000;

describe('the start of a fleet', () => {
  it('is not put off for one device', () => {
    expect(spreadOffset('router', 1)).toBe(0);
  });

  it('is spread evenly over five minutes for two hundred', () => {
    const offsets = Array.from({ length: 200 }, (_, n) => spreadOffset(`device-${n}`, 200));
    expect(spreadWindow(200)).toBe(5 * MINUTE);
    expect(Math.max(...offsets)).toBeLessThan(5 * MINUTE);
    const perSecond = new Map<number, number>();
    for (const offset of offsets) {
      const second = Math.floor(offset / 1000);
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
    }
    expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(6);
    for (let minute = 0; minute < 5; minute += 1) {
      const there = offsets.filter((offset) => Math.floor(offset / MINUTE) === minute).length;
      expect(there).toBeGreaterThan(20);
      expect(there).toBeLessThan(60);
    }
  });

  it('is the same every night', () => {
    expect(spreadOffset('6f9619ff-8b86-d011-b42d-00c04fc964ff', 200)).toBe(
      spreadOffset('6f9619ff-8b86-d011-b42d-00c04fc964ff', 200),
    );
    // Written down, so that a change of the hash, which would move every device, is noticed.
    expect(spreadOffset('6f9619ff-8b86-d011-b42d-00c04fc964ff', 200)).toMatchInlineSnapshot(`199293`);
  });
});
