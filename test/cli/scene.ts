import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { openKeeper } from '../../electron/compose/index.ts';
import type { Env } from '../../electron/cli/io.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from '../device-simulator/index.ts';
import { start, type Ended, type Running, type StartOptions } from './program.ts';
import { jsonOf, run, type Ran, type RunOptions } from './run.ts';

/** `env` is added to the scene's own; `cwd` is the scene's folder unless told. */
type ProgramOptions = Partial<StartOptions>;

/** A simulated device, an empty home and an empty vault, and the program in between. Everything goes away with the test. */
export interface Scene {
  readonly device: Simulator;
  readonly folder: string;
  readonly vault: string;
  /** Nothing of the person who runs the tests; secrets in a sealed file. */
  readonly env: Env;
  /** Runs a command line with the real keeper inside this process. */
  readonly run: (argv: readonly string[], options?: Omit<RunOptions, 'cwd' | 'keeper'>) => Promise<Ran>;
  /** The same, with `--json`, its object. */
  readonly json: (
    argv: readonly string[],
    options?: Omit<RunOptions, 'cwd' | 'keeper'>,
  ) => Promise<ReturnType<typeof jsonOf> & { readonly exit: Ran['exit'] }>;
  /** Starts the built program as a process of its own. */
  readonly start: (argv: readonly string[], options?: ProgramOptions) => Running;
  readonly program: (argv: readonly string[], options?: ProgramOptions) => Promise<Ended>;
  /** Adds the device as "Router" without a backup. */
  readonly add: (...more: string[]) => Promise<Ran>;
  /** Names of the archives in the vault, sorted. */
  readonly archives: () => Promise<readonly string[]>;
  /** Every file below the scene's folder. */
  readonly files: () => Promise<readonly string[]>;
}

export async function scene(options: SimulatorOptions = { profile: 'srm-strict' }): Promise<Scene> {
  const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-scene-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const device = await startSimulator(options);
  onTestFinished(() => device.close());
  const vault = path.join(folder, 'vault');
  const env: Env = {
    PATH: process.env.PATH,
    HOME: folder,
    TERM: 'dumb',
    ROUTERKEEP_HOME: path.join(folder, 'home'),
    ROUTERKEEP_SECRETS: 'file',
    ROUTERKEEP_MASTER_KEY: randomBytes(24).toString('base64url'),
  };
  const inProcess: Scene['run'] = (argv, more) => run(argv, { openKeeper, env, cwd: folder, ...more });
  const startProgram: Scene['start'] = (argv, more) =>
    start(argv, { cwd: folder, ...more, env: { ...env, ...more?.env } });
  const files = async (): Promise<readonly string[]> => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  };
  return {
    device,
    folder,
    vault,
    env,
    run: inProcess,
    json: async (argv, more) => {
      const ran = await inProcess(['--json', ...argv], more);
      return { ...jsonOf(ran), exit: ran.exit };
    },
    start: startProgram,
    program: (argv, more) => startProgram(argv, { stdin: '', ...more }).ended,
    add: (...more) =>
      inProcess([...addArguments(device), '--name', 'Router', '--vault', 'vault', '--no-backup', ...more], {
        stdin: `${device.password}\n`,
      }),
    archives: async () => (await files()).filter((file) => file.endsWith('.dss')).sort(),
    files,
  };
}

/** `add` as a script would call it. */
export function addArguments({ origin, user, fingerprint }: Simulator): readonly string[] {
  const trust = fingerprint === undefined ? ['--allow-http'] : ['--fingerprint', fingerprint];
  return ['add', origin, '--user', user, '--password-stdin', ...trust];
}
