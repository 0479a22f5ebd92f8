import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { scene, type Scene } from '../cli/scene.ts';
import type { Ended } from '../cli/program.ts';
import { archiveSecrets, type SimulatorOptions } from '../device-simulator/index.ts';
import { startFront, type Front } from './front.ts';
import { leaksIn, text, type Needle, type Place } from './needles.ts';
import { filesBelow, isArchive } from './places.ts';
import { shownOf } from './processes.ts';
import { awkwardPassword, letters, needle, oneTimeCode } from './secrets.ts';

/** The built program between a simulated device and a folder, everything watched in which a secret could come to stand. */
export interface LeakScene extends Pick<Scene, 'device' | 'folder' | 'archives'> {
  readonly front: Front;
  readonly password: string;
  readonly code: string;
  /** One command line, as people read it and with `--json` in turn. */
  readonly once: (argv: readonly string[], stdin?: string) => Promise<Ended>;
  /** `add` of the device as "Router", by its front. */
  readonly addArguments: readonly string[];
  /** One more secret to look for. */
  readonly mind: (name: string, secret: string) => void;
  /** One more place to look at. */
  readonly note: (place: Place) => void;
  /** How many secrets are looked for, and how many places have been seen so far. */
  readonly counts: () => { readonly needles: number; readonly processes: number };
  /** Every leak, as a sentence. */
  readonly leaks: () => Promise<readonly string[]>;
}

/** @param program which one: the built one as a process of its own, or the sources inside this process, which is quick */
export async function leakScene(
  options: Omit<SimulatorOptions, 'tls' | 'password'>,
  program: 'built' | 'sources' = 'built',
): Promise<LeakScene> {
  const password = awkwardPassword();
  const code = oneTimeCode();
  const hostName = `Host-${letters(8)}`;
  const it = await scene({ ...options, password, hostName, tls: false });
  const masterKey = letters(40);
  const keyFolder = await mkdtemp(path.join(tmpdir(), 'routerkeep-key-'));
  onTestFinished(() => rm(keyFolder, { recursive: true, force: true }));
  const keyFile = path.join(keyFolder, 'key');
  await writeFile(keyFile, `${masterKey}\n`, { mode: 0o600 });
  const temporary = path.join(it.folder, 'tmp');
  await mkdir(temporary);
  const env = {
    ROUTERKEEP_MASTER_KEY: undefined,
    ROUTERKEEP_MASTER_KEY_FILE: keyFile,
    // Everything that an error could say is said.
    ROUTERKEEP_DEBUG: '1',
    TMPDIR: temporary,
  };

  const needles: Needle[] = [needle('password', password), needle('code', code), needle('master key', masterKey)];
  const inside = Object.entries<string>({ ...archiveSecrets(hostName) }).map(([name, secret]) =>
    needle(`archive's ${name}`, secret),
  );
  const shown: Place[] = [];
  const processes = new Map<string, Place>();
  let pid: number | undefined;
  const watch = (): void => {
    if (pid === undefined) return;
    for (const place of shownOf(pid)) processes.set(Buffer.from(place[1]).toString('latin1'), place);
  };
  const front = await startFront(it.device, watch);
  const runBuilt = async (argv: readonly string[], stdin: string): Promise<Ended> => {
    const { child, ended } = it.start(argv, { stdin, env });
    pid = child.pid;
    const result = await ended;
    pid = undefined;
    return result;
  };
  const run = async (argv: readonly string[], stdin: string): Promise<Ended> => {
    const result =
      program === 'built' ? await runBuilt(argv, stdin) : await it.run(argv, { stdin, env: { ...it.env, ...env } });
    shown.push(text(`output of ${argv.join(' ')}`, result.stdout), text(`errors of ${argv.join(' ')}`, result.stderr));
    return result;
  };
  let turn = 0;
  return {
    ...{ device: it.device, folder: it.folder, archives: it.archives, front, password, code },
    once: (argv, stdin = '') => run((turn += 1) % 2 === 0 ? argv : [...argv, '--json'], stdin),
    addArguments: [
      ...['add', front.origin, '--user', it.device.user, '--password-stdin'],
      ...['--fingerprint', front.fingerprint, '--name', 'Router', '--vault', 'vault'],
    ],
    mind: (name, secret) => void needles.push(needle(name, secret)),
    note: (place) => void shown.push(place),
    counts: () => ({ needles: needles.length, processes: processes.size }),
    leaks: async () => {
      const files = await filesBelow(it.folder);
      const places = [...shown, ...processes.values(), ...files];
      const handedOut = sessionSecrets(it.device.requests);
      return [
        ...leaksIn([...needles, ...handedOut], places),
        ...leaksIn(inside, [...shown, ...processes.values(), ...files.filter((place) => !isArchive(place))]),
      ];
    },
  };
}

/** What the device handed out or was shown, and must stay between the two. */
export function sessionSecrets(requests: Scene['device']['requests']): readonly Needle[] {
  const found = requests.flatMap(({ params, headers, login }): readonly (readonly [string, string | undefined])[] => [
    ['session id', params._sid],
    ['SynoToken', params.SynoToken ?? headers['x-syno-token']],
    ['device token', params.device_id ?? login?.device_id],
    ['cookie', headers.cookie],
  ]);
  const known = new Map(found.flatMap(([name, value]) => (value === undefined ? [] : [[value, name] as const])));
  return [...known].filter(([value]) => value.length > 5).map(([value, name]) => needle(name, value));
}
