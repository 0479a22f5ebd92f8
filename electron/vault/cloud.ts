import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { say } from '../../shared/index.ts';

/** What tells where clouds keep their folders. */
export interface CloudSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Asked on macOS alone: a user who is a bare number, as in a container, has none. */
  readonly homedir: () => string;
  readonly platform: NodeJS.Platform;
  readonly exists: (path: string) => boolean;
}

/** OneDrive tells its folders in the environment on Windows, one per account. */
const ONEDRIVE_VARIABLES = ['OneDrive', 'OneDriveConsumer', 'OneDriveCommercial'] as const;

/** Folder names by which each service is known, on every system: "OneDrive - Company", "GoogleDrive-name@mail", "Dropbox (Team)". */
const FOLDER_NAMES: readonly (readonly [service: string, name: RegExp])[] = [
  ['OneDrive', /^onedrive($|[ -])/i],
  ['Dropbox', /^dropbox($|[ -])/i],
  ['Google Drive', /^(google ?drive($|[ -])|my drive$|drivefs$)/i],
  ['iCloud', /^(icloud ?drive$|icloud~|com~apple~clouddocs$|mobile documents$)/i],
];

/**
 * A plain sentence when the vault lies in a folder that a cloud service carries away; undefined for a local folder.
 * Looks at the path, at OneDrive's variables, and at whether iCloud has taken over Documents and Desktop.
 */
export function cloudWarning(root: string, surroundings: Partial<CloudSurroundings> = {}): string | undefined {
  const service = cloudService(root, {
    env: process.env,
    homedir,
    platform: process.platform,
    exists: existsSync,
    ...surroundings,
  });
  return service === undefined ? undefined : say('vault.cloud', { folder: root, service });
}

function cloudService(
  root: string,
  { env, homedir: ownFolder, platform, exists }: CloudSurroundings,
): string | undefined {
  const flavour = platform === 'win32' ? path.win32 : path.posix;
  const inside = (folder: string): boolean => {
    const relative = flavour.relative(folder, root);
    return relative === '' || (!relative.startsWith('..') && !flavour.isAbsolute(relative));
  };
  const oneDrive = ONEDRIVE_VARIABLES.map((name) => env[name]).filter(
    (folder) => folder !== undefined && folder !== '',
  );
  if (platform === 'win32' && oneDrive.some((folder) => folder !== undefined && inside(folder))) return 'OneDrive';
  const segments = root.split(/[\\/]/);
  for (const [service, name] of FOLDER_NAMES) {
    if (segments.some((segment) => name.test(segment))) return service;
  }
  if (platform !== 'darwin') return undefined;
  // "Desktop & Documents Folders" leaves the two where they are and shows them a second time inside iCloud Drive.
  const carried = ['Documents', 'Desktop'].find((folder) => inside(flavour.join(ownFolder(), folder)));
  const drive = flavour.join(ownFolder(), 'Library', 'Mobile Documents', 'com~apple~CloudDocs');
  return carried !== undefined && exists(flavour.join(drive, carried)) ? 'iCloud' : undefined;
}
