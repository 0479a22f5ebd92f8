import { asKeepError } from '../../shared/index.ts';
import type { Settings } from '../records/index.ts';
import { dropStrayAlarms } from './alarms/alarm-store.ts';
import { dropStrayCopies } from './copies/memory.ts';
import { pairsOf } from './copies/pairs.ts';
import type { KeeperPorts } from './ports.ts';

/**
 * Forgets what is remembered of alarms and second places that these settings no longer have: after a device was removed,
 * an alarm or a place changed. What waits for such an alarm is told nobody.
 */
export function dropStrays({ history, log }: Pick<KeeperPorts, 'history' | 'log'>, settings: Settings): void {
  const pairs = settings.devices.flatMap((device) => pairsOf(settings, device));
  try {
    dropStrayAlarms({ history }, settings);
    dropStrayCopies(history, new Set(pairs.map(({ id }) => id)));
  } catch (thrown) {
    // What was asked for is done. It is dropped at the next look, and until then nobody reads it.
    log(`records of what is configured no longer: ${asKeepError(thrown).message}`);
  }
}
