import { randomBytes, randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import description from '../../package.json' with { type: 'json' };
import type { Clock } from '../../shared/index.ts';
import { createKeeper, type Keeper } from '../keeper/index.ts';
import { defaultHome, openHistory, openHome, openSettings } from '../records/index.ts';
import { openSecretStore, type SecretStore } from '../secrets/index.ts';
import { defaultVault } from '../vault/index.ts';
import { openLog } from './log.ts';

export interface ComposeOptions {
  /** From --home; else ROUTERKEEP_HOME, else the platform's application data folder. */
  readonly home: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const clock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  },
};

/** Puts the real clock, disk, keychain and network together. @throws KeepError home/unusable, settings/* */
export async function openKeeper({ home, env }: ComposeOptions): Promise<Keeper> {
  // A variable that is set to nothing means nothing; it must not turn into the folder the program was started in.
  const named = env.ROUTERKEEP_HOME === '' ? undefined : env.ROUTERKEEP_HOME;
  const folder = home ?? named ?? defaultHome(process.platform, env, homedir());
  const opened = await openHome(path.resolve(folder));
  const settings = openSettings(opened);
  let store: Promise<SecretStore> | undefined;
  return createKeeper({
    home: opened,
    settings,
    history: openHistory(opened),
    secrets: () => (store ??= openSecretStore({ env, home: opened.folder })),
    clock,
    randomBytes: (count) => randomBytes(count),
    newId: () => randomUUID(),
    localZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    env,
    defaultVault: defaultVault(homedir(), process.platform, env),
    version: description.version,
    log: openLog(opened.logsFolder),
    // React is loaded only when a guide is written.
    guidePage: async (guide) => (await import('../../renderer/guide/page.tsx')).guidePage(guide),
  });
}
