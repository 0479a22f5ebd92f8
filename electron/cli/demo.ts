import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { KeepError, keepError, parseFingerprint } from '../../shared/index.ts';
import type { AddQuestions, BackupResult, Keeper, WorkOptions } from '../keeper/types.ts';
import { readArguments } from './arguments.ts';
import type { Command, CommandContext } from './context.ts';
import { makeDemoFolder } from './demo-folder.ts';
import { createNarrator, type Narrator } from './demo-narrator.ts';
import type { Env } from './io.ts';
import { createProgress } from './progress.ts';

const schema = z.object({
  profile: z.enum(['srm-strict', 'srm-lenient', 'dsm5', 'dsm6', 'dsm7']).default('srm-strict'),
});

/** A setting that every profile's archive holds and that a person understands; the narrator words it. */
const SETTING = { key: 'AutoBlock_attempts', value: '5' } as const;

type Success = Extract<BackupResult, { ok: true }>;

/** What the demo uses of the simulated device. */
export interface DemoDevice {
  readonly origin: string;
  readonly user: string;
  readonly password: string;
  readonly fingerprint: string | undefined;
  readonly changeSetting: (key: string, value: string) => void;
}

/** Shows the whole job with a simulated device: add, back up, verify, change a setting, back up again. */
export const demo: Command = async ({ options }, context) => {
  const { profile } = readArguments(schema, options);
  const folder = await makeDemoFolder(context.home());
  const narrator = createNarrator(context.page, profile);
  // The one place of the product that knows the simulator; loaded only here.
  const { startSimulator } = await import('../../test/device-simulator/index.ts');
  const device = await startSimulator({ profile, tls: true });
  try {
    narrator.started(device.origin);
    const results = await play({ device, profile }, folder.path, narrator, context);
    narrator.ended(folder.path);
    return { results, exit: 0 };
  } catch (error) {
    await folder.discard();
    throw error;
  } finally {
    await device.close();
  }
};

async function play(
  { device, profile }: { readonly device: DemoDevice; readonly profile: string },
  folder: string,
  narrator: Narrator,
  { io }: CommandContext,
): Promise<readonly BackupResult[]> {
  const keeper = await io.openKeeper({ home: path.join(folder, 'home'), env: demoEnv(io.env) });
  // The story is told on standard output; beside it only a bar.
  const progress = await createProgress(io, true);
  const work: WorkOptions = { signal: io.signal, onProgress: progress.onProgress };
  const quietly = async <T>(job: Promise<T>): Promise<T> => job.finally(progress.stop);
  try {
    const request = {
      address: device.origin,
      user: device.user,
      name: profile.startsWith('srm') ? 'Demo router' : 'Demo NAS',
      allowHttp: false,
      vault: path.join(folder, 'backups'),
      backUp: true,
    };
    const { device: added, backup } = await quietly(keeper.addDevice(request, answersOf(device), work));
    narrator.added(added, device);
    const first = succeeded(backup);
    narrator.backedUp(first);
    narrator.verified(await verifyAgain(keeper, first, work));
    device.changeSetting(SETTING.key, SETTING.value);
    narrator.settingChanged();
    const selection = { kind: 'names', names: [added.name] } as const;
    const [again] = await quietly(keeper.backUp(selection, { ...work, trigger: 'manual' }));
    const second = succeeded(again);
    narrator.backedUpAgain(second, added, await keeper.compare({ name: added.name }, io.signal));
    return [first, second];
  } finally {
    keeper.close();
  }
}

/** Here the demo plays the person: it compares both fingerprints and types the password. */
function answersOf(device: DemoDevice): AddQuestions {
  const shown = parseFingerprint(device.fingerprint ?? '');
  return {
    trust: ({ certificate }) => Promise.resolve(certificate?.sha256 === shown),
    password: () => Promise.resolve(device.password),
    code: () => Promise.resolve(undefined),
    tell: () => undefined,
  };
}

async function verifyAgain(
  keeper: Keeper,
  { file }: Success,
  work: WorkOptions,
): Promise<{ rows: number; tables: number }> {
  const [result] = await keeper.verify({ files: [file] }, work);
  if (!result) throw keepError('internal', { detail: 'verify' });
  if (!result.ok) throw new KeepError(result.error);
  return result.verification;
}

function succeeded(result: BackupResult | undefined): Success {
  if (!result) throw keepError('internal', { detail: 'backup' });
  if (!result.ok) throw new KeepError(result.error);
  return result;
}

/** Secrets of the demo are sealed under a key that is forgotten at its end: it needs no keyring and leaves nothing in one. */
function demoEnv(env: Env): Env {
  const own = Object.entries(env).filter(([name]) => !name.startsWith('ROUTERKEEP_'));
  return {
    ...Object.fromEntries(own),
    ROUTERKEEP_SECRETS: 'file',
    ROUTERKEEP_MASTER_KEY: randomBytes(32).toString('base64url'),
  };
}
