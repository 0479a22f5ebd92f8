import type { VaultContext } from '../context.ts';
import { isOwn } from '../own.ts';
import { planRetention } from '../plan-retention.ts';
import type { VerifiedBackup } from '../commit.ts';
import type { BackupEntry } from '../types.ts';
import type { RetentionPolicy } from '../../../shared/index.ts';
import type { CopyPlan } from './types.ts';

/**
 * What a place lacks, oldest first. Pure; the order of the entries does not matter.
 * Its own retention decides over all backups, those here and those there, so that nothing is carried over that would
 * be deleted there at once. Only verified backups are copied; what was deleted here stays there until retention.
 */
export function planCopies(
  here: readonly BackupEntry[],
  there: readonly BackupEntry[],
  policy: RetentionPolicy,
  now: Date,
  home: Pick<VaultContext, 'owner'> = {},
): CopyPlan {
  const verified = here.filter((entry) => entry.state === 'verified');
  const sources = verified.filter(({ sidecar }) => isOwn(sidecar.owner, home));
  const copies = new Map(there.map((entry) => [entry.file, entry]));
  const own = new Set(sources.map(({ file }) => file));
  const union = [...sources, ...there.filter(({ file }) => !own.has(file))];
  const wanted = new Set(planRetention(union, policy, now, home).keep.map(({ file }) => file));
  const missing = sources.filter((source) => wanted.has(source.file) && !isCopyOf(source, copies.get(source.file)));
  const copy = missing.sort(oldestFirst);
  const annotate = sources.filter((source) => isAnnotatedOtherwise(source, copies.get(source.file)));
  return { copy, annotate, standing: standingOf(copy, there) };
}

/** A placeholder of a cloud service counts: the bytes are where such a place keeps them. */
function isCopyOf({ sidecar }: VerifiedBackup, copy: BackupEntry | undefined): boolean {
  if (copy?.state !== 'verified' && copy?.state !== 'away') return false;
  return copy.sidecar.sha256 === sidecar.sha256 && copy.sidecar.bytes === sidecar.bytes;
}

function isAnnotatedOtherwise(source: VerifiedBackup, copy: BackupEntry | undefined): boolean {
  if (!isCopyOf(source, copy) || copy?.state !== 'verified') return false;
  return copy.sidecar.pinned !== source.sidecar.pinned || copy.sidecar.note !== source.sidecar.note;
}

function standingOf(missing: readonly VerifiedBackup[], there: readonly BackupEntry[]): CopyPlan['standing'] {
  const taken = there.flatMap((entry) =>
    entry.state === 'verified' || entry.state === 'away' ? [entry.sidecar.takenAt] : [],
  );
  const newest = taken.toSorted((one, other) => Date.parse(other) - Date.parse(one))[0];
  const known = { copies: taken.length, ...(newest === undefined ? {} : { newest }) };
  const [oldest] = missing;
  if (oldest === undefined) return { state: 'current', ...known };
  return { state: 'behind', ...known, behind: missing.length, since: oldest.sidecar.takenAt };
}

function oldestFirst(one: VerifiedBackup, other: VerifiedBackup): number {
  const earlier = Date.parse(one.sidecar.takenAt) - Date.parse(other.sidecar.takenAt);
  return earlier === 0 ? (one.file < other.file ? -1 : 1) : earlier;
}
