import path from 'node:path';

/**
 * The application data folder of the platform. `ROUTERKEEP_HOME` and `--home` are the caller's business.
 *
 * Windows: the local one, never the roaming one: companies redirect that to a network share, where SQLite's
 * write-ahead log does not work and two computers would share one home.
 * @param homedir the user's own folder; used where the environment names no other
 */
export function defaultHome(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  homedir: string,
): string {
  if (platform === 'win32') {
    const local = env.LOCALAPPDATA;
    return path.win32.join(local !== undefined && local !== '' ? local : `${homedir}\\AppData\\Local`, 'Routerkeep');
  }
  if (platform === 'darwin') return path.posix.join(homedir, 'Library', 'Application Support', 'Routerkeep');
  const data = env.XDG_DATA_HOME;
  // The XDG specification: a relative path is invalid and to be ignored.
  const absolute = data !== undefined && path.posix.isAbsolute(data);
  return path.posix.join(absolute ? data : path.posix.join(homedir, '.local', 'share'), 'routerkeep');
}
