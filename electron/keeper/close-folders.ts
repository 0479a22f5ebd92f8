import { access } from 'node:fs/promises';
import { closeFolder } from '../platform/access-list.ts';
import { folderOf } from './places.ts';
import type { KeeperPorts } from './ports.ts';
import { select } from './selection.ts';
import type { Selection } from './types.ts';

/**
 * Closes the home and the folders of devices to others on Windows, where nothing does so at each write as modes do elsewhere.
 * @returns the folders that others may still read
 */
export async function closeFolders(
  ports: Pick<KeeperPorts, 'home' | 'settings'>,
  selection: Selection,
  close: (folder: string) => Promise<boolean> = closeFolder,
  platform: NodeJS.Platform = process.platform,
): Promise<readonly string[]> {
  if (platform !== 'win32') return [];
  const settings = await ports.settings.read();
  const folders = select(settings, selection).map((device) => folderOf(settings, device));
  const open: string[] = [];
  for (const folder of new Set([ports.home.folder, ...folders])) {
    const isThere = await access(folder).then(
      () => true,
      () => false,
    );
    if (isThere && !(await close(folder))) open.push(folder);
  }
  return open;
}
