import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { openSettings } from '../../../electron/records/index.ts';
import type { BackupResult } from '../../../electron/keeper/index.ts';
import type { SecretStore } from '../../../electron/secrets/index.ts';
import type { ErrorCode, Progress } from '../../../shared/index.ts';
import {
  defaultBehaviour,
  makeCertificate,
  type BehaviourChange,
  type Certificate,
  type Profile,
  type Simulator,
  type SimulatorOptions,
} from '../../device-simulator/index.ts';
import {
  add,
  backUp,
  filesBelow,
  makeBench,
  makeDevice,
  never,
  SECRETS_ENV,
  type Bench,
} from '../../keeper/harness.ts';
import { heldClock, type HeldClock } from './held-clock.ts';

/** A device with a good backup, and everything that is needed to trouble its next one. */
export interface Ordeal {
  readonly bench: Bench;
  readonly device: Simulator;
  readonly clock: HeldClock;
  /** What the keeper wrote into its log. */
  readonly log: readonly string[];
  readonly certificate: Certificate;
}

/** One fault and what is to come of it. */
export interface Trial {
  readonly fault?: BehaviourChange;
  /** Brings about what the device cannot be told to do. @returns what takes it away again */
  readonly bringAbout?: () => Promise<() => Promise<void>>;
  /** Done once in the middle of the run, when it comes to this phase. */
  readonly midway?: { readonly phase: Phase; readonly act: () => void };
  /** Done while the device leaves us waiting, instead of the time-out that would strike. */
  readonly held?: () => void;
  /** What the run is to end with. */
  readonly ends: 'verified' | ErrorCode;
  /** How often the device is asked to sign somebody in. */
  readonly logins?: number;
  /** Sessions that nobody can end, because the device told nobody of them, or did not listen. */
  readonly left?: number;
  /** The proof that the fault happened: what the device wrote down, or what else shows it. */
  readonly proof: RegExp | ((device: Simulator) => number);
}

/** In which every form of writing it down looks different. */
const PASSWORD = 'S3cr3t "pass" & wörd+1/%';
const QUICK_KEY = { keyBits: 2048 };

const DAY = 86_400_000;

type Phase = Progress['phase'];

/** Adds a device, whose first backup is the last good one. */
export async function begin(
  profile: Profile = 'srm-strict',
  options: Partial<SimulatorOptions> = {},
  secretsIn?: (home: string) => Promise<SecretStore>,
): Promise<Ordeal> {
  const clock = heldClock('2026-11-20T03:00:00Z');
  const log: string[] = [];
  let home = '';
  const bench = await makeBench(SECRETS_ENV, clock, {
    log: (line) => void log.push(line),
    ...(secretsIn === undefined ? {} : { secrets: () => secretsIn(home) }),
  });
  home = bench.home.folder;
  const certificate = makeCertificate();
  const calm = { password: PASSWORD, certificate, now: clock.now, behaviour: QUICK_KEY };
  const device = await makeDevice({ profile, ...calm, ...options });
  const { backup } = await add(bench, device, { allowHttp: options.tls === false });
  expect(backup?.ok).toBe(true);
  // The fewest there may be, so that many trials do not make each other slower.
  await openSettings(bench.home).update((settings) => ({ ...settings, keep: { newest: 3, weekly: 0, monthly: 0 } }));
  return { bench, device, clock, log, certificate };
}

/**
 * Brings one fault about in a run, and holds against it everything that survival means; then takes it away, and the next
 * run must work.
 * @returns how often the fault struck
 */
