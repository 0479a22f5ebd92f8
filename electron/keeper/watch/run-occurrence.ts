import type { OccurrenceRow, OnProgress } from '../../../shared/index.ts';
import { backUpDevice } from '../back-up.ts';
import type { DeviceRecord } from '../../records/index.ts';
import { type Due, ended, type Occurrence, type RunEnd, started } from '../../schedule/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { factsOf } from '../standing/situation.ts';
import type { BackupResult } from '../types.ts';
import { writeRow } from './journal-entry.ts';

export interface OccurrenceRun {
  readonly device: DeviceRecord;
  readonly occurrence: Occurrence;
  readonly verdict: Due;
  /** Aborted by the user or by the end of the program. */
  readonly signal: AbortSignal;
  /** Whether the program is ending: a run that is cut then is due again. */
  readonly isEnding: () => boolean;
  readonly onBegin: () => void;
  readonly onProgress: OnProgress;
}

/**
 * One run for one occurrence. The journal says `running` from the moment the run is in the history, under the run lock,
 * until the run has ended; whoever finds it so without a lock knows that it was cut.
 * @returns the result, and the row as it stands now: absent where no run began (another process was faster, or the settings changed)
 */
export async function runOccurrence(
  ports: KeeperPorts,
  { device, occurrence, verdict, signal, isEnding, onBegin, onProgress }: OccurrenceRun,
): Promise<{ readonly result: BackupResult; readonly row?: OccurrenceRow }> {
  const why = verdict.decision.kind === 'run' ? verdict.decision.why : undefined;
  let row: OccurrenceRow | undefined;
  const result = await backUpDevice(ports, device, {
    trigger: 'schedule',
    signal,
    onProgress: (_name, progress) => onProgress(progress),
    onBegin: (startedAt) => {
      row = started(verdict.row, occurrence, why, startedAt);
      writeRow(ports, device.id, row);
      onBegin();
    },
  });
  if (row === undefined) return { result };
  const after = ended(row, endOf(ports, device, result, isEnding()), ports.clock.now());
  writeRow(ports, device.id, after);
  return { result, row: after };
}

function endOf(ports: KeeperPorts, device: DeviceRecord, result: BackupResult, ending: boolean): RunEnd {
  if (!result.ok) {
    if (result.error.code !== 'cancelled') return { outcome: 'failed', error: result.error };
    return { outcome: ending ? 'interrupted' : 'cancelled' };
  }
  const [run] = ports.history.listRuns({ deviceId: device.id, counting: true, limit: 1 });
  // Discounted in the instant since: the next look decides anew.
  return run === undefined ? { outcome: 'interrupted' } : { outcome: 'verified', backup: factsOf(run) };
}
