import type { DeviceRecord, Run, RunMark, Settings } from '../records/index.ts';
import { listBackups, type Sidecar, type VaultOptions } from '../vault/index.ts';
import { noteUncopied } from './copies/memory.ts';
import { pairsOf } from './copies/pairs.ts';
import { openVault } from './open-vault.ts';
import { folderOf } from './places.ts';
import type { KeeperPorts } from './ports.ts';
import { closeDeadRuns } from './run-record.ts';
import type { Shelf, StoredBackup } from './shelves.ts';

/**
 * Holds the history of a device against its folder, the one place where that is done: backups the history does not know
 * are taken in from their sidecars; a verified run counts exactly while its backup lies in the folder and is sound. A
 * vault that is away changes nothing.
 *
 * Nothing is changed on the word of an older look, nor of one that began before the history was asked: another process
 * may be storing, checking or deleting just now.
 * @param fresh reads the folder even where it seems unchanged
 * @returns what the folder holds
 */
export async function reconcile(
  ports: KeeperPorts,
  settings: Settings,
  device: DeviceRecord,
  { fresh = false }: { readonly fresh?: boolean } = {},
): Promise<Shelf> {
  const { history, shelves } = ports;
  const folder = folderOf(settings, device);
  const cut = closeDeadRuns(ports, device.id);
  const open = async (): Promise<VaultOptions> => (await openVault(ports, settings, device)).within;
  const first = await shelves.look(device.id, folder, fresh, open);
  if (first.problem !== undefined) return first;
  const version = history.version();
  if (!cut && shelves.agrees(device.id, first, version)) return first;
  const marks = history.marks(device.id, idsOf(first));
  if (isNothing(differences(marks, first))) {
    shelves.noteAgreement(device.id, first, version);
    return first;
  }
  const shelf = await shelves.look(device.id, folder, true, open);
  if (shelf.problem !== undefined) return shelf;
  const asked = new Set([...marks.keys(), ...idsOf(first)]);
  // Who was not asked about came in between: the next time.
  const found = differences(marks, { ...shelf, stored: shelf.stored.filter(({ runId }) => asked.has(runId)) });
  if (found.lost.length > 0) await takeIn(ports, settings, device, await open(), new Set(found.lost));
  if (found.gone.length > 0) history.discount(found.gone, true);
  if (found.good.length > 0) history.discount(found.good, false);
  return shelf;
}

interface Differences {
  /** Backups whose runs the history does not know, or knows as cut. */
  readonly lost: readonly string[];
  /** Runs that count, without a sound backup. */
  readonly gone: readonly string[];
  /** Sound backups whose runs do not count. */
  readonly good: readonly string[];
}

function differences(marks: ReadonlyMap<string, RunMark>, { stored }: Shelf): Differences {
  const states = new Map(stored.map(({ runId, state }) => [runId, state]));
  return {
    lost: [...states.keys()].filter((id) => marks.get(id) === undefined || marks.get(id) === 'interrupted'),
    gone: [...marks].flatMap(([id, mark]) => (mark === 'counts' && !isSound(states.get(id)) ? [id] : [])),
    good: [...marks].flatMap(([id, mark]) => (mark === 'discounted' && states.get(id) === 'verified' ? [id] : [])),
  };
}

/** A backup that a cloud service holds elsewhere is what it was: neither lost nor proven. */
function isSound(state: StoredBackup['state'] | undefined): boolean {
  return state === 'verified' || state === 'away';
}

function isNothing({ lost, gone, good }: Differences): boolean {
  return lost.length + gone.length + good.length === 0;
}

function idsOf({ stored }: Shelf): readonly string[] {
  return stored.map(({ runId }) => runId);
}

async function takeIn(
  { history, clock }: KeeperPorts,
  settings: Settings,
  device: DeviceRecord,
  within: VaultOptions,
  lost: ReadonlySet<string>,
): Promise<void> {
  const runs = (await listBackups(folderOf(settings, device), within)).flatMap((entry) => {
    if (entry.state === 'unknown' || !lost.has(entry.sidecar.runId)) return [];
    const run = runOf(entry.sidecar, device);
    return [isSound(entry.state) ? run : { ...run, discounted: true as const }];
  });
  // First, so that a process that dies in between leaves it to the next one.
  const takenAt = runs.flatMap(({ endedAt, discounted }) => (discounted === true ? [] : (endedAt ?? [])));
  for (const { id } of pairsOf(settings, device)) noteUncopied(history, id, takenAt, new Date(clock.now()));
  history.insertRuns(runs);
}

/** The run behind a stored backup, as its sidecar tells it. */
function runOf(sidecar: Sidecar, device: DeviceRecord): Run {
  const { takenAt, durationMs, identity } = sidecar;
  const { warnings } = sidecar.verification;
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
    ...(warnings.length === 0 ? {} : { warnings }),
    ...(identity.firmware === undefined ? {} : { firmware: identity.firmware }),
  };
}
