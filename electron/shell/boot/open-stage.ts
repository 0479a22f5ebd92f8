import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { createStage, openEngine, type Engine, type Stage } from '../engine/index.ts';
import type { Keeper } from '../../keeper/index.ts';

/** How the keepers are put together; `main.ts` hands it in. */
export interface Composition {
  readonly openKeeper: (options: {
    readonly home: string | undefined;
    readonly env: Env;
    readonly clockOffsetMs?: number;
  }) => Promise<Keeper>;
  readonly startDemo: (
    env: Env,
    options: { readonly folder?: string; readonly clockOffsetMs?: number },
  ) => Promise<{
    readonly keeper: Keeper;
    readonly home: string;
    readonly device: { readonly address: string; readonly user: string; readonly password: string };
    readonly close: () => Promise<void>;
  }>;
}
type Env = Readonly<Record<string, string | undefined>>;

export interface OpenStageOptions {
  readonly home: string;
  readonly demo: { readonly folder: string | undefined } | undefined;
  readonly env: Env;
  readonly clockOffsetMs: number;
  readonly notifies: boolean;
  readonly log: (line: string) => void;
}

/** The engine of the home, or the demo's where the program was started for it. @throws KeepError home/unusable, settings/* */
export async function openStage(composition: Composition, options: OpenStageOptions): Promise<Stage> {
  const { home, demo, env, clockOffsetMs, log, notifies } = options;
  const moved = clockOffsetMs === 0 ? {} : { clockOffsetMs };
  const common = { now: () => Date.now() + clockOffsetMs, process: randomUUID(), notifies, log };

  async function openDemo(folder: string | undefined): Promise<Engine> {
    const router = await composition.startDemo(env, { ...moved, ...(folder === undefined ? {} : { folder }) });
    const { keeper, device, close } = router;
    return openEngine({ ...common, keeper, home: router.home, demo: device, onClosed: close });
  }

  const first =
    demo === undefined
      ? await openEngine({
          ...common,
          keeper: await composition.openKeeper({ home, env, ...moved }),
          home,
          demo: undefined,
        })
      : await openDemo(demo.folder);
  const onFault = (thrown: unknown): void => log(`stage: ${thrown instanceof Error ? thrown.name : typeof thrown}`);
  return createStage(first, { openDemo: () => openDemo(undefined), onFault });
}

/** The logs of a home. */
export function logsFolder(home: string): string {
  return path.join(home, 'logs');
}
