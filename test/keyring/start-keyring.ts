import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { missingProgram } from './missing-program.ts';
import { busAddress, startBus } from './start-bus.ts';

const run = promisify(execFile);

/** A real gnome-keyring of our own, on a bus of its own, with folders that are thrown away. */
export interface Keyring {
  /** The whole environment for programs that shall use this keyring. */
  readonly env: Readonly<Record<string, string>>;
  /** Locks it, as logging out does. There is no dialogue here that could unlock it again. */
  readonly lock: () => Promise<void>;
  /** The daemon ends, as in a crash or an update; nobody answers for it any more. */
  readonly end: () => Promise<void>;
  /** Another daemon takes its place and opens the same keyring. */
  readonly begin: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a keyring, or says which program this machine lacks for it.
 * @param options.keyring `false`: only the bus runs, and no keyring answers on it
 */
export async function startKeyring(
  options: { readonly keyring?: boolean } = {},
): Promise<Keyring | { readonly missing: string }> {
  const missing = await missingProgram();
  if (missing !== undefined) return { missing };

  const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-keyring-'));
  const env = await environment(folder);
  const bus = await startBus(folder, 'session', env);
  const stopBus = async (): Promise<void> => {
    await bus.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  let daemon: number | undefined;
  try {
    if (options.keyring !== false) daemon = await startDaemon(env);
  } catch (error) {
    await stopBus();
    throw error;
  }
  const call = (...message: readonly string[]): Promise<unknown> =>
    run('dbus-send', ['--session', ...message], { env });
  return {
    env,
    lock: async () => {
      await call(
        '--print-reply',
        '--dest=org.freedesktop.secrets',
        '/org/freedesktop/secrets',
        'org.freedesktop.Secret.Service.Lock',
        'array:objpath:/org/freedesktop/secrets/collection/login',
      );
    },
    end: async () => {
      await endDaemon(env, daemon);
      daemon = undefined;
    },
    begin: async () => {
      daemon = await startDaemon(env);
    },
    stop: async () => {
      if (daemon !== undefined) process.kill(daemon, 'SIGTERM');
      await stopBus();
    },
  };
}

/** Only what programs need: nothing of the real session leaks in. */
async function environment(folder: string): Promise<Record<string, string>> {
  const folders = {
    HOME: 'home',
    XDG_RUNTIME_DIR: 'run',
    XDG_DATA_HOME: 'data',
    XDG_CONFIG_HOME: 'config',
    XDG_CACHE_HOME: 'cache',
  };
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    DBUS_SESSION_BUS_ADDRESS: busAddress(folder, 'session'),
    XDG_CURRENT_DESKTOP: 'GNOME',
  };
  for (const [name, sub] of Object.entries(folders)) {
    const place = path.join(folder, sub);
    await mkdir(place, { mode: 0o700 });
    env[name] = place;
  }
  return env;
}

/** What opens the keyring. */
export const KEYRING_PASSWORD = 'throw-away';

/** Unlocks the keyring with its password, a new one if there is none; the program goes into the background. @returns its process id */
async function startDaemon(env: Readonly<Record<string, string>>): Promise<number> {
  const starting = spawn('gnome-keyring-daemon', ['--unlock', '--components=secrets'], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  starting.stdin.end(KEYRING_PASSWORD);
  await once(starting, 'exit');
  // It takes its name on the bus a moment after it went into the background. Each question takes some milliseconds itself.
  for (let question = 1; ; question += 1) {
    const owner = await ownerOfSecrets(env);
    if (owner !== undefined) return owner;
    if (question === MOST_QUESTIONS) throw new Error('gnome-keyring-daemon does not take its name on the bus');
  }
}

const MOST_QUESTIONS = 2_000;

/** Resolves once nobody owns the name on the bus. */
async function endDaemon(env: Readonly<Record<string, string>>, daemon: number | undefined): Promise<void> {
  if (daemon !== undefined) process.kill(daemon, 'SIGTERM');
  for (let question = 1; (await ownerOfSecrets(env)) !== undefined; question += 1) {
    if (question === MOST_QUESTIONS) throw new Error('gnome-keyring-daemon does not end');
  }
}

/** The process that answers for the secret service. */
async function ownerOfSecrets(env: Readonly<Record<string, string>>): Promise<number | undefined> {
  const question = [
    '--session',
    '--print-reply=literal',
    '--dest=org.freedesktop.DBus',
    '/org/freedesktop/DBus',
    'org.freedesktop.DBus.GetConnectionUnixProcessID',
    'string:org.freedesktop.secrets',
  ];
  try {
    return Number(/uint32 (\d+)/.exec((await run('dbus-send', question, { env })).stdout)?.[1]);
  } catch (error) {
    if (error instanceof Error && error.message.includes('NameHasNoOwner')) return undefined;
    throw error;
  }
}
