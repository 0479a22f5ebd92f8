import type { Calendar, due, Situation } from '../../../electron/schedule/index.ts';
import type { BackupFacts, OccurrenceRow } from '../../../shared/index.ts';

/** One run, as the router saw it. */
export interface SeenRun {
  /** Of a scheduled run: which occurrence it was for. */
  readonly key?: string;
  /** For the backup right after adding, which is in no calendar. */
  readonly first: boolean;
  readonly how: string;
  /** True time. */
  readonly from: number;
  readonly until: number;
  /** Wall time at its start, and the latest slot that had come by then. */
  readonly wall: number;
  readonly latestSlot?: string;
  readonly verified: boolean;
}

export interface Outcome {
  readonly rows: readonly OccurrenceRow[];
  readonly backups: readonly BackupFacts[];
  readonly runs: readonly SeenRun[];
  /** Keys of all occurrences that ever were the latest. */
  readonly seen: ReadonlySet<string>;
  readonly knocks: number;
  /** Stretches of true time in which nothing stood in the way. */
  readonly free: readonly { readonly from: number; readonly until: number }[];
  /** What the wall shows at the end. */
  readonly wall: number;
  readonly calendar: Calendar;
  readonly decisions: number;
}

/** Looks at the situation after every decision. */
export type Watcher = (situation: Situation, at: { readonly trueTime: number }) => void;

export interface Options {
  /** A watch that looks so often, beside the moments that were named. */
  readonly tickEvery?: number;
  readonly watcher?: Watcher;
  /** Another rule in the place of `due`, to see the promises break. */
  readonly decide?: typeof due;
}
