import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import description from '../../package.json' with { type: 'json' };
import { verifierApart } from '../archive/index.ts';
import { createKeeper, type Keeper } from '../keeper/index.ts';
import { openHistory, openHome, openSettings } from '../records/index.ts';
import { openSecretStore, type SecretStore } from '../secrets/index.ts';
import { defaultVault } from '../vault/index.ts';
import { homeFolder } from './home-folder.ts';
import { localZone, zoneProblem } from './local-zone.ts';
import { openLog } from './log.ts';
import { realClock } from './real-clock.ts';
import { userFolder } from './user-folder.ts';

export interface ComposeOptions {
  /** From --home; else ROUTERKEEP_HOME, else the platform's application data folder. */
  readonly home: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The vault of a home that has none yet; else the documents folder. */
  readonly vault?: string;
  /** Moves the clock; for trials of the program. */
  readonly clockOffsetMs?: number;
  /** Opens archives on a thread of their own: for a program that has a window to answer to. */
  readonly hasWindow?: boolean;
}

/** Puts the real clock, disk, keychain and network together. @throws KeepError home/unusable, settings/* */
export async function openKeeper({
  home,
  env,
  vault,
  clockOffsetMs,
  hasWindow = false,
}: ComposeOptions): Promise<Keeper> {
  const opened = await openHome(homeFolder(home, env));
  const settings = openSettings(opened);
  const own = userFolder();
  const problem = zoneProblem(env);
  const notices: string[] = problem === undefined ? [] : [problem];
  let store: Promise<SecretStore> | undefined;
  const keeper = createKeeper({
    home: opened,
    settings,
    history: openHistory(opened),
    secrets: () => (store ??= openSecretStore({ env, home: opened.folder })),
    clock: realClock(clockOffsetMs),
    randomBytes: (count) => randomBytes(count),
    newId: () => randomUUID(),
    localZone,
    env,
    // A user without a folder of their own, a bare number in a container, has their home alone.
    defaultVault:
      vault ?? (own === undefined ? path.join(opened.folder, 'backups') : defaultVault(own, process.platform, env)),
    version: description.version,
    log: openLog(opened.logsFolder, (sentence) => notices.push(sentence)),
    // React is loaded only when a guide is written.
    guidePage: async (guide) => (await import('../../renderer/guide/page.tsx')).guidePage(guide),
    ...(hasWindow ? { verifier: verifierApart() } : {}),
  });
  return { ...keeper, takeNotices: () => [...notices.splice(0), ...keeper.takeNotices()] };
}
