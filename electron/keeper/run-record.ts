import { asKeepError, reportOf, type KeepError, type Warning } from '../../shared/index.ts';
import { lockRun, type DeviceRecord } from '../records/index.ts';
import { changeDevice, cleared, stopDevice, stopsDevice } from './device-change.ts';
import type { KeeperPorts } from './ports.ts';
import type { RunUnderWay, Verified } from './take-backup.ts';
import type { BackupResult } from './types.ts';

/**
 * Runs the work of one run and records it with a reason, whatever happens: verified, failed or cancelled; a process that
 * dies leaves `running`, which the next run under the same lock turns into `interrupted`.
 */
export async function recorded(
  ports: KeeperPorts,
  run: RunUnderWay,
  work: () => Promise<Finished>,
): Promise<BackupResult> {
  beginRun(ports, run);
  let finished: Finished;
  try {
    finished = await work();
  } catch (thrown) {
    return endFailed(ports, run, thrown);
  }
  // Not within the try: a history that cannot be written now must not call a stored backup failed. The row stays open,
  // and the sidecar corrects it later.
  return endVerified(ports, run, finished);
}

/** Writes the run down as begun; call it under the run lock. */
export function beginRun(ports: KeeperPorts, { id, device, trigger, startedAt }: RunUnderWay): void {
  const at = new Date(startedAt).toISOString();
  ports.history.closeInterrupted(device.id, at);
  ports.history.startRun({
    id,
    deviceId: device.id,
    deviceName: device.name,
    trigger,
    startedAt: at,
  });
}

/**
 * Closes the runs of processes that died. Whoever holds the run lock works on the device; where nobody does, a run that
 * stands as under way is dead.
 * @returns whether the newest run was cut, found now or before: it may have stored its backup all the same
 */
export function closeDeadRuns({ home, history, clock }: KeeperPorts, deviceId: string): boolean {
  // An older one was closed when this one began.
  const outcome = history.listRuns({ deviceId, limit: 1 })[0]?.outcome;
  if (outcome !== 'running') return outcome === 'interrupted';
  const lock = lockRun(home, deviceId);
  if (lock === undefined) return false;
  try {
    return history.closeInterrupted(deviceId, new Date(clock.now()).toISOString()) > 0;
  } finally {
    lock.release();
  }
}

export function endVerified(ports: KeeperPorts, run: RunUnderWay, { entry, warnings }: Finished): BackupResult {
  const { sidecar } = entry;
  const { contentHash } = sidecar.verification;
  const { bytes, sha256, changed, file, identity } = sidecar;
  const told = [...sidecar.verification.warnings, ...warnings];
  const durationMs = Math.max(0, ports.clock.now() - run.startedAt);
  ports.history.endRun(run.id, {
    outcome: 'verified',
    endedAt: new Date(ports.clock.now()).toISOString(),
    durationMs,
    file,
    bytes,
    sha256,
    contentHash,
    changed,
    ...(told.length === 0 ? {} : { warnings: told }),
    ...(identity.firmware === undefined ? {} : { firmware: identity.firmware }),
  });
  ports.log(`${run.device.name}: verified ${file}, ${bytes} bytes`);
  return {
    device: run.device.name,
    ok: true,
    file: entry.path,
    bytes,
    sha256,
    contentHash,
    verified: true,
    changed,
    durationMs,
    ...(told.length === 0 ? {} : { warnings: told }),
  };
}

export function endFailed(ports: KeeperPorts, run: RunUnderWay, thrown: unknown): BackupResult {
  const error = failureOf(run, thrown);
  const durationMs = Math.max(0, ports.clock.now() - run.startedAt);
  ports.history.endRun(run.id, {
    outcome: error.code === 'cancelled' ? 'cancelled' : 'failed',
    endedAt: new Date(ports.clock.now()).toISOString(),
    durationMs,
    error: reportOf(error),
  });
  ports.log(`${run.device.name}: ${error.code}: ${error.message}`);
  return { device: run.device.name, ok: false, durationMs, error: reportOf(error) };
}

/** After a cancellation that is what ended the run, except when the device refused before: that must not be forgotten. */
function failureOf({ signal }: RunUnderWay, thrown: unknown): KeepError {
  const error = asKeepError(thrown);
  return signal.aborted && !stopsDevice(error) ? asKeepError(signal.reason) : error;
}

export interface Finished {
  readonly entry: Verified;
  readonly warnings: readonly Warning[];
}

/** Persists or lifts the stop of a device after a run. */
export async function settleStop(ports: KeeperPorts, device: DeviceRecord, result: BackupResult): Promise<void> {
  if (result.ok) {
    if (device.stop === undefined) return;
    await changeDevice(ports.settings, device.id, (current) => cleared(current, ports.clock.now()));
    return;
  }
  if (stopsDevice(result.error)) await stopDevice(ports, device.id, result.error);
}
