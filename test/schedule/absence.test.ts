import { describe, expect, it } from 'vitest';
import { readTicks, type Tick } from '../../electron/schedule/index.ts';

const HOUR = 3_600_000;
const before: Tick = { wall: 1_000 * HOUR, uptime: 10 * HOUR, process: 'a' };
const after = (wall: number, uptime: number, process = 'a'): Tick => ({
  wall: before.wall + wall,
  uptime: before.uptime + uptime,
  process,
});

describe('two looks at the clocks', () => {
  it('a minute apart show nothing', () => {
    expect(readTicks(before, after(60_000, 60_000))).toEqual({ clockMovedBy: 0 });
  });

  it('hours apart on both clocks show sleep', () => {
    expect(readTicks(before, after(8 * HOUR, 8 * HOUR))).toEqual({
      absence: { from: before.wall, until: before.wall + 8 * HOUR, why: 'asleep' },
      clockMovedBy: 0,
    });
  });

  it('hours apart on the wall alone show a clock that was set', () => {
    expect(readTicks(before, after(8 * HOUR, 60_000))).toMatchObject({
      absence: { why: 'clock-moved' },
      clockMovedBy: 8 * HOUR - 60_000,
    });
    expect(readTicks(before, after(-8 * HOUR, 60_000))).toEqual({ clockMovedBy: -8 * HOUR - 60_000 });
  });

  it('show a clock that was set back during a sleep', () => {
    expect(readTicks(before, after(2 * HOUR, 8 * HOUR))).toMatchObject({
      absence: { why: 'asleep' },
      clockMovedBy: -6 * HOUR,
    });
  });

  it('of two starts of the program show that it was not running, also after a restart of the computer', () => {
    expect(readTicks(before, after(8 * HOUR, 8 * HOUR, 'b')).absence?.why).toBe('not-running');
    expect(readTicks(before, after(8 * HOUR, -9 * HOUR, 'b'))).toMatchObject({
      absence: { why: 'not-running' },
      clockMovedBy: 0,
    });
  });
});
