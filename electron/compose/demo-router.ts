import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Keeper } from '../keeper/index.ts';
import { openKeeper } from './open-keeper.ts';

/** A keeper in a home of its own, beside a simulated router that plays the part of a real one. */
export interface DemoRouter {
  readonly keeper: Keeper;
  /** What to type when adding it. */
  readonly device: { readonly address: string; readonly user: string; readonly password: string };
  /** Folder of its home. */
  readonly home: string;
  /** Stops the router, closes the keeper and forgets everything, unless the folder was given. */
  readonly close: () => Promise<void>;
}

/**
 * The demo of the window. Nothing else starts the simulated router, and it answers on this computer alone.
 * @param folder where everything goes; absent: a new one among the temporary files
 */
export async function startDemo(
  env: Readonly<Record<string, string | undefined>>,
  { folder: given, clockOffsetMs }: { readonly folder?: string; readonly clockOffsetMs?: number } = {},
): Promise<DemoRouter> {
  const { startSimulator } = await import('../../test/device-simulator/index.ts');
  const folder = given ?? (await mkdtemp(path.join(tmpdir(), 'routerkeep-demo-')));
  const router = await startSimulator({ profile: 'srm-strict', tls: true });
  const home = path.join(folder, 'home');
  try {
    const keeper = await openKeeper({
      home,
      env: demoEnv(env),
      vault: path.join(folder, 'backups'),
      hasWindow: true,
      ...(clockOffsetMs === undefined ? {} : { clockOffsetMs }),
    });
    return {
      keeper,
      home,
      device: { address: router.origin, user: router.user, password: router.password },
      close: async () => {
        keeper.close();
        await router.close();
        if (given === undefined) await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await router.close();
    throw error;
  }
}

/** Secrets are sealed under a key that is forgotten at its end: the demo needs no keyring and leaves nothing in one. */
function demoEnv(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string | undefined>> {
  const own = Object.entries(env).filter(([name]) => !name.startsWith('ROUTERKEEP_'));
  return {
    ...Object.fromEntries(own),
    ROUTERKEEP_SECRETS: 'file',
    ROUTERKEEP_MASTER_KEY: randomBytes(32).toString('base64url'),
  };
}
