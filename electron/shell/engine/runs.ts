import { asKeepError, keepError, reportOf, type Progress } from '../../../shared/index.ts';
import type { BackupResult, Keeper } from '../../keeper/index.ts';
import type { RunState } from '../../../shared/ipc/index.ts';
import type { Runs } from './types.ts';

/** A backup that a person asked for, until it has ended. */
interface Request {
  readonly deviceId: string;
  /** As the device was called when it was asked for: it may be removed before its turn comes. */
  readonly name: string;
  readonly controller: AbortController;
  /** Handed to the keeper, which gives it its turn; before that it waits for a scheduled run of the same device. */
  begun: boolean;
  /** Set once work on the device has begun. */
  progress?: Progress;
}

/** A run of the schedule. */
interface Scheduled {
  readonly deviceId: string;
  progress?: Progress;
  /** A person had asked for a backup that had not begun when this one did: this is it. */
  readonly answersRequest: boolean;
}

export interface RunsPorts {
  readonly backUp: Keeper['backUp'];
  readonly nameOf: (deviceId: string) => string;
  /** Breaks off a scheduled run. */
  readonly cancelScheduled: (deviceId: string) => boolean;
  readonly onRun: (run: RunState) => void;
  /** Told of what was asked for in one go. */
  readonly onStarted: (deviceIds: readonly string[]) => void;
  /** `asked`: a person waits for the result. */
  readonly onEnded: (deviceId: string, result: BackupResult, asked: boolean) => void;
}

/** The runs of this program: those a person asked for, which it carries out, and scheduled ones, of which it is told. */
export interface RunBook extends Runs {
  readonly scheduledStarted: (deviceId: string) => void;
  readonly scheduledProgress: (deviceId: string, progress: Progress) => void;
  readonly scheduledEnded: (deviceId: string, result: BackupResult) => void;
  /** Devices that are no more are waited for by nobody. */
  readonly keepOnly: (deviceIds: readonly string[]) => void;
  readonly cancelAll: () => void;
  /** Resolves when no run that a person asked for is left. */
  readonly settled: () => Promise<void>;
}

/**
 * A device has at most one request and one scheduled run, and is shown once. One that is asked for while the schedule works
 * on the device waits for it and is then a run of its own, which knows the settings of now. One that was asked for before and
 * still waits when the schedule begins is answered by the schedule's run.
 */
export function createRuns(ports: RunsPorts): RunBook {
  /** In the order in which they were asked for. */
  const requests = new Map<string, Request>();
  const scheduled = new Map<string, Scheduled>();
  const working = new Set<Promise<void>>();
  let ending = false;

  function show(deviceId: string): void {
    const shown = scheduled.get(deviceId) ?? requests.get(deviceId);
    if (shown !== undefined) ports.onRun(stateOf(shown));
  }

  /** What is left of the device, a request behind a scheduled run, is shown from now on. */
  function tellEnd(deviceId: string, result: BackupResult, asked: boolean): void {
    ports.onEnded(deviceId, result, asked);
    show(deviceId);
  }

  function pump(): void {
    if (ending) return;
    for (const request of requests.values()) {
      if (request.begun || scheduled.has(request.deviceId)) continue;
      request.begun = true;
      const work: Promise<void> = carryOut(request).finally(() => working.delete(work));
      working.add(work);
    }
  }

  async function carryOut(request: Request): Promise<void> {
    const result = await resultOf(ports, request, (progress) => {
      request.progress = progress;
      show(request.deviceId);
    });
    // Another one answers it: see `scheduledStarted`.
    if (requests.get(request.deviceId) !== request) return;
    requests.delete(request.deviceId);
    tellEnd(request.deviceId, result, true);
  }

  /** @returns whether there was one */
  function drop(request: Request | undefined): boolean {
    if (request === undefined) return false;
    request.controller.abort();
    if (request.begun) return true;
    requests.delete(request.deviceId);
    // Behind a scheduled run nobody saw it; the end of that one is what there is to tell.
    if (!scheduled.has(request.deviceId)) tellEnd(request.deviceId, neverBegun(request), true);
    return true;
  }

  return {
    list: () => [...new Map<string, Request | Scheduled>([...requests, ...scheduled]).values()].map(stateOf),
    start: (deviceIds) => {
      if (ending) return [];
      const started = [...new Set(deviceIds)].filter((id) => !requests.has(id));
      for (const deviceId of started) {
        const request = {
          deviceId,
          name: ports.nameOf(deviceId),
          controller: new AbortController(),
          begun: false,
        };
        requests.set(deviceId, request);
        show(deviceId);
      }
      ports.onStarted(started);
      pump();
      return started;
    },
    cancel: (deviceId) => {
      const isAsked = drop(requests.get(deviceId));
      const isScheduled = scheduled.has(deviceId);
      if (isScheduled) ports.cancelScheduled(deviceId);
      return isAsked || isScheduled;
    },
    windDown: () => {
      ending = true;
      for (const request of requests.values()) if (request.progress?.phase !== 'saving') drop(request);
      for (const run of scheduled.values()) {
        if (run.progress?.phase !== 'saving') ports.cancelScheduled(run.deviceId);
      }
    },
    scheduledStarted: (deviceId) => {
      const request = requests.get(deviceId);
      const answersRequest = request !== undefined && request.progress === undefined;
      if (answersRequest) {
        requests.delete(deviceId);
        request.controller.abort();
      }
      scheduled.set(deviceId, { deviceId, answersRequest });
      show(deviceId);
    },
    scheduledProgress: (deviceId, progress) => {
      const run = scheduled.get(deviceId);
      if (run === undefined) return;
      run.progress = progress;
      show(deviceId);
    },
    scheduledEnded: (deviceId, result) => {
      const run = scheduled.get(deviceId);
      scheduled.delete(deviceId);
      tellEnd(deviceId, result, run?.answersRequest ?? false);
      pump();
    },
    keepOnly: (deviceIds) => {
      const present = new Set(deviceIds);
      for (const request of requests.values()) {
        if (request.progress === undefined && !present.has(request.deviceId)) drop(request);
      }
    },
    cancelAll: () => {
      ending = true;
      for (const request of requests.values()) drop(request);
      for (const { deviceId } of scheduled.values()) ports.cancelScheduled(deviceId);
    },
    settled: async () => {
      while (working.size > 0) await Promise.all(working);
    },
  };
}

/** Never rejects: what went wrong is the result. */
async function resultOf(
  { backUp, nameOf }: RunsPorts,
  { deviceId, name, controller }: Request,
  onProgress: (progress: Progress) => void,
): Promise<BackupResult> {
  let device = name;
  try {
    // It may be called otherwise by now.
    device = nameOf(deviceId);
    const selection = { kind: 'names', names: [device] } as const;
    const options = {
      trigger: 'manual',
      signal: controller.signal,
      onProgress: (_name: string, step: Progress) => onProgress(step),
    } as const;
    const [result] = await backUp(selection, options);
    if (result !== undefined) return result;
    throw new Error('no result');
  } catch (thrown) {
    return { device, ok: false, durationMs: 0, error: reportOf(asKeepError(thrown)) };
  }
}

function neverBegun({ name }: Request): BackupResult {
  return { device: name, ok: false, durationMs: 0, error: reportOf(keepError('cancelled', {})) };
}

function stateOf({ deviceId, progress }: Request | Scheduled): RunState {
  return { deviceId, ...(progress === undefined ? {} : { progress }) };
}