export async function survive(ordeal: Ordeal, trial: Trial): Promise<number> {
  const { bench, device, clock } = ordeal;
  const name = JSON.stringify(trial.fault ?? trial.ends);
  // To the next night, whose slot is due then.
  clock.advance(DAY);
  device.dropSessions();
  device.forget();
  const before = await filesBelow(bench.vault);
  const lastGood = (await bench.keeper.listDevices())[0]?.lastVerified;
  expect(lastGood, name).toBeDefined();
  if (trial.fault !== undefined) device.behave(trial.fault);
  const takeAway = await trial.bringAbout?.();
  const result = await whileHeld(ordeal, night(ordeal, trial.midway), trial.held);
  const strikes = strikesOf(device, trial.proof);
  expect(strikes, `${name} struck: ${device.fired.join()}`).toBeGreaterThan(0);
  expect(result.ok ? 'verified' : result.error.code, name).toBe(trial.ends);

  const after = await filesBelow(bench.vault);
  const known = contents(backupsAmong(before));
  const found = contents(backupsAmong(after));
  if (!result.ok) expect([...found].sort(), `${name}: nothing in the vault has changed`).toEqual([...known].sort());
  for (const [file, content] of found) {
    // The mark of the vault stays; nothing half written does.
    if (path.basename(file) === '.routerkeep-place.json') continue;
    expect(path.basename(file), name).not.toMatch(/^\./);
    if (/\.dss(\.json)?$/.test(file) && known.has(file))
      expect(content === known.get(file), `${name}: ${file}`).toBe(true);
  }
  await expectTruth(ordeal, result, lastGood?.path, name);
  expectManners(ordeal, trial, name);
  expectSilence(ordeal, [JSON.stringify(result), ...ordeal.log], name);

  const byHand = result.ok || result.error.retry === 'never';
  const isRefused = !result.ok && result.error.code === 'auth/refused';
  const isStranger = !result.ok && result.error.code === 'tls/identity-changed';
  const isStopped = (await bench.keeper.listDevices())[0]?.needsYou !== undefined;
  if (isStopped) await expectPatience(ordeal, { isRefused, isStranger }, name);
  device.behave({ ...defaultBehaviour(device.profile), ...QUICK_KEY });
  await takeAway?.();
  if (isRefused) await bench.keeper.changePassword('Office', { password: device.password }, never());
  clock.advance(600_000);
  const next = byHand ? await backUp(bench) : await night(ordeal);
  expect(next, `${name}: the next run`).toMatchObject({ ok: true });
  expect((await bench.keeper.listDevices())[0]?.protection.state, name).toBe('protected');
  return strikes;
}

/** What came whole and could not be opened is kept beside the backups, and is none. */
function backupsAmong(files: ReadonlyMap<string, Buffer>): ReadonlyMap<string, Buffer> {
  return new Map([...files].filter(([name]) => !/\.dss\.unopened(\.json)?$/.test(name)));
}

/** Archives byte for byte; of their records everything but when they were last read again, which the watch does beside. */
function contents(files: ReadonlyMap<string, Buffer>): ReadonlyMap<string, string> {
  const contentOf = (file: string, bytes: Buffer): string =>
    file.endsWith('.dss.json') ? bytes.toString('utf8').replace(/"checkedAt": ?"[^"]*"/, '') : bytes.toString('latin1');
  return new Map([...files].map(([file, bytes]) => [file, contentOf(file, bytes)]));
}

function strikesOf(device: Simulator, proof: Trial['proof']): number {
  return proof instanceof RegExp ? device.fired.filter((each) => proof.test(each)).length : proof(device);
}

/** The one run that the schedule makes now: one that is due, or a further try. */
async function night(ordeal: Ordeal, midway?: Trial['midway']): Promise<BackupResult> {
  let acted = midway === undefined;
  const [result, ...others] = await nights(ordeal, (phase) => {
    if (acted || phase !== midway?.phase) return;
    acted = true;
    midway.act();
  });
  if (result === undefined || others.length > 0) throw new Error(`${others.length + 1} runs instead of one`);
  expect(acted).toBe(true);
  return result;
}

async function nights(
  { bench, clock }: Pick<Ordeal, 'bench' | 'clock'>,
  onPhase: (phase: Phase) => void = () => undefined,
): Promise<readonly BackupResult[]> {
  const began = clock.now();
  const { ended } = bench.keeper.watch({
    once: true,
    signal: never(),
    desktop: { uptime: () => clock.now() - began + DAY, process: 'this start', notifies: false },
    onEvent: (event) => {
      if (event.kind === 'progress') onPhase(event.progress.phase);
    },
  });
  return (await ended).results;
}

/** Everything that the home and the vault hold, searched once for what must not stand there. */
export async function expectNoSecretOnDisk(ordeal: Ordeal): Promise<void> {
  const files = [...(await filesBelow(ordeal.bench.home.folder)), ...(await filesBelow(ordeal.bench.vault))];
  expect(files.length).toBeGreaterThan(3);
  expectSilence(
    ordeal,
    files.map(([file, bytes]) => `${file}\n${bytes.toString('utf8')}`),
    'on disk',
  );
}

