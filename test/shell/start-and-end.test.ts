import { describe, expect, it } from 'vitest';
import { clockOffset, readArguments } from '../../electron/shell/boot/arguments.ts';
import { closeDown } from '../../electron/shell/boot/quit.ts';
import type { Engine, EngineEvent } from '../../electron/shell/engine/types.ts';
import { windowPlace } from '../../electron/shell/window/place.ts';
import type { RunState } from '../../shared/ipc/index.ts';
import { injects } from '../faults/index.ts';

describe('how the program was started', () => {
  it.each([
    [['electron', '.', '--hidden'], { hidden: true, demo: false, home: undefined }],
    [['electron', '--remote-debugging-port=0', '.', '--home', '/h'], { hidden: false, demo: false, home: '/h' }],
    [['routerkeep', '--home=/h', '--demo'], { hidden: false, demo: true, home: '/h' }],
    [['routerkeep', '--home', '--demo'], { hidden: false, demo: true, home: undefined }],
    [['routerkeep', '--home='], { hidden: false, demo: false, home: undefined }],
  ])('%j', (argv, expected) => {
    expect(readArguments(argv)).toEqual(expected);
  });

  it('moves the clock for trials, and never in the packed program', () => {
    const env = { ROUTERKEEP_TEST_NOW: '2027-01-01T00:00:00Z' };
    const now = Date.parse('2026-11-21T00:00:00Z');
    expect(clockOffset(env, false, now)).toBe(41 * 86_400_000);
    expect(clockOffset(env, true, now)).toBe(0);
    expect(clockOffset({ ROUTERKEEP_TEST_NOW: 'nonsense' }, false, now)).toBe(0);
    expect(clockOffset({}, false, now)).toBe(0);
  });
});

describe('the end of the program', () => {
  it('finishes a save that has begun, and breaks off everything else before', async (context) => {
    const fault = injects(context, 'desktop/quit-in-a-save');
    const told: string[] = [];
    const engine = fakeEngine([
      { deviceId: 'one', progress: { phase: 'saving' } },
      { deviceId: 'two', progress: { phase: 'downloading' } },
      { deviceId: 'three' },
    ]);
    const closing = closeDown([engine.face], () => {
      told.push('closed');
      return Promise.resolve();
    });
    expect(engine.cancelled).toEqual(['two', 'three']);
    fault.fired();
    await Promise.resolve();
    expect(told).toEqual([]);
    engine.end('one');
    await closing;
    expect(told).toEqual(['closed']);
  });

  it('does not wait for ever for a disk that hangs, nor for a device that does not answer', async () => {
    const engine = fakeEngine([{ deviceId: 'one', progress: { phase: 'saving' } }]);
    await closeDown([engine.face], () => new Promise(() => undefined), { savingMs: 1, closingMs: 1 });
    expect(engine.cancelled).toEqual([]);
  });
});

describe('the place of the window', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 };

  it('is the one it had, while that is on a screen', () => {
    const place = { x: 100, y: 50, width: 1000, height: 700 };
    expect(windowPlace(place, [screen])).toEqual(place);
  });

  it.each([
    ['nobody remembers it', undefined],
    ['its screen is gone', { x: 2500, y: 50, width: 1000, height: 700 }],
    ['it hangs over the edge', { x: 1850, y: 50, width: 1000, height: 700 }],
    ['its upper edge is out of reach', { x: 100, y: -600, width: 1000, height: 700 }],
  ])('is the first one again when %s', (_why, place) => {
    expect(windowPlace(place, [screen])).toEqual({ width: 960, height: 640 });
  });

  it('is never smaller than the smallest', () => {
    expect(windowPlace({ x: 0, y: 0, width: 10, height: 10 }, [screen])).toEqual({ width: 960, height: 640 });
    expect(windowPlace({ x: 0, y: 0, width: 300, height: 300 }, [screen])).toMatchObject({ width: 720, height: 520 });
  });
});

function fakeEngine(runs: RunState[]) {
  const listeners = new Set<(event: EngineEvent) => void>();
  const cancelled: string[] = [];
  const left = new Map(runs.map((run) => [run.deviceId, run]));
  const saving = (): boolean => [...left.values()].some(({ progress }) => progress?.phase === 'saving');
  const face = {
    runs: {
      list: () => [...left.values()],
      windDown: () => {
        for (const { deviceId, progress } of left.values()) if (progress?.phase !== 'saving') cancelled.push(deviceId);
      },
    },
    saving,
    on: (listener: (event: EngineEvent) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  } as unknown as Engine;
  const end = (deviceId: string): void => {
    left.delete(deviceId);
    const event = { kind: 'run-ended', deviceId, result: { device: deviceId, ok: true } } as unknown as EngineEvent;
    for (const listener of listeners) listener(event);
  };
  return { face, cancelled, end };
}
