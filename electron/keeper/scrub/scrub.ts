import { asKeepError } from '../../../shared/index.ts';
import { lockRun, type DeviceRecord, type Settings } from '../../records/index.ts';
import { listBackups, type BackupEntry } from '../../vault/index.ts';
import { withinOf } from '../open-vault.ts';
import { folderOf } from '../places.ts';
import type { KeeperPorts } from '../ports.ts';
import { reconcile } from '../reconcile.ts';
import type { Shelf } from '../shelves.ts';
import { checkEntry, isVerdict, noteCheck } from './check-entry.ts';
import { planScrub, type Readable, type ScrubDay } from './plan.ts';

/** Milliseconds between two readings: at most a twentieth of the time is spent on the disk. */
const LEAST_REST = 5_000;
const LONGEST_REST = 60_000;
const REST_FACTOR = 19;

/** Milliseconds until a device that is being backed up, or anything else at work, is looked at again. */
const GIVE_WAY = 20_000;

/** Reads stored archives again, one at a time, beside the runs and never in their way. */
export interface Scrub {
  /** Decides what is read today, from what the folders hold now. */
  readonly plan: (shelves: ReadonlyMap<string, Shelf>, day: ScrubDay) => void;
  /** When `readNext` is worth calling, milliseconds since 1970; Infinity when nothing is left for today. */
  readonly nextAt: (now: number) => number;
  /** Reads one. A device that is at work keeps its turn for later. @returns what the folder holds, where that is no longer what it was */
  readonly readNext: (
    settings: Settings,
    signal: AbortSignal,
  ) => Promise<{ readonly deviceId: string; readonly shelf: Shelf } | undefined>;
}

export function createScrub(ports: KeeperPorts): Scrub {
  const { clock } = ports;
  let queue: readonly Readable[] = [];
  let restUntil = -Infinity;

  return {
    plan: (shelves, day) => {
      const archives = [...shelves].flatMap(([deviceId, { stored }]) => stored.map((one) => ({ deviceId, ...one })));
      queue = planScrub(archives, day, clock.now());
    },
    // The clock may have been set back since.
    nextAt: (now) => (queue.length === 0 ? Infinity : Math.min(restUntil, now + LONGEST_REST)),
    readNext: async (settings, signal) => {
      const [next, ...rest] = queue;
      queue = rest;
      const device = settings.devices.find(({ id }) => id === next?.deviceId);
      if (next === undefined || device === undefined) return undefined;
      const began = clock.now();
      const outcome = await readOne(ports, settings, device, next.file, signal);
      const took = Math.max(0, clock.now() - began);
      restUntil = clock.now() + Math.min(LONGEST_REST, Math.max(LEAST_REST, took * REST_FACTOR));
      if (outcome === 'busy') {
        queue = [...queue, next];
        restUntil = clock.now() + GIVE_WAY;
      }
      return typeof outcome === 'object' ? { deviceId: device.id, shelf: outcome } : undefined;
    },
  };
}

/**
 * One archive. It is read without the lock, so that a backup never waits for it, and what was found is written under the
 * lock, if the backup is still the same then.
 */
async function readOne(
  ports: KeeperPorts,
  settings: Settings,
  device: DeviceRecord,
  file: string,
  signal: AbortSignal,
): Promise<'busy' | 'as-before' | Shelf> {
  // A device that is at work now is left alone.
  const free = lockRun(ports.home, device.id);
  if (free === undefined) return 'busy';
  free.release();
  try {
    const entry = await find(settings, device, file);
    if (entry?.state !== 'verified' && entry?.state !== 'damaged') return 'as-before';
    const result = await checkEntry(ports, entry, signal);
    if (!result.ok && !isVerdict(result)) ports.log(`${device.name}: ${file}: ${result.error.message}`);
    const lock = lockRun(ports.home, device.id);
    if (lock === undefined) return 'busy';
    try {
      const now = await find(settings, device, file);
      if (now?.state !== entry.state || !isSame(now, entry)) return 'as-before';
      await noteCheck(ports, now, result);
      const turned = result.ok ? entry.state === 'damaged' : isVerdict(result) && entry.state === 'verified';
      if (!turned) return 'as-before';
      ports.log(`${device.name}: ${file}: ${result.ok ? 'sound again' : result.error.message}`);
      return await reconcile(ports, settings, device, { fresh: true });
    } finally {
      lock.release();
    }
  } catch (thrown) {
    const error = asKeepError(thrown);
    if (error.code !== 'cancelled') ports.log(`${device.name}: ${file}: ${error.code}: ${error.message}`);
    return 'as-before';
  }
}

async function find(settings: Settings, device: DeviceRecord, file: string): Promise<BackupEntry | undefined> {
  return (await listBackups(folderOf(settings, device), withinOf(settings, device))).find(
    (entry) => entry.file === file,
  );
}

function isSame(one: BackupEntry, other: BackupEntry): boolean {
  if (one.state === 'unknown' || other.state === 'unknown') return false;
  return one.sidecar.runId === other.sidecar.runId && one.sidecar.sha256 === other.sidecar.sha256;
}
