import pMap from 'p-map';
import type { VaultOptions } from '../vault/index.ts';
import { openVault } from './open-vault.ts';
import { folderOf } from './places.ts';
import type { KeeperPorts } from './ports.ts';
import { select } from './selection.ts';
import type { Selection } from './types.ts';

const AT_ONCE = 16;

/**
 * The devices in whose folder another home stores backups too. Only looks: a run that was cut is taken up by who finishes its work.
 * @returns names
 */
export async function sharedFolders(ports: KeeperPorts, selection: Selection): Promise<readonly string[]> {
  const settings = await ports.settings.read();
  const found = await pMap(
    select(settings, selection),
    async (device) => {
      const open = async (): Promise<VaultOptions> => (await openVault(ports, settings, device)).within;
      const { shared } = await ports.shelves.look(device.id, folderOf(settings, device), false, open);
      return shared ? [device.name] : [];
    },
    { concurrency: AT_ONCE },
  );
  return found.flat();
}
