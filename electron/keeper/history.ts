import { assertNever, say } from '../../shared/index.ts';
import type { DeviceRecord, Run, Settings } from '../records/index.ts';
import type { Sidecar } from '../vault/index.ts';
import { lookIntoVault } from './places.ts';
import type { KeeperPorts } from './ports.ts';
import { closeDeadRuns } from './run-record.ts';
import { select } from './selection.ts';
import type { HistoryEntry, Selection } from './types.ts';

/**
 * Runs and backups as one list, newest first. Backups that the history does not know (it was lost, or the vault came from
 * another computer) are written back into it from their sidecars.
 */
export async function history(ports: KeeperPorts, selection: Selection): Promise<readonly HistoryEntry[]> {
  const settings = await ports.settings.read();
  const lists = await Promise.all(select(settings, selection).map((device) => ofDevice(ports, settings, device)));
  return lists.flat().sort((one, other) => other.at.localeCompare(one.at));
}

async function ofDevice(
  ports: KeeperPorts,
  settings: Settings,
  device: DeviceRecord,
): Promise<readonly HistoryEntry[]> {
  const { entries, problem } = await lookIntoVault(settings, device);
  const stored = new Map(
    entries.flatMap((entry) => (entry.state === 'unknown' ? [] : [[entry.sidecar.runId, entry] as const])),
  );
  closeDeadRuns(ports, device.id);
  const known = new Map(ports.history.listRuns({ deviceId: device.id }).map(({ id, outcome }) => [id, outcome]));
  // A run that was cut after its backup had been stored stands there as interrupted: the backup is the better witness.
  const lost = [...stored].filter(([runId]) => known.get(runId) === undefined || known.get(runId) === 'interrupted');
  if (lost.length > 0) ports.history.insertRuns(lost.map(([, { sidecar }]) => runOf(sidecar, device)));
  return ports.history
    .listRuns({ deviceId: device.id })
    .map((run) => entryOf(run, device, problem === undefined ? (stored.get(run.id)?.state ?? 'removed') : 'away'));
}

/** The run behind a stored backup, as its sidecar tells it. */
function runOf(sidecar: Sidecar, device: DeviceRecord): Run {
  const { takenAt, durationMs, identity } = sidecar;
  return {
    id: sidecar.runId,
    deviceId: device.id,
    deviceName: sidecar.deviceName,
    trigger: sidecar.trigger,
    startedAt: new Date(Date.parse(takenAt) - durationMs).toISOString(),
    endedAt: takenAt,
    outcome: 'verified',
    file: sidecar.file,
    bytes: sidecar.bytes,
    sha256: sidecar.sha256,
    contentHash: sidecar.verification.contentHash,
    changed: sidecar.changed,
    durationMs,
    ...(identity.firmware === undefined ? {} : { firmware: identity.firmware }),
  };
}

function entryOf(run: Run, device: DeviceRecord, backup: NonNullable<HistoryEntry['backup']>): HistoryEntry {
  const { file, bytes, sha256, contentHash, changed, firmware, durationMs, error } = run;
  return {
    device: device.name,
    at: run.startedAt,
    trigger: run.trigger,
    outcome: run.outcome,
    sentence: sentenceOf(run),
    ...(file === undefined ? {} : { file }),
    ...(bytes === undefined ? {} : { bytes }),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(contentHash === undefined ? {} : { contentHash }),
    ...(changed === undefined ? {} : { changed }),
    ...(firmware === undefined ? {} : { firmware }),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(error === undefined ? {} : { error }),
    ...(run.outcome === 'verified' ? { backup } : {}),
  };
}

function sentenceOf(run: Run): string {
  switch (run.outcome) {
    case 'verified':
      return say(changeKey(run.changed), {
        size: say('keeper.kilobytes', { count: Math.ceil((run.bytes ?? 0) / 1000) }),
      });
    case 'failed':
      return run.error === undefined ? say('keeper.run.failed') : run.error.message;
    case 'cancelled':
      return say('keeper.run.cancelled');
    case 'interrupted':
      return say('keeper.run.interrupted');
    case 'running':
      return say('keeper.run.running');
    default:
      return assertNever(run.outcome);
  }
}

function changeKey(
  changed: boolean | null | undefined,
): 'keeper.run.first' | 'keeper.run.changed' | 'keeper.run.unchanged' {
  if (changed === true) return 'keeper.run.changed';
  return changed === false ? 'keeper.run.unchanged' : 'keeper.run.first';
}
