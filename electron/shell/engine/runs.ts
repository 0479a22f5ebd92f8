import { asKeepError, keepError, reportOf, type Progress } from '../../../shared/index.ts';
import type { BackupResult, Keeper } from '../../keeper/index.ts';
import type { RunState } from '../../../shared/ipc/index.ts';
import type { Runs } from './types.ts';

/** As many as the keeper works on at once by itself. */
const AT_ONCE = 8;

interface Run {
  readonly deviceId: string;
  progress?: Progress;
  readonly cancel: () => void;
}

export interface RunsPorts {
  readonly backUp: Keeper['backUp'];
  readonly nameOf: (deviceId: string) => string;
  /** Breaks off a scheduled run. */
  readonly cancelScheduled: (deviceId: string) => boolean;
  readonly onRun: (run: RunState) => void;
  readonly onEnded: (deviceId: string, result: BackupResult) => void;
}

/** The runs of this program: those a person began, which it carries out, and scheduled ones, of which it is told. */
export interface RunBook extends Runs {
  readonly scheduledStarted: (deviceId: string) => void;
  readonly scheduledProgress: (deviceId: string, progress: Progress) => void;
  readonly scheduledEnded: (deviceId: string, result: BackupResult) => void;
  readonly cancelAll: () => void;
  /** Resolves when no run that a person began is left. */
  readonly settled: () => Promise<void>;
}

export function createRuns(ports: RunsPorts): RunBook {
  const runs = new Map<string, Run>();
  const waiting = new Map<string, () => Promise<void>>();
  const working = new Set<Promise<void>>();

  function note(run: Run, progress: Progress | undefined): void {
    if (progress !== undefined) run.progress = progress;
    ports.onRun(stateOf(run));
  }

  function end(deviceId: string, result: BackupResult): void {
    runs.delete(deviceId);
    ports.onEnded(deviceId, result);
  }

  function pump(): void {
    while (working.size < AT_ONCE) {
      const [next] = waiting;
      if (next === undefined) return;
      const [deviceId, job] = next;
      waiting.delete(deviceId);
      const work: Promise<void> = job().finally(() => {
        working.delete(work);
        pump();
      });
      working.add(work);
    }
  }

  async function backUp(run: Run, signal: AbortSignal): Promise<void> {
    end(run.deviceId, await resultOf(ports, run.deviceId, signal, (progress) => note(run, progress)));
  }

  return {
    list: () => [...runs.values()].map(stateOf),
    start: (deviceIds) => {
      const started = deviceIds.filter((id) => !runs.has(id));
      for (const deviceId of started) {
        const controller = new AbortController();
        const run: Run = { deviceId, cancel: () => controller.abort() };
        runs.set(deviceId, run);
        waiting.set(deviceId, () => backUp(run, controller.signal));
        note(run, undefined);
      }
      pump();
      return started;
    },
    cancel: (deviceId) => {
      const run = runs.get(deviceId);
      run?.cancel();
      // One that still waits for its turn was never begun.
      if (waiting.delete(deviceId)) end(deviceId, neverBegun(ports, deviceId));
      return run !== undefined;
    },
    scheduledStarted: (deviceId) => {
      const run = { deviceId, cancel: () => void ports.cancelScheduled(deviceId) };
      runs.set(deviceId, run);
      note(run, undefined);
    },
    scheduledProgress: (deviceId, progress) => {
      const run = runs.get(deviceId);
      if (run !== undefined) note(run, progress);
    },
    scheduledEnded: end,
    cancelAll: () => {
      for (const deviceId of [...waiting.keys()]) {
        waiting.delete(deviceId);
        end(deviceId, neverBegun(ports, deviceId));
      }
      for (const run of runs.values()) run.cancel();
    },
    settled: async () => {
      while (working.size > 0) await Promise.all(working);
    },
  };
}

/** Never rejects: what went wrong is the result. A cancelled run that still waited was never begun. */
async function resultOf(
  { backUp, nameOf }: RunsPorts,
  deviceId: string,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<BackupResult> {
  let device = deviceId;
  try {
    device = nameOf(deviceId);
    const selection = { kind: 'names', names: [device] } as const;
    const options = {
      trigger: 'manual',
      signal,
      onProgress: (_name: string, step: Progress) => onProgress(step),
    } as const;
    const [result] = await backUp(selection, options);
    if (result !== undefined) return result;
    throw new Error('no result');
  } catch (thrown) {
    return { device, ok: false, durationMs: 0, error: reportOf(asKeepError(thrown)) };
  }
}

function neverBegun({ nameOf }: RunsPorts, deviceId: string): BackupResult {
  return { device: nameOf(deviceId), ok: false, durationMs: 0, error: reportOf(keepError('cancelled', {})) };
}

function stateOf({ deviceId, progress }: Run): RunState {
  return { deviceId, ...(progress === undefined ? {} : { progress }) };
}
