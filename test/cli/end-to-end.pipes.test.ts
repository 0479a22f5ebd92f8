import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { injects } from '../faults/index.ts';
import { builtProgram, type Ended, type Running } from './program.ts';
import { scene, type Scene } from './scene.ts';

/** A place where a pipe lies instead of a file, what is then done, and what becomes of it. */
interface Case {
  readonly what: string;
  /** Absolute, in a scene with a device "Router", one backup and a second place. */
  readonly at: (it: Scene) => string | Promise<string>;
  readonly argv: (it: Scene) => readonly string[];
  readonly env?: (it: Scene) => Readonly<Record<string, string | undefined>>;
  readonly exit: number;
  /** The error's code, or what the outputs say. */
  readonly says: RegExp;
}

const inHome =
  (...parts: readonly string[]) =>
  ({ folder }: Scene): string =>
    path.join(folder, 'home', ...parts);

const beside =
  (name: RegExp) =>
  async ({ vault }: Scene): Promise<string> => {
    const folder = path.join(vault, 'Router');
    return path.join(folder, (await readdir(folder)).find((file) => name.test(file)) ?? 'missing');
  };

const named = ({ folder }: Scene): string => path.join(folder, 'named');

const marker = ({ vault }: Scene): string => path.join(vault, '.routerkeep-place.json');
const folderOfDevice = ({ vault }: Scene): string => path.join(vault, 'Router');
const lockOfRun =
  (kind: 'lock' | 'json') =>
  async (it: Scene): Promise<string> => {
    const locks = inHome('locks')(it);
    const lock = (await readdir(locks)).find((file) => /^run-.*\.lock$/.test(file)) ?? 'missing.lock';
    return path.join(locks, lock.replace(/lock$/, kind));
  };

const list = (): readonly string[] => ['list'];
const pause = (): readonly string[] => ['pause', 'Router'];
const passwd = (): readonly string[] => ['passwd', 'Router', '--password-stdin'];
const backUp = (): readonly string[] => ['backup', 'Router'];
const keyFile = (it: Scene): Readonly<Record<string, string | undefined>> => ({
  ROUTERKEEP_MASTER_KEY: undefined,
  ROUTERKEEP_MASTER_KEY_FILE: named(it),
});

const CASES: readonly Case[] = [
  { what: 'the settings', at: inHome('settings.json'), argv: list, exit: 0, says: /damaged \(it is not a file\)/ },
  {
    what: 'their earlier generation',
    at: inHome('settings.previous.json'),
    argv: list,
    exit: 0,
    says: /1 of 1 device/,
  },
  { what: 'settings being written', at: inHome('settings.json.new'), argv: pause, exit: 0, says: /paused/i },
  { what: 'the history', at: inHome('history.db'), argv: () => ['history'], exit: 0, says: /history was damaged/ },
  { what: 'its log', at: inHome('history.db-wal'), argv: () => ['history'], exit: 0, says: /backed up by hand/ },
  { what: 'the log', at: inHome('logs', 'routerkeep.log'), argv: backUp, exit: 0, says: /cannot be written \(ENXIO\)/ },
  {
    what: 'a lock',
    at: lockOfRun('lock'),
    argv: backUp,
    exit: 3,
    says: /something that is no file lies where one of its own belongs/,
  },
  { what: 'who holds a lock', at: lockOfRun('json'), argv: backUp, exit: 0, says: /backed up, verified/ },
  {
    what: 'sealed secrets',
    at: inHome('secrets.sealed'),
    argv: backUp,
    exit: 3,
    says: /secrets\.sealed cannot be read/,
  },
  {
    what: 'their lock',
    at: inHome('secrets.sealed.lock'),
    argv: passwd,
    exit: 3,
    says: /secrets\.sealed cannot be written/,
  },
  { what: 'the master key', at: named, argv: backUp, env: keyFile, exit: 3, says: /is a pipe or a device, not a file/ },
  { what: 'a sidecar', at: beside(/\.dss\.json$/), argv: backUp, exit: 0, says: /backed up, verified/ },
  { what: 'an archive', at: beside(/\.dss$/), argv: () => ['verify', 'Router'], exit: 4, says: /it is not a file/ },
  { what: 'the guide', at: beside(/^HOW-TO/), argv: backUp, exit: 0, says: /backed up, verified/ },
  { what: 'the marker of the vault', at: marker, argv: backUp, exit: 1, says: /is not there/ },
  { what: 'the folder of a device', at: folderOfDevice, argv: backUp, exit: 1, says: /a file stands in its place/ },
  {
    what: 'settings to import',
    at: named,
    argv: (it) => ['settings', 'import', named(it)],
    exit: 2,
    says: /cannot be read/,
  },
  { what: 'devices to add', at: named, argv: (it) => ['add', '--from', named(it)], exit: 2, says: /cannot be read/ },
  { what: 'an archive to verify', at: named, argv: (it) => ['verify', named(it)], exit: 2, says: /cannot be read/ },
  { what: 'an archive to show', at: named, argv: (it) => ['show', named(it)], exit: 2, says: /cannot be read/ },
];

/** Only to end what hangs, so that its row is told; nothing here takes more than some seconds. */
const HANGS_MS = 45_000;

/** Puts a pipe in the place of a file, and the file back afterwards. */
async function withPipe<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const away = path.join(path.dirname(file), '.away');
  await mkdir(path.dirname(file), { recursive: true });
  const was = await rename(file, away).then(
    () => true,
    () => false,
  );
  execFileSync('mkfifo', [file]);
  try {
    return await work();
  } finally {
    await rm(file, { recursive: true, force: true });
    if (was) await rename(away, file);
  }
}

async function endOf(running: Running): Promise<Ended> {
  const watchdog = setTimeout(() => running.child.kill('SIGKILL'), HANGS_MS);
  return running.ended.finally(() => clearTimeout(watchdog));
}

describe('a pipe without a writer', () => {
  it('keeps nobody waiting, wherever it lies in the place of a file', { timeout: 600_000 }, async (context) => {
    const fault = injects(context, 'home/pipe-for-file');
    const it = await scene();
    await it.add();
    expect((await it.run(backUp())).exit).toBe(0);
    const ends: Record<string, unknown> = {};
    for (const { what, at, argv, env, says } of CASES) {
      const file = await at(it);
      const {
        exit: found,
        stdout,
        stderr,
      } = await withPipe(file, () =>
        endOf(it.start(argv(it), { stdin: `${it.device.password}\n`, env: { ...it.env, ...env?.(it) } })),
      );
      fault.fired();
      ends[what] = [found, says.test(stdout + stderr) ? says : stdout + stderr];
    }
    expect(ends).toEqual(Object.fromEntries(CASES.map(({ what, exit, says }) => [what, [exit, says]])));
  });

  it('is told from one into which a shell writes the master key', { timeout: 120_000 }, async () => {
    const it = await scene();
    await it.add();
    const { ROUTERKEEP_MASTER_KEY: key = '' } = it.env;
    const script = 'exec env ROUTERKEEP_MASTER_KEY_FILE=<(printf %s "$KEY") "$@"';
    const { exit, stderr } = await it.start(backUp(), {
      stdin: '',
      env: { ...it.env, ROUTERKEEP_MASTER_KEY: undefined, KEY: key },
      launcher: ['bash', '-c', script, 'bash', process.execPath, builtProgram()],
    }).ended;
    expect([exit, stderr]).toEqual([0, expect.any(String)]);
  });
});
