import pMap from 'p-map';
import { asKeepError, keepError, reportOf } from '../../../shared/index.ts';
import { lockRun, type DeviceRecord, type Settings } from '../../records/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { select } from '../selection.ts';
import type { CopyResult, Selection, WorkOptions } from '../types.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import { copyViews } from './copy-views.ts';
import { pairsOf } from './pairs.ts';

/** Shares and disks are slow rather than many. */
const AT_ONCE = 2;

/**
 * Brings the second places of the selected devices up to date, and tells how each stands then. A device or a place that
 * fails does not disturb the others. @throws KeepError usage/unknown-device, usage/invalid
 */
export async function copies(
  ports: KeeperPorts,
  selection: Selection,
  options: WorkOptions,
): Promise<readonly CopyResult[]> {
  const settings = await ports.settings.read();
  const results = await pMap(select(settings, selection), (device) => copyDevice(ports, settings, device, options), {
    concurrency: AT_ONCE,
  });
  return results.flat();
}

async function copyDevice(
  ports: KeeperPorts,
  settings: Settings,
  device: DeviceRecord,
  { signal, onProgress }: WorkOptions,
): Promise<readonly CopyResult[]> {
  const pairs = pairsOf(settings, device);
  if (pairs.length === 0) return [];
  const lock = lockRun(ports.home, device.id);
  if (lock === undefined) return await asTheyStand(ports, settings, device, keepError('busy', { name: device.name }));
  const results: CopyResult[] = [];
  try {
    for (const pair of pairs) {
      onProgress?.(device.name, { phase: 'saving' });
      results.push(await bringUpToDate(ports, settings, pair, { signal }));
    }
    return results;
  } catch (thrown) {
    // The device's backups cannot be read, or it was cancelled: that holds for its other places too.
    const rest = await asTheyStand(ports, settings, device, asKeepError(thrown));
    return [...results, ...rest.slice(results.length)];
  } finally {
    lock.release();
  }
}

async function asTheyStand(
  ports: KeeperPorts,
  settings: Settings,
  device: DeviceRecord,
  error: ReturnType<typeof keepError>,
): Promise<readonly CopyResult[]> {
  const views = await copyViews(ports, settings, device);
  return views.map(({ problem, ...view }) => ({
    device: device.name,
    ...view,
    copied: 0,
    files: [],
    removed: [],
    ok: false,
    error: problem ?? reportOf(error),
  }));
}
