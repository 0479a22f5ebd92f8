import type { BackupResult, Keeper, WatchNotification } from '../../keeper/index.ts';
import type { OverviewModel, RunState } from '../../../shared/ipc/index.ts';
import type { Dispose } from '../emitter.ts';

/** What happens in the engine, for the tray, the window and the notifications alike. */
export type EngineEvent =
  | { readonly kind: 'overview'; readonly before: OverviewModel | undefined; readonly after: OverviewModel }
  | { readonly kind: 'run'; readonly run: RunState }
  | { readonly kind: 'run-ended'; readonly deviceId: string; readonly result: BackupResult }
  | { readonly kind: 'notification'; readonly notification: WatchNotification }
  | { readonly kind: 'notice'; readonly sentence: string };

/** The runs of this program, whoever began them. */
export interface Runs {
  readonly list: () => readonly RunState[];
  /** Leaves out devices that are at it already. @returns ids of those that were started */
  readonly start: (deviceIds: readonly string[]) => readonly string[];
  readonly cancel: (deviceId: string) => boolean;
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
