import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { KeepError, type Clock, type ErrorCode, type Progress } from '../../shared/index.ts';
import {
  createKeeper,
  type AddQuestions,
  type AddRequest,
  type AddResult,
  type BackupResult,
  type Keeper,
  type OutsidePorts,
  type Selection,
} from '../../electron/keeper/index.ts';
import { openHistory, openHome, openSettings, type Home } from '../../electron/records/index.ts';
import { openSecretStore } from '../../electron/secrets/index.ts';
import { guidePage } from '../../renderer/guide/page.tsx';
import { startSimulator, type Simulator, type SimulatorOptions } from '../device-simulator/index.ts';

/** A keeper with real rooms below it: a home and a vault of its own, secrets in a sealed file. */
export interface Bench {
  readonly keeper: Keeper;
  readonly home: Home;
  readonly vault: string;
  readonly folder: string;
  /** Moves the keeper's clock. */
  readonly advance: (ms: number) => void;
  /** What its first keeper was made of. */
  readonly outside: OutsidePorts;
  /** A second keeper on the same home, as another process would have it. */
  readonly reopen: () => Promise<Keeper>;
}

export const SECRETS_ENV = { ROUTERKEEP_SECRETS: 'file', ROUTERKEEP_MASTER_KEY: 'a master key of the tests' };

/**
 * @param secretsEnv what says where secrets go
 * @param ownClock in place of the bench's, which hurries short pauses
 * @param parts in place of the bench's own
 */
export async function makeBench(
  secretsEnv: Readonly<Record<string, string>> = SECRETS_ENV,
  ownClock?: Clock,
  parts: Partial<OutsidePorts> = {},
): Promise<Bench> {
  const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-keeper-'));
  const vault = path.join(folder, 'vault');
  const home = await openHome(path.join(folder, 'home'));
  let offset = 0;
  const clock: Clock = ownClock ?? {
    now: () => Date.now() + offset,
    // Polls (2 s at most) need not be waited for; time-outs (10 s at least) must not strike early.
    sleep: async (ms, signal) => {
      await sleep(ms <= 2000 ? ms / 50 : ms, undefined, signal === undefined ? {} : { signal });
    },
  };
  const keepers: Keeper[] = [];
  const portsOf = async (): Promise<OutsidePorts> => {
    const store = await openSecretStore({ env: secretsEnv, home: home.folder });
    return {
      home,
      settings: openSettings(home),
      history: openHistory(home),
      secrets: () => Promise.resolve(store),
      clock,
      randomBytes: (count) => randomBytes(count),
      newId: () => randomUUID(),
      localZone: () => 'Europe/Berlin',
      env: {},
      defaultVault: vault,
      version: '0.0.0-test',
      log: () => undefined,
      guidePage: (guide) => Promise.resolve(guidePage(guide)),
      ...parts,
    };
  };
  const open = (ports: OutsidePorts): Keeper => {
    const keeper = createKeeper(ports);
    keepers.push(keeper);
    return keeper;
  };
  const outside = await portsOf();
  const keeper = open(outside);
  onTestFinished(async () => {
    for (const each of keepers) each.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    keeper,
    home,
    vault,
    folder,
    advance: (ms) => void (offset += ms),
    outside,
    reopen: async () => open(await portsOf()),
  };
}

/** A simulated device that is closed with the test; asserts that nothing outside the table of calls was sent. */
export async function makeDevice(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const device = await startSimulator({ profile: 'srm-strict', ...options });
  onTestFinished(async () => {
    await device.close();
    if (device.outOfTable.length > 0) throw new Error(`called outside the table: ${device.outOfTable.join(', ')}`);
  });
  return device;
}

/** Answers of somebody who knows the device. */
export function answersFor(device: Simulator, change: Partial<AddQuestions> = {}): AddQuestions {
  return {
    trust: ({ certificate }) => Promise.resolve(certificate?.sha256 === device.fingerprint),
    password: () => Promise.resolve(device.password),
    code: () => Promise.resolve(undefined),
    tell: () => undefined,
    ...change,
  };
}

export const never = (): AbortSignal => new AbortController().signal;

export async function add(
  { keeper }: Pick<Bench, 'keeper'>,
  device: Simulator,
  request: Partial<AddRequest> = {},
  answers: Partial<AddQuestions> = {},
  signal: AbortSignal = never(),
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<AddResult> {
  return keeper.addDevice(
    { address: device.origin, user: device.user, name: 'Office', allowHttp: false, backUp: true, ...request },
    answersFor(device, answers),
    { signal, onProgress: (_device, progress) => onProgress(progress) },
  );
}

export const everything: Selection = { kind: 'all' };

/** One backup of the only device. */
export async function backUp(
  { keeper }: Pick<Bench, 'keeper'>,
  trigger: 'manual' | 'schedule' = 'manual',
  signal: AbortSignal = never(),
): Promise<BackupResult> {
  const [result] = await keeper.backUp(everything, { trigger, signal });
  if (result === undefined) throw new Error('nothing was backed up');
  return result;
}

export function codeOf(result: BackupResult | undefined): ErrorCode | undefined {
  return result === undefined || result.ok ? undefined : result.error.code;
}

export async function failureOf(work: Promise<unknown>): Promise<KeepError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof KeepError) return error;
    throw error;
  }
  throw new Error('expected a failure');
}

/** Every file below a folder with its bytes, for searches. */
export async function filesBelow(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file)] as const)));
}

/** The names of finished archives in a vault. */
export async function archivesIn(vault: string): Promise<readonly string[]> {
  return [...(await filesBelow(vault)).keys()].filter((file) => file.endsWith('.dss')).sort();
}
