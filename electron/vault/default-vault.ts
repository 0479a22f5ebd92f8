import { existsSync } from 'node:fs';
import path from 'node:path';
import { readBoundedSync } from '../platform/read-bounded.ts';

/** Bytes. A dozen lines. */
const LARGEST = 64 * 1024;

/**
 * Where backups go unless the user says otherwise: `Documents/Routerkeep`. Linux names that folder in the user's language
 * (freedesktop.org, xdg-user-dirs): by XDG_DOCUMENTS_DIR where it is exported, else in `user-dirs.dirs`. Backups that lie
 * below the English name already are found there.
 */
export function defaultVault(
  homedir: string,
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const flavour = platform === 'win32' ? path.win32 : path.posix;
  const usual = flavour.join(homedir, 'Documents', 'Routerkeep');
  if (platform !== 'linux') return usual;
  const exported = env.XDG_DOCUMENTS_DIR;
  if (exported !== undefined && path.posix.isAbsolute(exported)) return path.posix.join(exported, 'Routerkeep');
  const localised = documentsFolder(homedir, env.XDG_CONFIG_HOME);
  return localised === undefined || existsSync(usual) ? usual : path.posix.join(localised, 'Routerkeep');
}

/** XDG_DOCUMENTS_DIR="$HOME/Dokumente" or an absolute path; "$HOME/" means that there is none. */
function documentsFolder(homedir: string, config: string | undefined): string | undefined {
  const folder = config !== undefined && path.posix.isAbsolute(config) ? config : path.posix.join(homedir, '.config');
  const lines = readIfThere(path.posix.join(folder, 'user-dirs.dirs')).split(/\r?\n/);
  const value = lines.map((line) => /^\s*XDG_DOCUMENTS_DIR="(.*)"\s*$/.exec(line)?.[1]).findLast((found) => found);
  if (value === undefined) return undefined;
  const plain = value.replace(/^\$HOME(?=\/|$)/, () => homedir).replaceAll(/\\(.)/g, '$1');
  const documents = path.posix.resolve('/', plain);
  return path.posix.isAbsolute(plain) && documents !== path.posix.resolve(homedir) ? documents : undefined;
}

function readIfThere(file: string): string {
  try {
    return readBoundedSync(file, LARGEST).toString('utf8');
  } catch {
    return '';
  }
}
