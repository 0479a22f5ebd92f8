import { lockHolder, lockHome, type Home, type Lock, type LockHolder } from '../../records/index.ts';

/** One scheduler per home; every other watch only displays. */
const PURPOSE = 'scheduler';

/** Somebody who only asks holds the lock for an instant: that must not turn a scheduler away. */
const PATIENCE_MS = 50;

/**
 * The right to act on the schedule of a home. Undefined: another watch has it.
 * @param again asked before: whoever displays asks at every look, and nobody is to be waited for then
 */
export function becomeScheduler(home: Home, again: boolean): Lock | undefined {
  return again ? lockHome(home, PURPOSE) : lockHome(home, PURPOSE, PATIENCE_MS);
}

/** Whether a watch, of this process or another one, acts on the schedule of a home. */
export function someoneWatches(home: Home): boolean {
  const lock = lockHome(home, PURPOSE);
  lock?.release();
  return lock === undefined;
}

/** Who acts on the schedule of a home, as that process wrote it down; for display only. */
export function schedulerOf(home: Home): LockHolder | undefined {
  return lockHolder(home, PURPOSE);
}
