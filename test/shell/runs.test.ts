import { describe, expect, it } from 'vitest';
import type { BackupOptions, BackupResult, Selection } from '../../electron/keeper/index.ts';
import { createRunTurns, SLOW_MS } from '../../electron/keeper/run-turns.ts';
import { createBatch } from '../../electron/shell/engine/batch.ts';
import { createRuns } from '../../electron/shell/engine/runs.ts';
import { asKeepError, keepError, reportOf, type Progress } from '../../shared/index.ts';
import type { BatchModel, RunState } from '../../shared/ipc/index.ts';
import { injects } from '../faults/index.ts';
import { movedClock } from '../keeper/watch-bench.ts';
import { temporaryHome } from '../records/home-folder.ts';

/** A run that the keeper gave its turn. It goes on until the test says how it ends, or until it is broken off. */
interface Work {
  readonly device: string;
  readonly signal: AbortSignal;
  readonly progress: (phase: Progress['phase']) => void;
  readonly end: (result?: Partial<BackupResult>) => void;
}

const verified = (device: string) => ({ device, ok: true }) as unknown as BackupResult;
const failure = (device: string, error = reportOf(keepError('network/refused', { host: 'x' }))): BackupResult => ({
  device,
  ok: false,
  durationMs: 1,
  error,
});

/** The turns are the keeper's own; what is done in them is said by the test. */
async function program(devices: readonly string[]) {
  const clock = movedClock('2026-11-20T11:00:00.000Z');
  const turns = createRunTurns(await temporaryHome(), clock);
  const present = new Set(devices);
  const works: Work[] = [];
  const brokenOff: string[] = [];
  const told: string[] = [];
  const outcomes: (BatchModel | null)[] = [];
  const shown = new Map<string, RunState>();
  const batch = createBatch((outcome) => outcomes.push(outcome));
  const runs = createRuns({
    backUp: async (selection: Selection, { signal, onProgress }: BackupOptions) => {
      const device = selection.kind === 'names' ? (selection.names[0] ?? '') : '';
      const brokenOff = (): BackupResult => failure(device, reportOf(asKeepError(signal.reason)));
      const turn = await turns.take(signal).catch(() => undefined);
      if (turn === undefined) return [brokenOff()];
      const result = await new Promise<BackupResult>((resolve) => {
        signal.addEventListener('abort', () => resolve(brokenOff()));
        works.push({
          device,
          signal,
          progress: (phase) => onProgress?.(device, { phase }),
          end: (ending) => resolve({ ...verified(device), ...ending } as BackupResult),
        });
      });
      turn.release();
      return [result];
    },
    nameOf: (id) => {
      if (!present.has(id)) throw keepError('usage/unknown-device', { name: id });
      return id;
    },
    cancelScheduled: (id) => brokenOff.push(id) > 0,
    onRun: (run) => shown.set(run.deviceId, run),
    onStarted: batch.begun,
    onEnded: (id, result, asked) => {
      shown.delete(id);
      told.push(`${id} ${result.ok ? 'ok' : result.error.code}${asked ? '' : ' by schedule'}`);
      if (asked) batch.ended(id, result);
    },
  });
  const begun = (): readonly string[] => works.map(({ device }) => device);
  const workOn = (device: string): Work => {
    const work = works.findLast((each) => each.device === device);
    if (work === undefined) throw new Error(`nobody works on ${device}`);
    return work;
  };
  return { clock, runs, batch, outcomes, works, workOn, begun, brokenOff, told, shown, present };
}

