import type { ErrorReport, OccurrenceRow, Reason, Trigger, Warning } from '../../shared/index.ts';

/** One line of `history`: a night with all its tries, or a run that belongs to none. */
export interface HistoryEntry {
  /** Names the entry for good. */
  readonly id: string;
  readonly deviceId: string;
  readonly device: string;
  /** When the slot of the night was due, or the run began. ISO 8601, UTC. */
  readonly at: string;
  /** The day by the calendar of this place, `2026-11-21`. */
  readonly day: string;
  readonly trigger: Trigger;
  /** `skipped` and `waiting` are nights without a run that decided. */
  readonly outcome: 'running' | 'verified' | 'failed' | 'cancelled' | 'interrupted' | 'skipped' | 'waiting';
  /** All of it in one plain sentence, beginning with the time of day. */
  readonly sentence: string;
  readonly night?: {
    /** `2026-11-21T03:00`; with `zone` (`local` or a name) the identity of the occurrence. */
    readonly slot: string;
    readonly zone: string;
    /** ISO 8601, UTC. */
    readonly at: string;
    readonly state: OccurrenceRow['state'];
    /** Why it did not run when it fell due. */
    readonly why?: Reason;
    readonly waitsFor?: NonNullable<OccurrenceRow['waited']>['for'];
  };
  /** The rest is of the run that decided: the backup's, else the last try. Its id is absent where none began. */
  readonly runId?: string;
  /** Name of the file. */
  readonly file?: string;
  readonly bytes?: number;
  readonly sha256?: string;
  readonly contentHash?: string;
  readonly changed?: boolean | null;
  readonly firmware?: string;
  readonly durationMs?: number;
  readonly error?: ErrorReport;
  /** What is odd about its backup, and what went wrong after it. */
  readonly warnings?: readonly Warning[];
  /** Whether the backup still lies in the vault and counts. */
  readonly backup?: 'verified' | 'damaged' | 'missing' | 'away' | 'removed';
  /** Of a stored backup: kept out of retention, and what a person wants to remember about it. */
  readonly pinned?: boolean;
  readonly note?: string;
}

/** A part of the history. */
export interface HistoryPage {
  /** Only what comes after this entry in the list. */
  readonly before?: Pick<HistoryEntry, 'at' | 'id'>;
  /** At most so many; absent: all. */
  readonly limit?: number;
}

/** One cell of a night strip. */
export interface Night {
  /** By the calendar of this place, `2026-11-21`. */
  readonly date: string;
  readonly state: NightState;
  readonly sentence: string;
  /** Entries of the history on that day, newest first. */
  readonly entryIds: readonly string[];
}

/**
 * What a day of a device says, the most telling first: at work; a run failed; not run (asleep, away, paused); the settings
 * changed; made up for later; an ordinary verified backup; still to come; nothing planned; before it was added.
 */
export type NightState =
  'running' | 'failed' | 'not-run' | 'changed' | 'caught-up' | 'verified' | 'upcoming' | 'none-planned' | 'before';

export interface NightStrip {
  readonly deviceId: string;
  readonly device: string;
  /** Oldest first; the last is today. */
  readonly nights: readonly Night[];
}
