import { lockHome, type Home, type Lock } from '../../records/index.ts';

/** One scheduler per home; every other watch only displays. */
const PURPOSE = 'scheduler';

/** Somebody who only asks holds the lock for an instant: that must not turn a scheduler away. */
const PATIENCE_MS = 50;

/** The right to act on the schedule of a home. Undefined: another watch has it. */
export function becomeScheduler(home: Home): Lock | undefined {
  return lockHome(home, PURPOSE, PATIENCE_MS);
}

/** Whether a watch, of this process or another one, acts on the schedule of a home. */
export function someoneWatches(home: Home): boolean {
  const lock = lockHome(home, PURPOSE);
  lock?.release();
  return lock === undefined;
}