const NINE = Array.from({ length: 9 }, (_, index) => `device ${String(index + 1)}`);
const NINTH = 'device 9';
/** Whatever was promised has been done. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('a backup that waits behind eight others', () => {
  it('is answered by the run of the schedule that comes before its turn: shown all the time, and made once', async (context) => {
    const fault = injects(context, 'desktop/queued-and-due');
    const { runs, works, begun, shown, told } = await program(NINE);
    runs.start(NINE);
    await settled();
    expect(begun()).toEqual(NINE.slice(0, 8));
    runs.scheduledStarted(NINTH);
    fault.fired();
    runs.scheduledProgress(NINTH, { phase: 'downloading' });
    works[0]?.end();
    await settled();
    expect(runs.list()).toContainEqual({ deviceId: NINTH, progress: { phase: 'downloading' } });
    runs.scheduledEnded(NINTH, verified(NINTH));
    for (const work of works) work.end();
    await settled();
    expect(begun()).toEqual(NINE.slice(0, 8));
    expect(told.filter((each) => each.startsWith(NINTH))).toEqual([`${NINTH} ok`]);
    expect([runs.list(), [...shown]]).toEqual([[], []]);
  });

  it('can be cancelled while the schedule answers it: the run of the schedule is broken off, and none comes after it', async () => {
    const { runs, works, begun, brokenOff } = await program(NINE);
    runs.start(NINE);
    await settled();
    runs.scheduledStarted(NINTH);
    expect(runs.cancel(NINTH)).toBe(true);
    expect(brokenOff).toEqual([NINTH]);
    runs.scheduledEnded(NINTH, failure(NINTH, reportOf(keepError('cancelled', {}))));
    for (const work of works) work.end();
    await settled();
    expect(begun()).not.toContain(NINTH);
    expect(runs.list()).toEqual([]);
  });

  it('is not kept from its turn by eight that hang: after two minutes they go on beside', async (context) => {
    const fault = injects(context, 'network/eight-hang');
    const { runs, clock, begun, shown, told, workOn } = await program(NINE);
    runs.start(NINE);
    await settled();
    clock.advance(SLOW_MS - 1);
    await settled();
    expect(begun()).not.toContain(NINTH);
    expect(shown.get(NINTH)).toEqual({ deviceId: NINTH });
    clock.advance(1);
    fault.fired();
    await settled();
    workOn(NINTH).end();
    await settled();
    expect(told).toEqual([`${NINTH} ok`]);
    expect(runs.list().map(({ deviceId }) => deviceId)).toEqual(NINE.slice(0, 8));
    runs.cancelAll();
    await runs.settled();
  });

  it('can be cancelled before its turn, and is never begun', async () => {
    const { runs, works, begun, told } = await program(NINE);
    runs.start(NINE);
    await settled();
    expect(runs.cancel(NINTH)).toBe(true);
    await settled();
    expect(told).toEqual([`${NINTH} cancelled`]);
    for (const work of works) work.end();
    await settled();
    expect(begun()).not.toContain(NINTH);
  });

  it('is dropped when its device is removed, from the window or by the terminal', async (context) => {
    const fault = injects(context, 'desktop/queued-and-removed');
    const { runs, works, begun, present, shown } = await program(NINE);
    runs.start(NINE);
    await settled();
    present.delete(NINTH);
    runs.keepOnly([...present]);
    fault.fired();
    await settled();
    expect([runs.list().length, shown.has(NINTH)]).toEqual([8, false]);
    for (const work of works) work.end();
    await settled();
    expect(begun()).not.toContain(NINTH);
  });

  it('keeps the end of the program from nothing, whether its device is still there or not', async () => {
    const { runs, works, present } = await program(NINE);
    runs.start(NINE);
    await settled();
    present.delete(NINTH);
    runs.cancelAll();
    await runs.settled();
    expect(runs.list()).toEqual([]);
    expect(works.every(({ signal }) => signal.aborted)).toBe(true);
  });

  it('does not begin while the program ends and a save is being finished, nor does anything else', async (context) => {
    const fault = injects(context, 'desktop/queued-and-quit');
    const { runs, workOn, begun, works } = await program([...NINE, 'tenth']);
    runs.start(NINE);
    await settled();
    workOn('device 1').progress('saving');
    runs.windDown();
    fault.fired();
    expect(runs.list()).toContainEqual({ deviceId: 'device 1', progress: { phase: 'saving' } });
    expect(works.filter(({ signal }) => !signal.aborted).map(({ device }) => device)).toEqual(['device 1']);
    expect(runs.start(['tenth'])).toEqual([]);
    workOn('device 1').end();
    await settled();
    expect([begun().length, runs.list()]).toEqual([8, []]);
  });
});

describe('"Back up now" while the schedule works on the device', () => {
  it('waits for it, and then makes a backup of its own', async () => {
    const { runs, begun, shown, told } = await program(['Office']);
    runs.scheduledStarted('Office');
    runs.scheduledProgress('Office', { phase: 'verifying' });
    expect(runs.start(['Office'])).toEqual(['Office']);
    expect(begun()).toEqual([]);
    expect(shown.get('Office')).toEqual({ deviceId: 'Office', progress: { phase: 'verifying' } });
    runs.scheduledEnded('Office', verified('Office'));
    await settled();
    expect(begun()).toEqual(['Office']);
    expect(shown.get('Office')).toEqual({ deviceId: 'Office' });
    expect(told).toEqual(['Office ok by schedule']);
    await settled();
  });

  it('goes with it when it is cancelled: nobody who says "Cancel" wants another one', async () => {
    const { runs, begun, brokenOff, told } = await program(['Office']);
    runs.scheduledStarted('Office');
    runs.start(['Office']);
    await settled();
    runs.cancel('Office');
    expect(brokenOff).toEqual(['Office']);
    runs.scheduledEnded('Office', failure('Office', reportOf(keepError('cancelled', {}))));
    await settled();
    expect([begun(), told, runs.list()]).toEqual([[], ['Office cancelled by schedule'], []]);
  });

  it('is asked for once, however often it is clicked, in the window and in the tray', async () => {
    const { runs, begun } = await program(['Office', 'Attic']);
    expect(runs.start(['Office', 'Office'])).toEqual(['Office']);
    expect(runs.start(['Office'])).toEqual([]);
    expect(runs.start(['Office', 'Attic'])).toEqual(['Attic']);
    runs.scheduledStarted('Attic');
    runs.scheduledEnded('Attic', verified('Attic'));
    await settled();
    expect(begun()).toEqual(['Office', 'Attic']);
  });

  it('does not lose the one that waits for a terminal when the schedule is faster', async () => {
    const { runs, workOn, told, shown } = await program(['Office']);
    runs.start(['Office']);
    await settled();
    // The terminal has just ended, and the schedule took its turn first.
    runs.scheduledStarted('Office');
    expect(workOn('Office').signal.aborted).toBe(true);
    await settled();
    expect([told, shown.has('Office')]).toEqual([[], true]);
    runs.scheduledEnded('Office', failure('Office'));
    expect([told, shown.has('Office')]).toEqual([['Office network/refused'], false]);
  });
});

describe('several backups that were asked for at once', () => {
  it('end in one outcome that names the failed ones, and stands until it was read', async () => {
    const { runs, batch, outcomes, workOn } = await program(['A', 'B', 'C']);
    runs.start(['A', 'B', 'C']);
    await settled();
    workOn('A').end();
    workOn('B').end(failure('B'));
    await settled();
    expect(outcomes).toEqual([]);
    runs.cancel('C');
    await settled();
    expect(outcomes).toEqual([{ backedUp: 1, cancelled: 1, failed: ['B'] }]);
    expect(batch.outcome()).toEqual(outcomes[0]);
    batch.dismiss();
    expect(outcomes.at(-1)).toBe(null);
  });

  it('count one of the schedule that came before its turn, and not one that nobody asked for', async () => {
    const { runs, outcomes, works } = await program(NINE);
    runs.start(NINE);
    await settled();
    runs.scheduledStarted(NINTH);
    runs.scheduledEnded(NINTH, failure(NINTH));
    for (const work of works) work.end();
    await settled();
    expect(outcomes).toEqual([{ backedUp: 8, cancelled: 0, failed: [NINTH] }]);
  });

  it('are no batch where there is one alone', async () => {
    const { runs, outcomes, workOn } = await program(['A']);
    runs.start(['A']);
    await settled();
    workOn('A').end();
    await settled();
    expect(outcomes).toEqual([]);
  });
});
