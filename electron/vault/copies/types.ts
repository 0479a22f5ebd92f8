import type { RetentionPolicy, Warning } from '../../../shared/index.ts';
import type { VerifiedBackup } from '../commit.ts';
import type { Place } from '../marker.ts';

/** What is to be kept in step: the backups of one device, and where their copies belong. */
export interface CopyPair {
  /** The device's folder in the vault, absolute. It is only read. */
  readonly vaultFolder: string;
  /** The vault, known by its marker. */
  readonly vault?: Place;
  /** Never created: where a disk or a share is not mounted, its mount point is an empty folder. */
  readonly place: Place;
  /** The device's folder name inside the place, as in the vault. */
  readonly folder: string;
  /** The place's own retention. */
  readonly policy: RetentionPolicy;
}

/**
 * How a place stands for one device. `newest`: when the newest backup that lies there was taken, to be remembered for
 * the time when the place is away. `since`: when the oldest backup that is not there was taken. ISO 8601, UTC.
 */
export type CopyStanding =
  | { readonly state: 'current'; readonly copies: number; readonly newest?: string }
  | {
      readonly state: 'behind';
      readonly copies: number;
      readonly newest?: string;
      readonly behind: number;
      readonly since: string;
    }
  | { readonly state: 'away'; readonly behind: number; readonly since?: string };

/** What became of one backup. `left`: not copied, for a reason that lies in this backup alone; a fragment of a sentence. */
export type CopyOutcome =
  { readonly state: 'copied' } | { readonly state: 'there' } | { readonly state: 'left'; readonly reason: string };

/** What is to be done so that a place holds what its retention wants. Pure data. */
export interface CopyPlan {
  /** Not there yet, or there but not whole; oldest first. */
  readonly copy: readonly VerifiedBackup[];
  /** There, but pinned or noted otherwise since. */
  readonly annotate: readonly VerifiedBackup[];
  readonly standing: Exclude<CopyStanding, { state: 'away' }>;
}

export interface CatchUp {
  /** File names, in the order in which they were copied. */
  readonly copied: readonly string[];
  /** Not copied, each for a reason of its own; tried again the next time. */
  readonly left: readonly { readonly file: string; readonly reason: string }[];
  /** By the place's retention. */
  readonly removed: readonly string[];
  /** Why retention removed nothing although there was something. */
  readonly paused?: Warning;
  readonly standing: Exclude<CopyStanding, { state: 'away' }>;
}
