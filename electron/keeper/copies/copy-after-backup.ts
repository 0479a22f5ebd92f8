import { asKeepError, say } from '../../../shared/index.ts';
import type { DeviceRecord, Settings } from '../../records/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { bringUpToDate, type CopyingOptions } from './bring-up-to-date.ts';
import { pairsOf } from './pairs.ts';

/**
 * Carries what is new to the second places of a device, under its run lock. The backup is safe by now: a place that is
 * away or fails is a warning, and so is a cancellation; what is missing is caught up later.
 * @returns plain sentences about what went wrong
 */
export async function copyAfterBackup(
  ports: KeeperPorts,
  settings: Settings,
  device: DeviceRecord,
  options: CopyingOptions,
): Promise<readonly string[]> {
  const warnings: string[] = [];
  for (const pair of pairsOf(settings, device)) {
    try {
      const result = await bringUpToDate(ports, settings, pair, options);
      if (!result.ok) {
        warnings.push(say('copies.not-now', { sentence: result.sentence, problem: result.error.message }));
      }
    } catch (thrown) {
      warnings.push(say('copies.not-now', { sentence: pair.name, problem: asKeepError(thrown).message }));
    }
  }
  return warnings;
}