/** Waits for the end of a run; where the device stalls, the time-out that waits for it strikes. */
async function whileHeld(
  { device, clock }: Ordeal,
  run: Promise<BackupResult>,
  held: () => void = clock.expire,
): Promise<BackupResult> {
  const stalls = (): number => device.fired.filter((name) => /stall|silent/.test(name)).length;
  const state: { ended: boolean } = { ended: false };
  let expired = 0;
  const end = run.finally(() => (state.ended = true));
  while (!state.ended) {
    await Promise.race([end, wait(2)]);
    if (stalls() <= expired) continue;
    await calm(clock, () => state.ended);
    held();
    expired += 1;
  }
  return end;
}

/** Until the same time-out has been running for some turns: what was still on its way has come. */
async function calm(clock: HeldClock, over: () => boolean): Promise<void> {
  let last = -1;
  for (let still = 0; still < 8 && !over();) {
    await wait(2);
    const { set, running } = clock.timeouts();
    still = running && set === last ? still + 1 : 0;
    last = set;
  }
}

/** What is shown is what is: the run with its reason, the last good backup, and a state that calls for somebody. */
async function expectTruth(
  { bench }: Ordeal,
  result: BackupResult,
  lastGood: string | undefined,
  name: string,
): Promise<void> {
  const [view] = await bench.keeper.listDevices();
  const [run] = bench.outside.history.listRuns({ limit: 1 });
  if (result.ok) {
    expect(run, name).toMatchObject({ outcome: 'verified', file: path.basename(result.file) });
    expect(view?.lastVerified?.path, name).toBe(result.file);
    expect(view?.protection.state, name).toBe('protected');
    return;
  }
  const { code, message, hint } = result.error;
  expect(message, name).toMatch(/\.$/);
  expect(hint, name).toMatch(/\S/);
  expect(run, name).toMatchObject({ outcome: 'failed', error: { code, message, hint } });
  expect(view?.lastVerified?.path, name).toBe(lastGood);
  expect(view?.lastRun, name).toMatchObject({ outcome: 'failed', error: { code } });
  expect(['failing', 'needs-you'], name).toContain(view?.protection.state);
  expect(view?.protection.error?.code, name).toBe(code);
}

/** What only the user can solve is left alone by every later night; a refused password, by hand too. */
async function expectPatience(
  { bench, clock, device }: Ordeal,
  { isRefused, isStranger }: { readonly isRefused: boolean; readonly isStranger: boolean },
  name: string,
): Promise<void> {
  const { connections } = device.counters;
  const asked = device.requests.length;
  clock.advance(DAY);
  expect(await nights({ bench, clock }), name).toEqual([]);
  if (isRefused) expect(await backUp(bench), name).toMatchObject({ ok: false, error: { code: 'auth/refused' } });
  // Whether the trusted certificate is back is looked for by a handshake, and nothing more.
  expect(device.counters.connections, name).toBe(connections + (isStranger ? 1 : 0));
  expect(device.requests, name).toHaveLength(asked);
}

/** What the device saw of us. */
function expectManners({ device }: Ordeal, { logins = 1, left = 0 }: Trial, name: string): void {
  const { counters, fired, requests } = device;
  expect(counters.openSessions, `${name}: sessions left`).toBe(left);
  expect(asked(device, /^login$|login\.cgi/), `${name}: logins`).toHaveLength(logins);
  expect(fired, name).not.toContain('autoBlock');
  for (const { url } of requests) expect(url, name).not.toContain('?');
}

function asked({ requests }: Simulator, name: RegExp): readonly string[] {
  return requests.map(({ method, path: page }) => method ?? page).filter((each) => name.test(each));
}

/** No password, session or token in any of these texts. */
function expectSilence({ device }: Ordeal, texts: readonly string[], name: string): void {
  const sessions = device.requests.flatMap(({ params }) => [params._sid, params.SynoToken]);
  const needles = [
    PASSWORD,
    encodeURIComponent(PASSWORD),
    JSON.stringify(PASSWORD).slice(1, -1),
    Buffer.from(PASSWORD).toString('base64').slice(0, -4),
    ...new Set(sessions.filter((value) => value !== undefined && value.length > 5)),
  ];
  for (const text of texts) {
    for (const needle of needles)
      expect(text.includes(String(needle)), `${name}: a secret in ${text.slice(0, 80)}`).toBe(false);
  }
}
