import path from 'node:path';
import { keepError, say } from '../../shared/index.ts';
import { defaultHome } from '../records/index.ts';
import { requireTrueName } from '../vault/index.ts';
import { userFolder } from './user-folder.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The home, absolute: from --home, else ROUTERKEEP_HOME, else the platform's application data folder. A variable that is
 * set to nothing means nothing; it must not turn into the folder the program was started in.
 * @throws KeepError home/unusable for a user without a folder of their own, usage/invalid for what is another one to Windows
 */
export function homeFolder(given: string | undefined, env: Env): string {
  const folder = chosenFolder(given, env);
  requireTrueName(folder);
  return folder;
}

function chosenFolder(given: string | undefined, env: Env): string {
  const named = env.ROUTERKEEP_HOME === '' ? undefined : env.ROUTERKEEP_HOME;
  const chosen = given ?? named;
  if (chosen !== undefined) return path.resolve(chosen);
  const own = userFolder();
  if (own !== undefined) return path.resolve(defaultHome(process.platform, env, own));
  throw keepError('home/unusable', { folder: 'routerkeep', reason: say('records.reason.noUserFolder') });
}
