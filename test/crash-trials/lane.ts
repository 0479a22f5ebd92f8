import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openHome, openSettings, type Home } from '../../electron/records/index.ts';
import { preparePlace } from '../../electron/vault/index.ts';
import { builtProgram } from '../cli/program.ts';
import { startSimulator, type Simulator } from '../device-simulator/index.ts';
import { clockAndPlug } from './clock-and-plug.ts';

const DAY = 86_400_000;

/** The slot is 03:00; whatever the trials take, no other slot comes meanwhile. */
const NIGHT_BEGINS = 4 * 3_600_000;

/** Enough that retention has something to do on most nights. */
export const KEPT = 5;

/** One computer that is cut off night after night: a device, a home, a vault and a second place. */
export interface Lane {
  readonly device: Simulator;
  readonly home: Home;
  /** The device's folder in the vault, and in the second place. */
  readonly folder: string;
  readonly copies: string;
  /** The calendar slot of the present night. */
  readonly slot: () => string;
  /** Milliseconds since 1970 by the clock of this computer and of the device. */
  readonly now: () => number;
  /** A day passes. */
  readonly nextNight: () => void;
  /** Starts the built program on this home. */
  readonly start: (argv: readonly string[], more?: Readonly<Record<string, string>>) => Started;
  /** A file to be written by the program's companion. */
  readonly momentsFile: string;
  readonly close: () => Promise<void>;
}

export interface Started {
  /** Calls back with every line of standard output. */
  readonly onLine: (listener: (line: string) => void) => void;
  readonly kill: () => void;
  readonly ended: Promise<{
    readonly exit: number | null;
    readonly signal: NodeJS.Signals | null;
    readonly stderr: string;
  }>;
}

export async function openLane(): Promise<Lane> {
  const root = await mkdtemp(path.join(tmpdir(), 'routerkeep-crash-'));
  const today = Math.floor(Date.now() / DAY) * DAY;
  let offset = today + NIGHT_BEGINS - Date.now();
  const now = (): number => Date.now() + offset;
  const device = await startSimulator({ profile: 'srm-strict', now, behaviour: { taskPolls: 0 } });
  const env = {
    PATH: process.env.PATH,
    HOME: root,
    TERM: 'dumb',
    // The zone of the computer, said on purpose.
    TZ: 'UTC',
    NODE_OPTIONS: await clockAndPlug(root),
    ROUTERKEEP_HOME: path.join(root, 'home'),
    ROUTERKEEP_SECRETS: 'file',
    ROUTERKEEP_MASTER_KEY: randomBytes(24).toString('base64url'),
  };
  const start: Lane['start'] = (argv, more = {}) =>
    started([builtProgram(), ...argv], { ...env, ...more, TRIAL_CLOCK_OFFSET_MS: String(offset) });
  const vault = path.join(root, 'vault');
  const place = path.join(root, 'nas');
  await mkdir(place);
  const address = ['add', device.origin, '--user', device.user, '--name', 'Router', '--vault', vault];
  const trust = ['--fingerprint', device.fingerprint ?? '', '--password-stdin'];
  const added = start([...address, ...trust], { TRIAL_PASSWORD: device.password });
  const { exit, stderr } = await added.ended;
  if (exit !== 0) throw new Error(`the device could not be added: ${stderr}`);
  const home = await openHome(env.ROUTERKEEP_HOME);
  const keep = { newest: KEPT, weekly: 0, monthly: 0 };
  const copyTo = [await preparePlace(place, [vault])];
  await openSettings(home).update((settings) => ({ ...settings, keep, copyTo }));
  return {
    device,
    home,
    folder: path.join(vault, 'Router'),
    copies: path.join(place, 'Router'),
    slot: () => `${new Date(now()).toISOString().slice(0, 10)}T03:00`,
    now,
    nextNight: () => void (offset += DAY),
    start,
    momentsFile: path.join(root, 'moments'),
    close: async () => {
      await device.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

function started(
  args: readonly string[],
  { TRIAL_PASSWORD, ...env }: Readonly<Record<string, string | undefined>>,
): Started {
  const child = spawn(process.execPath, args, { env });
  child.stdin.on('error', () => undefined);
  child.stdin.end(TRIAL_PASSWORD === undefined ? '' : `${TRIAL_PASSWORD}\n`);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const listeners: ((line: string) => void)[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) for (const listener of listeners) listener(line);
  });
  return {
    onLine: (listener) => void listeners.push(listener),
    kill: () => void child.kill('SIGKILL'),
    ended: new Promise((resolve, reject) => {
      child.once('error', reject).once('close', (exit, signal) => resolve({ exit, signal, stderr }));
    }),
  };
}
