import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asKeepError, type Clock, type ErrorReport } from '../../shared/index.ts';
import { createKeeper, type Keeper } from '../../electron/keeper/index.ts';
import { openHistory, openHome, openSettings } from '../../electron/records/index.ts';
import type { SecretStore } from '../../electron/secrets/index.ts';
import { makeCertificate, startSimulator, type BehaviourChange } from '../device-simulator/index.ts';
import type { Stranger } from './switches.ts';

/** What became of one meeting. `problem`: it broke a rule. */
export interface Meeting {
  readonly outcome: 'backup' | ErrorReport['code'];
  readonly logins: number;
  readonly problem?: string;
}

export interface MeetingPlace {
  readonly meet: (stranger: Stranger) => Promise<Meeting>;
  readonly close: () => Promise<void>;
}

/** Milliseconds of real time after which a meeting counts as hanging. */
const HANGS_AFTER = 120_000;
/** By so much faster time-outs pass where a device falls silent. */
const HURRY = 8;

/** A keeper with a home and a vault of its own, which meets one device after the other and forgets each. */
export async function openMeetingPlace(): Promise<MeetingPlace> {
  const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-first-contact-'));
  const home = await openHome(path.join(folder, 'home'));
  const certificate = makeCertificate({ altNames: ['localhost', '127.0.0.1'] });
  let passed = 0;
  let hurry = 1;
  const clock: Clock = {
    now: () => Date.now() + passed,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        // Polls pass at once, and the clock goes with them.
        const isPoll = ms <= 2_000;
        if (isPoll) passed += ms;
        const timer = setTimeout(resolve, isPoll ? 0 : ms / hurry);
        signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(signal.reason as Error);
        });
      }),
  };
  const secrets = secretsInMemory();
  const keeper = createKeeper({
    home,
    settings: openSettings(home),
    history: openHistory(home),
    secrets: () => Promise.resolve(secrets),
    clock,
    randomBytes: (count) => randomBytes(count),
    newId: () => randomUUID(),
    localZone: () => 'UTC',
    env: {},
    defaultVault: path.join(folder, 'vault'),
    version: '0.0.0-test',
    log: () => undefined,
    guidePage: () => Promise.resolve('<!DOCTYPE html>'),
  });
  return {
    meet: async (stranger) => {
      hurry = stranger.settings.some(({ silent }) => silent === true) ? HURRY : 1;
      // The counter of refused sign-ins is kept per address; each device has a port of its own, which may come again.
      passed += 3_600_000;
      return await meet(keeper, stranger, certificate, () => clock.now());
    },
    close: async () => {
      keeper.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function meet(
  keeper: Keeper,
  stranger: Stranger,
  certificate: ReturnType<typeof makeCertificate>,
  now: () => number,
): Promise<Meeting> {
  const { profile, settings } = stranger;
  const behaviour = together(settings.map((setting) => setting.behaviour));
  const device = await startSimulator({ profile, certificate, now, behaviour: { keyBits: 2048, ...behaviour } });
  const password = settings.some(({ wrongPassword }) => wrongPassword) ? 'not this one' : device.password;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), HANGS_AFTER);
  let outcome: Meeting['outcome'];
  let message: string;
  try {
    const { backup } = await keeper.addDevice(
      {
        address: `${device.origin}${behaviour.pathPrefix ?? ''}`,
        user: device.user,
        name: 'Stranger',
        allowHttp: false,
        backUp: true,
      },
      {
        trust: () => Promise.resolve(true),
        password: () => Promise.resolve(password),
        code: () => Promise.resolve(undefined),
        tell: () => undefined,
      },
      { signal: stop.signal },
    );
    outcome = backup === undefined ? 'internal' : backup.ok ? 'backup' : backup.error.code;
    message = backup?.ok === false ? backup.error.message : '';
  } catch (thrown) {
    const error = asKeepError(thrown);
    outcome = error.code;
    message = `${error.message} ${error.cause instanceof Error ? (error.cause.stack ?? '') : ''}`;
  } finally {
    clearTimeout(timer);
    await keeper.removeDevice('Stranger', { deleteBackups: true }).catch(() => undefined);
    await device.close();
  }
  const { logins } = device.counters;
  const problem = judge(stranger, { outcome, logins }, { hung: stop.signal.aborted, outOfTable: device.outOfTable });
  return { outcome, logins, ...(problem === undefined ? {} : { problem: `${problem}: ${message}` }) };
}

function judge(
  { settings }: Stranger,
  { outcome, logins }: Pick<Meeting, 'outcome' | 'logins'>,
  { hung, outOfTable }: { readonly hung: boolean; readonly outOfTable: readonly string[] },
): string | undefined {
  if (hung) return 'hangs';
  if (outOfTable.length > 0) return `called ${outOfTable.join(', ')}`;
  if (logins > 2) return `${String(logins)} sign-ins`;
  if (outcome === 'backup') return undefined;
  const named = settings.flatMap(({ mayEndIn }) => mayEndIn);
  return named.includes(outcome) ? undefined : `ends in ${outcome}`;
}

/** Several changes as one. Maps of interfaces are joined, lists of faults put one behind the other; else the last one holds. */
function together(changes: readonly BehaviourChange[]): BehaviourChange {
  return changes.reduce<BehaviourChange>(
    (all, change) => ({
      ...all,
      ...change,
      ...(change.apis && { apis: { ...all.apis, ...change.apis } }),
      ...(change.listFactsAs && { listFactsAs: { ...all.listFactsAs, ...change.listFactsAs } }),
      ...(change.faults && { faults: [...(all.faults ?? []), ...change.faults] }),
    }),
    {},
  );
}

function secretsInMemory(): SecretStore {
  const kept = new Map<string, string>();
  return {
    kind: 'sealed-file',
    place: 'memory',
    proveReady: () => Promise.resolve(),
    get: (account) => Promise.resolve(kept.get(account) ?? ''),
    set: (account, value) => Promise.resolve(void kept.set(account, value)),
    delete: (account) => Promise.resolve(void kept.delete(account)),
  };
}
