import { asKeepError, say, type ErrorReport } from '../../../shared/index.ts';
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
      if (!result.ok) warnings.push(warningOf(result.sentence, result.error));
    } catch (thrown) {
      warnings.push(warningOf(pair.name, asKeepError(thrown)));
    }
  }
  return warnings;
}

/** That a place is not there, its own sentence says. */
function warningOf(sentence: string, { code, message }: Pick<ErrorReport, 'code' | 'message'>): string {
  if (code === 'copy/missing') return say('copies.not-now', { sentence });
  return say('copies.not-now.why', { sentence, problem: message });
}
