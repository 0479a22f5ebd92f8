import type { BackupResult, Keeper, WatchNotification } from '../../keeper/index.ts';
import type { BatchModel, OverviewModel, RunState } from '../../../shared/ipc/index.ts';
import type { Dispose } from '../emitter.ts';
import type { Batch } from './batch.ts';

/** What happens in the engine, for the tray, the window and the notifications alike. */
export type EngineEvent =
  | { readonly kind: 'overview'; readonly before: OverviewModel | undefined; readonly after: OverviewModel }
  | { readonly kind: 'run'; readonly run: RunState }
  /** `asked`: a person asked for it, and not the schedule alone. */
  | { readonly kind: 'run-ended'; readonly deviceId: string; readonly result: BackupResult; readonly asked: boolean }
  /** Several that were asked for at once have all ended; null: that was read, or others were asked for. */
  | { readonly kind: 'batch'; readonly outcome: BatchModel | null }
  | { readonly kind: 'notification'; readonly notification: WatchNotification }
  | { readonly kind: 'notice'; readonly sentence: string };

/** The runs of this program, whoever began them. */
export interface Runs {
  readonly list: () => readonly RunState[];
  /**
   * Asks for backups. A device that was asked for already, and whose backup has not ended, is left out; one that the schedule
   * works on gets its backup afterwards. @returns ids of those that were asked for now
   */
  readonly start: (deviceIds: readonly string[]) => readonly string[];
  /** Breaks off what a device is shown to be at, and what waits behind it. @returns whether there was anything */
  readonly cancel: (deviceId: string) => boolean;
  /** Begins nothing any more, and breaks off everything but what is being saved. */
  readonly windDown: () => void;
}

/** What is known of the simulated router of the demo. */
export interface DemoDevice {
  readonly address: string;
  readonly user: string;
  readonly password: string;
}

/** One home at work: its keeper, its watch, its runs. */
export interface Engine {
  readonly keeper: Keeper;
  /** Folder of its home. */
  readonly home: string;
  /** Set in the demo. */
  readonly demo: DemoDevice | undefined;
  readonly overview: () => OverviewModel;
  /** Looks again; what differs is told as an event. */
  readonly refresh: () => Promise<void>;
  readonly runs: Runs;
  readonly batch: Pick<Batch, 'outcome' | 'dismiss'>;
  readonly on: (listener: (event: EngineEvent) => void) => Dispose;
  readonly nudge: (cause: 'resume' | 'unlock' | 'network' | 'changed') => void;
  /** The keeper's name of a device. @throws KeepError usage/unknown-device */
  readonly nameOf: (deviceId: string) => string;
  readonly idOf: (name: string) => string | undefined;
  /** Whether a run has come to saving, which is not broken off. */
  readonly saving: () => boolean;
  /** Breaks off what runs, signs out, records it, and closes the home. */
  readonly close: () => Promise<void>;
}
