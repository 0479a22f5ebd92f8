import { stat } from 'node:fs/promises';
import path from 'node:path';
import { say } from '../../../shared/index.ts';
import type { Settings } from '../../records/index.ts';
import { placeIsThere, prepareVault } from '../../vault/index.ts';
import { withinVault } from '../open-vault.ts';
import type { KeeperPorts } from '../ports.ts';
import type { SettingsDocument, ExportedDevice } from './document.ts';
import type { VaultHere } from './new-record.ts';

/** The folder for all, if this home has none yet and that of the document is on this computer too. */
export async function commonVault(settings: Settings, document: SettingsDocument): Promise<string | undefined> {
  const { all } = document;
  if (settings.vault !== undefined) return settings.vault;
  return all.vault !== undefined && (await isVaultHere(all.vault, document)) ? all.vault : undefined;
}

/**
 * Where a device's backups go here: the folder they had, where that is on this computer, else the common one.
 * @param settings of this home, with the common folder as it is to be
 */
export async function deviceVault(
  { defaultVault }: Pick<KeeperPorts, 'defaultVault'>,
  settings: Settings,
  document: SettingsDocument,
  { vault }: ExportedDevice,
): Promise<{ readonly vault: VaultHere; readonly notes: readonly string[] }> {
  const common = settings.vault;
  const wanted = vault ?? document.all.vault;
  const root = common ?? defaultVault;
  if (wanted === undefined || wanted === root) return { vault: await prepared(settings, root, common), notes: [] };
  if (await isVaultHere(wanted, document)) return { vault: { root: wanted, own: true }, notes: [] };
  const here = await prepared(settings, root, common);
  return { vault: here, notes: [say('preferences.import.vault-default', { wanted, folder: root })] };
}

/** The default is made where it is new; a folder that was chosen is not. */
async function prepared(settings: Settings, root: string, common: string | undefined): Promise<VaultHere> {
  await prepareVault(root, { create: common === undefined }, withinVault(settings, root));
  return { root, own: false };
}

/** Where the other computer knew the folder by a marker, one of that name alone is not it: it may be an empty mount point. */
async function isVaultHere(folder: string, { vaults = [] }: SettingsDocument): Promise<boolean> {
  if (!(await isFolder(folder))) return false;
  const known = vaults.find(({ root }) => root === folder);
  return known === undefined || (await placeIsThere(known));
}

async function isFolder(folder: string): Promise<boolean> {
  if (!path.isAbsolute(folder)) return false;
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
