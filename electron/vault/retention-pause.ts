import type { Warning } from '../../shared/index.ts';
import type { VerifiedBackup } from './commit.ts';

const DAY = 24 * 60 * 60 * 1000;

/** A clock this far before the newest backup was set back; less is a time zone or a correction. */
const BACKWARDS = DAY;

/** A clock this far after the last backup that it did not date itself is taken for wrong. */
const FAR_AHEAD = 400 * DAY;

/**
 * Why nothing may be deleted now, judged by the clock; undefined when it can be believed.
 * Set back, the clock makes tonight's backup look older than all others, and retention would delete that one.
 * Set far ahead, it has just dated the newest backup itself: the one before shows the jump. After another backup with
 * that clock the jump is history; by then the numbers of the policy keep what they always keep.
 * @param newestFirst at least one
 */
export function retentionPause(newestFirst: readonly VerifiedBackup[], now: Date): Warning | undefined {
  const [newest, before] = newestFirst;
  if (newest === undefined) return undefined;
  const newestAt = Date.parse(newest.sidecar.takenAt);
  if (now.getTime() < newestAt - BACKWARDS) {
    return { code: 'retention/clock-behind', file: newest.file, date: dayOf(newestAt), today: dayOf(now.getTime()) };
  }
  const datedByThisClock = now.getTime() - newestAt <= DAY;
  const reference = datedByThisClock && before !== undefined ? before : newest;
  const referenceAt = Date.parse(reference.sidecar.takenAt);
  if (now.getTime() - referenceAt <= FAR_AHEAD) return undefined;
  return {
    code: 'retention/clock-ahead',
    file: reference.file,
    date: dayOf(referenceAt),
    today: dayOf(now.getTime()),
  };
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
