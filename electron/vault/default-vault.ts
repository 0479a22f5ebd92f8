import path from 'node:path';

/**
 * Where backups go unless the user says otherwise: `Documents/Routerkeep`.
 * @param env on Linux, XDG_DOCUMENTS_DIR names the documents folder where a desktop exports it
 */
export function defaultVault(
  homedir: string,
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const flavour = platform === 'win32' ? path.win32 : path.posix;
  const documents = platform === 'linux' ? env.XDG_DOCUMENTS_DIR : undefined;
  const base =
    documents !== undefined && flavour.isAbsolute(documents) ? documents : flavour.join(homedir, 'Documents');
  return flavour.join(base, 'Routerkeep');
}
