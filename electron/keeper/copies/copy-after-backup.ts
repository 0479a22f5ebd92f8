import { asKeepError, type ErrorReport, type Warning } from '../../../shared/index.ts';
import type { DeviceRecord, Settings } from '../../records/index.ts';
import type { KeeperPorts } from '../ports.ts';
import type { CopyView } from '../views.ts';
import { bringUpToDate, type CopyingOptions } from './bring-up-to-date.ts';
import { pairsOf } from './pairs.ts';

/**
 * Carries what is new to the second places of a device, under its run lock. The backup is safe by now: a place that is
 * away or fails is a warning, and so is a cancellation; what is missing is caught up later.
 * @returns what is behind, and why
 */
export async function copyAfterBackup(
  ports: KeeperPorts,
  settings: Settings,
  device: DeviceRecord,
  options: CopyingOptions,
): Promise<readonly Warning[]> {
  const warnings: Warning[] = [];
  for (const pair of pairsOf(settings, device)) {
    try {
      const result = await bringUpToDate(ports, settings, pair, options);
      if (!result.ok) warnings.push(warningOf(result, result.error));
    } catch (thrown) {
      warnings.push(warningOf({ place: pair.name, state: 'behind', behind: 0 }, asKeepError(thrown)));
    }
  }
  return warnings;
}

/** That a place is not there, its state says. */
function warningOf(
  { place, state, behind, since = '' }: Pick<CopyView, 'place' | 'state' | 'behind' | 'since'>,
  { code, message }: Pick<ErrorReport, 'code' | 'message'>,
): Warning {
  const problem = code === 'copy/missing' ? '' : message;
  return { code: 'copy/behind', place, state, behind, since, error: code, problem };
}
