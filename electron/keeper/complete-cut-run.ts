import { asKeepError, warningSentence } from '../../shared/index.ts';
import { lockRun, type DeviceRecord, type Settings } from '../records/index.ts';
import { listBackups, removeStaleStages } from '../vault/index.ts';
import { tidyFolder } from './after-backup.ts';
import { openVault } from './open-vault.ts';
import type { KeeperPorts } from './ports.ts';
import { reconcile } from './reconcile.ts';
import { closeDeadRuns } from './run-record.ts';

/**
 * A run whose process died may have stored its backup before. Then its occurrence must not be run again: what was left
 * to do in the folder is done, and the backup is taken into the history, in this order, so that a process that dies in
 * here too leaves everything to the next one. Second places are caught up by whoever looks after them.
 */
export async function completeCutRun(ports: KeeperPorts, settings: Settings, device: DeviceRecord): Promise<void> {
  if (!closeDeadRuns(ports, device.id)) return;
  try {
    await finishFolder(ports, settings, device);
    await reconcile(ports, settings, device);
  } catch (thrown) {
    // A folder that cannot be read now must not keep the other devices waiting; the next run reads it again.
    ports.log(`${device.name}: ${asKeepError(thrown).message}`);
  }
}

async function finishFolder(ports: KeeperPorts, settings: Settings, device: DeviceRecord): Promise<void> {
  const [cut] = ports.history.listRuns({ deviceId: device.id, limit: 1 });
  const lock = lockRun(ports.home, device.id);
  // Whoever works on the device now does all this at the end.
  if (lock === undefined) return;
  try {
    const { folder, within } = await openVault(ports, settings, device);
    // Its backup may be one of those that this finishes.
    await removeStaleStages(folder, within);
    for (const entry of await listBackups(folder, within)) {
      if (entry.state !== 'verified' || entry.sidecar.runId !== cut?.id) continue;
      for (const warning of await tidyFolder(ports, settings, { device, folder, within }, entry)) {
        ports.log(`${device.name}: ${warningSentence(warning)}`);
      }
      return;
    }
  } finally {
    lock.release();
  }
}
