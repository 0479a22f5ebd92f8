import { asKeepError, keepError, reportOf, warningSentence } from '../../shared/index.ts';
import { lockRun, type DeviceRecord, type Settings } from '../records/index.ts';
import { applyRetention, listBackups, planRetention, removeStaleStages } from '../vault/index.ts';
import { openVault } from './open-vault.ts';
import { policyOf } from './places.ts';
import type { KeeperPorts } from './ports.ts';
import { retentionWarnings } from './after-backup.ts';
import { select } from './selection.ts';
import type { PruneResult, Selection } from './types.ts';

/** Applies retention now, or shows what it would remove. One device that cannot be pruned does not disturb the others. */
export async function prune(
  ports: KeeperPorts,
  selection: Selection,
  dryRun: boolean,
): Promise<readonly PruneResult[]> {
  const settings = await ports.settings.read();
  const results: PruneResult[] = [];
  for (const device of select(settings, selection)) {
    try {
      results.push(await pruneDevice(ports, settings, device, dryRun));
    } catch (thrown) {
      results.push({ device: device.name, ok: false, dryRun, error: reportOf(asKeepError(thrown)) });
    }
  }
  return results;
}

/** @throws KeepError busy, vault/* */
async function pruneDevice(
  ports: KeeperPorts,
  settings: Settings,
  device: DeviceRecord,
  dryRun: boolean,
): Promise<PruneResult> {
  const lock = lockRun(ports.home, device.id);
  if (lock === undefined) throw keepError('busy', { name: device.name });
  try {
    const { folder, within } = await openVault(ports, settings, device);
    const context = { ...within, clock: ports.clock };
    if (!dryRun) await removeStaleStages(folder, context);
    const plan = planRetention(
      await listBackups(folder, context),
      policyOf(settings, device),
      new Date(ports.clock.now()),
      within,
    );
    const { removed, left } = dryRun ? { removed: plan.remove, left: [] } : await applyRetention(folder, plan, context);
    const noted = retentionWarnings(plan, left);
    const paused = noted.map(warningSentence).join(' ');
    return {
      device: device.name,
      ok: true,
      dryRun,
      removed,
      kept: plan.keep.length + left.length,
      ...(paused === '' ? {} : { paused }),
    };
  } finally {
    lock.release();
  }
}
