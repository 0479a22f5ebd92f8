import { homedir } from 'node:os';
import path from 'node:path';
import { defaultHome } from '../records/index.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The home, absolute: from --home, else ROUTERKEEP_HOME, else the platform's application data folder. A variable that is
 * set to nothing means nothing; it must not turn into the folder the program was started in.
 */
export function homeFolder(given: string | undefined, env: Env): string {
  const named = env.ROUTERKEEP_HOME === '' ? undefined : env.ROUTERKEEP_HOME;
  return path.resolve(given ?? named ?? defaultHome(process.platform, env, homedir()));
}
