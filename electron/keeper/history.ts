import { assertNever, say, sizeText } from '../../shared/index.ts';
import type { DeviceRecord, Run, Settings } from '../records/index.ts';
import type { KeeperPorts } from './ports.ts';
import { reconcile } from './reconcile.ts';
import type { StoredBackup } from './shelves.ts';
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
  const { stored, problem } = await reconcile(ports, settings, device);
  const backups = new Map(stored.map((backup) => [backup.runId, backup]));
  return ports.history
    .listRuns({ deviceId: device.id })
    .map((run) => entryOf(run, device, problem === undefined ? (backups.get(run.id) ?? 'removed') : 'away'));
}

function entryOf(run: Run, device: DeviceRecord, backup: StoredBackup | 'removed' | 'away'): HistoryEntry {
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
    runId: run.id,
    ...(run.outcome === 'verified' ? shelfOf(backup) : {}),
  };
}

function shelfOf(backup: StoredBackup | 'removed' | 'away'): Pick<HistoryEntry, 'backup' | 'pinned' | 'note'> {
  if (typeof backup === 'string') return { backup };
  const { state, pinned, note } = backup;
  return { backup: state, pinned, ...(note === '' ? {} : { note }) };
}

function sentenceOf(run: Run): string {
  switch (run.outcome) {
    case 'verified':
      return say(changeKey(run.changed), {
        size: sizeText(run.bytes ?? 0),
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
