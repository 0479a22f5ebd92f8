import { stat } from 'node:fs/promises';
import path from 'node:path';
import { say } from '../../../shared/index.ts';
import type { Settings } from '../../records/index.ts';
import { prepareVault } from '../../vault/index.ts';
import type { KeeperPorts } from '../ports.ts';
import type { SettingsDocument, ExportedDevice } from './document.ts';
import type { VaultHere } from './new-record.ts';

/** The folder for all, if this home has none yet and that of the document is on this computer too. */
export async function commonVault(settings: Settings, { all }: SettingsDocument): Promise<string | undefined> {
  if (settings.vault !== undefined) return settings.vault;
  return all.vault !== undefined && (await isFolder(all.vault)) ? all.vault : undefined;
}

/**
 * Where a device's backups go here: the folder they had, where that is on this computer, else the common one.
 * @param common the common folder of this home, absolute
 */
export async function deviceVault(
  { defaultVault }: Pick<KeeperPorts, 'defaultVault'>,
  common: string | undefined,
  { all }: SettingsDocument,
  { vault }: ExportedDevice,
): Promise<{ readonly vault: VaultHere; readonly notes: readonly string[] }> {
  const wanted = vault ?? all.vault;
  const root = common ?? defaultVault;
  if (wanted === undefined || wanted === root) return { vault: await prepared(root, common), notes: [] };
  if (await isFolder(wanted)) return { vault: { root: wanted, own: true }, notes: [] };
  const here = await prepared(root, common);
  return { vault: here, notes: [say('preferences.import.vault-default', { wanted, folder: root })] };
}

/** The default is made where it is new; a folder that was chosen is not. */
async function prepared(root: string, common: string | undefined): Promise<VaultHere> {
  await prepareVault(root, { create: common === undefined });
  return { root, own: false };
}

async function isFolder(folder: string): Promise<boolean> {
  if (!path.isAbsolute(folder)) return false;
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
