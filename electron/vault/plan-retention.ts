import type { RetentionPolicy } from '../../shared/index.ts';
import type { VerifiedBackup } from './commit.ts';
import type { VaultContext } from './context.ts';
import { isOwn } from './own.ts';
import { monthOf, weekOf } from './periods.ts';
import { retentionPause } from './retention-pause.ts';
import type { BackupEntry, RetentionPlan } from './types.ts';

/** Verified backups that stay whatever their age and whatever the policy says. */
export const RETENTION_FLOOR = 3;

type Reason = RetentionPlan['keep'][number]['reason'];

/**
 * What retention would keep and delete among a device's backups. Pure; the order of `entries` does not matter.
 * Counts backups, never days: a device that failed for months loses nothing by it. Only verified backups are counted
 * and only verified ones are ever deleted: damaged, missing, away and unknown ones stay until a person deletes them.
 * Weeks are ISO weeks and months calendar months of the local zone; each is represented by its newest backup, and only
 * those that nothing else keeps use up the numbers of the policy. What another home made is neither counted nor deleted.
 */
export function planRetention(
  entries: readonly BackupEntry[],
  policy: RetentionPolicy,
  now: Date,
  home: Pick<VaultContext, 'owner'> = {},
): RetentionPlan {
  const verified = entries
    .filter((entry) => entry.state === 'verified')
    .filter(({ sidecar }) => isOwn(sidecar.owner, home))
    .sort(newestFirst);
  const reasons = new Map<string, Reason>();
  const keep = (backups: readonly VerifiedBackup[], reason: Reason): void => {
    for (const { file } of backups) if (!reasons.has(file)) reasons.set(file, reason);
  };
  keep(verified.slice(0, policy.newest), 'newest');
  keep(verified.slice(0, RETENTION_FLOOR), 'floor');
  keep(
    verified.filter(({ sidecar }) => sidecar.pinned),
    'pinned',
  );
  keep(representatives(verified, weekOf, policy.weekly, reasons), 'weekly');
  keep(representatives(verified, monthOf, policy.monthly, reasons), 'monthly');
  const kept = verified.flatMap(({ file }) => {
    const reason = reasons.get(file);
    return reason === undefined ? [] : [{ file, reason }];
  });
  const surplus = verified.map(({ file }) => file).filter((file) => !reasons.has(file));
  const paused = surplus.length === 0 ? undefined : retentionPause(verified, now);
  return paused === undefined ? { keep: kept, remove: surplus } : { keep: kept, remove: [], paused };
}

/** The newest backup of each period, newest period first, as far as `limit` of them are not kept already. */
function representatives(
  newestFirst: readonly VerifiedBackup[],
  periodOf: (date: Date) => string,
  limit: number,
  kept: ReadonlyMap<string, Reason>,
): readonly VerifiedBackup[] {
  const periods = new Set<string>();
  const chosen: VerifiedBackup[] = [];
  for (const backup of newestFirst) {
    const period = periodOf(new Date(backup.sidecar.takenAt));
    if (periods.has(period)) continue;
    periods.add(period);
    if (!kept.has(backup.file) && chosen.length < limit) chosen.push(backup);
  }
  return chosen;
}

function newestFirst(one: VerifiedBackup, other: VerifiedBackup): number {
  const later = Date.parse(other.sidecar.takenAt) - Date.parse(one.sidecar.takenAt);
  return later === 0 ? (one.file < other.file ? 1 : -1) : later;
}
