import type { OccurrenceRow, Progress } from '../../../shared/index.ts';
import type { CopyEvent } from '../copies/copy-watch.ts';
import type { BackupResult } from '../views.ts';

/** What a watch needs of the computer it runs on. */
export interface WatchDesktop {
  /** Milliseconds since the computer was started, sleep included. */
  readonly uptime: () => number;
  /** Tells this start of the program from others. */
  readonly process: string;
  /** Whether notifications are shown here: they are handed out as events, each once. */
  readonly notifies: boolean;
}

export interface WatchOptions {
  /** Aborted: a clean end. Runs under way are cancelled and signed out; their occurrences are due again. */
  readonly signal: AbortSignal;
  /** Does what is due now and ends, instead of waiting for the next slot. */
  readonly once: boolean;
  readonly desktop: WatchDesktop;
  readonly onEvent: (event: WatchEvent) => void;
}

/** What a watch learns from the desktop, or from whoever changed something. */
export type Nudge = 'resume' | 'unlock' | 'network' | 'changed';

/** The schedule at work: runs what is due, tells, alarms, copies. Of several on one home one acts, the others display. */
export interface Watch {
  /** Resolves when the watch has ended and everything it began is recorded. Rejects only with `once`, with a KeepError. */
  readonly ended: Promise<WatchSummary>;
  readonly nudge: (cause: Nudge) => void;
  /** Stops the scheduled run of a device as its user wants it: not tried again before the next slot. False where none runs here. */
  readonly cancel: (deviceId: string) => boolean;
  /** How much it is working on at this moment: knocks, runs, copies, deliveries. */
  readonly working: () => number;
}

export interface WatchSummary {
  /** Whether this watch ever acted; else another one has the schedule of this home. */
  readonly acted: boolean;
  readonly results: readonly BackupResult[];
}

interface AboutDevice {
  readonly deviceId: string;
  readonly device: string;
}

export type WatchEvent =
  | {
      readonly kind: 'role';
      readonly role: 'scheduler' | 'display';
      readonly sentence: string;
    }
  | (AboutDevice & { readonly kind: 'run-started'; readonly how: 'first' | 'regular' | 'catch-up' | 'retry' })
  | (AboutDevice & { readonly kind: 'progress'; readonly progress: Progress })
  | (AboutDevice & { readonly kind: 'run-ended'; readonly result: BackupResult })
  /** A decision about an occurrence was written down. `sentence`: the night so far. */
  | (AboutDevice & { readonly kind: 'night'; readonly state: OccurrenceRow['state']; readonly sentence: string })
  | (AboutDevice & { readonly kind: 'waiting'; readonly for: 'network' })
  | CopyEvent
  /** Stored backups were found damaged or missing, or are sound again. Told once. */
  | (AboutDevice & { readonly kind: 'stored'; readonly sentence: string })
  /** Told once; the desktop shows it. */
  | { readonly kind: 'notification'; readonly notification: WatchNotification }
  /** Something is not as it was: ask for the overview again. */
  | { readonly kind: 'changed' }
  /** A plain sentence about trouble of the watch itself. */
  | { readonly kind: 'notice'; readonly sentence: string };

export interface WatchNotification {
  readonly kind: string;
  readonly deviceIds: readonly string[];
  readonly title: string;
  readonly body: string;
  /** What a click opens; `parseNotificationAction` reads it back. */
  readonly action: string;
}
