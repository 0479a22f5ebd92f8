import type { Clock, Guide } from '../../shared/index.ts';
import type { AlarmNetwork } from '../alarms/index.ts';
import type { Verifier } from '../archive/index.ts';
import type { History, Home, SettingsStore } from '../records/index.ts';
import type { SecretStore } from '../secrets/index.ts';
import type { AlarmDesk } from './alarms/types.ts';
import type { Bell } from './bell.ts';
import type { CopyLooks } from './copies/copy-looks.ts';
import type { PlaceDoor } from './copies/types.ts';
import type { RunTurns } from './run-turns.ts';
import type { Shelves } from './shelves.ts';

/** Everything the use cases take from outside. Only `main.ts` and `cli/` put the real ones together. */
export interface OutsidePorts {
  readonly home: Home;
  readonly settings: SettingsStore;
  readonly history: History;
  /** Opened at the first need: a list needs no keychain. @throws KeepError secret/* */
  readonly secrets: () => Promise<SecretStore>;
  readonly clock: Clock;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly newId: () => string;
  /** Name of the computer's time zone as it is now; it changes under a traveller. */
  readonly localZone: () => string;
  /** Environment variables, for proxies. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The vault of a home that has none yet, absolute. */
  readonly defaultVault: string;
  /** Version of Routerkeep, for sidecars. */
  readonly version: string;
  /** One line for the log; it holds no secret. */
  readonly log: (line: string) => void;
  /** The page stored beside the backups. */
  readonly guidePage: (guide: Guide) => Promise<string>;
  /** The way out for alarms; what is left out is the real one. */
  readonly alarmNetwork?: Partial<AlarmNetwork>;
  /** Opens archives; left out, in place. */
  readonly verifier?: Verifier;
}

/** What the use cases work with: the outside, and what the keeper remembers while it is open. */
export interface KeeperPorts extends OutsidePorts {
  readonly verifier: Verifier;
  readonly shelves: Shelves;
  readonly turns: RunTurns;
  readonly bell: Bell;
  readonly alarms: AlarmDesk;
  readonly places: PlaceDoor;
  readonly copyLooks: CopyLooks;
}
