import { createAutoBlock, type AutoBlock } from './auto-block.ts';
import { answersAt, type ApiEntry } from './apis.ts';
import { parseChange, type Behaviour, type BehaviourChange } from './behaviour.ts';
import { defaultBehaviour } from './default-behaviour.ts';
import { createLog, type Log } from './log.ts';
import { factsOf, type DeviceFacts, type Profile } from './profiles.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createStrikes, type Strikes } from './strikes.ts';
import { createTasks, type Tasks } from './tasks.ts';
import type { Player } from './report/play.ts';
import type { SimulatorOptions } from './types.ts';

const DEFAULT_USER = 'backup-admin';
/** A space and a plus, so that a client that escapes them wrongly fails at once. */
const DEFAULT_PASSWORD = 'Simulated only + 2026';

/** The state of one simulated device, apart from its sockets. */
export interface Device {
  readonly profile: Profile;
  readonly facts: DeviceFacts;
  readonly hostName: string;
  readonly user: string;
  readonly password: string;
  readonly log: Log;
  readonly strikes: Strikes;
  readonly sessions: Sessions;
  readonly autoBlock: AutoBlock;
  readonly tasks: Tasks;
  /** Trusted-device token -> the name it was given for. */
  readonly deviceTokens: Map<string, string>;
  /** Changes to what the archive holds. */
  readonly settings: Map<string, string>;
  readonly now: () => number;
  /** Plays the device of a report; what the report does not know the profile answers. */
  readonly player: Player | undefined;
  behaviour: Behaviour;
  serial: string;
  /** How many archives were made: two exports of equal settings differ in their raw bytes. */
  exports: number;
}

export function createDevice(options: SimulatorOptions, player?: Player): Device {
  const now = options.now ?? Date.now;
  const { model, firmware } = options;
  const facts = {
    ...factsOf(options.profile),
    ...(model === undefined ? {} : { model }),
    ...(firmware === undefined ? {} : { firmware }),
  };
  const log = createLog();
  const behaviour = (): Behaviour => device.behaviour;
  const device: Device = {
    profile: options.profile,
    facts,
    hostName: options.hostName ?? facts.hostName,
    user: options.user ?? DEFAULT_USER,
    password: options.password ?? DEFAULT_PASSWORD,
    log,
    strikes: createStrikes(log.fired),
    sessions: createSessions(now, behaviour),
    autoBlock: createAutoBlock(now, () => device.behaviour.autoBlock),
    tasks: createTasks(now, behaviour),
    deviceTokens: new Map(),
    settings: new Map(),
    now,
    player,
    behaviour: { ...defaultBehaviour(options.profile), ...parseChange(options.behaviour ?? {}) },
    serial: options.serial ?? facts.serial,
    exports: 0,
  };
  return device;
}

/** Switches behaviours; "once" begins anew. @throws ZodError for an unknown key or value */
export function change(device: Device, behaviour: BehaviourChange): void {
  device.behaviour = { ...device.behaviour, ...parseChange(behaviour) };
  device.strikes.reset();
}

/** Epoch seconds as the device believes them to be. */
export function deviceSeconds(device: Device): number {
  return Math.floor(device.now() / 1000) + device.behaviour.clockOffsetSeconds;
}

/** What SYNO.API.Info lists now. */
export function apiTable(device: Device): ReadonlyMap<string, ApiEntry> {
  const table = new Map(Object.entries(device.facts.apis));
  for (const [name, entry] of Object.entries(device.behaviour.apis)) {
    if (entry === null) table.delete(name);
    else table.set(name, entry);
  }
  return table;
}

/** The entry of an API, if it answers at this path under /webapi/. */
export function findApi(device: Device, name: string, path: string): ApiEntry | undefined {
  const entry = apiTable(device).get(name);
  return entry !== undefined && answersAt(name, entry, path) ? entry : undefined;
}
