import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { inside } from '../../platform/path-segment.ts';
import { keepError, say, type Product } from '../../../shared/index.ts';
import { listBackups, saveBackupFile, type BackupEntry } from '../../vault/index.ts';
import { withinVault } from '../open-vault.ts';
import { folderOf } from '../places.ts';
import type { KeeperPorts } from '../ports.ts';
import { requireGoodTarget, requireSound } from './save-stored.ts';

/** A backup that lies in a folder, whether its device is known here or not. */
export interface FoundBackup {
  /** Absolute. */
  readonly path: string;
  /** Its device as its sidecar calls it, else the name of its folder. */
  readonly device: string;
  /** `unknown`: without a sidecar, such as an old manual export. It is opened before anybody is told how to restore it. */
  readonly state: BackupEntry['state'];
  /** ISO 8601, UTC. Absent without a sidecar, as what follows. */
  readonly takenAt?: string;
  readonly product?: Product;
  readonly model?: string;
  readonly firmware?: string;
}

export interface FoundBackups {
  /** Absolute folder that was looked into. */
  readonly folder: string;
  /** By device, newest first. */
  readonly backups: readonly FoundBackup[];
}

/** A vault holds a folder for each device; whoever opens the root of a disk does not wait for all of it. */
const MOST_FOLDERS = 500;
const MOST_BACKUPS = 5000;

/**
 * The backups in a folder and in the folders of devices below it. Nothing has to be known of them: this is how a new
 * computer finds what an old one left behind. Links are not followed.
 * @param chosen absolute; absent: the vault of this home, without the devices that are known here. A folder that is not
 *   there holds none then.
 * @throws KeepError vault/missing, vault/unwritable for a chosen one that cannot be read
 */
export async function findBackups(ports: KeeperPorts, chosen?: string): Promise<FoundBackups> {
  const settings = await ports.settings.read();
  const folder = chosen ?? settings.vault ?? ports.defaultVault;
  const known = new Set(chosen === undefined ? settings.devices.map((device) => folderOf(settings, device)) : []);
  // The vault of this home is known by its marker; what somebody chose is looked at as it is.
  const within = chosen === undefined ? withinVault(settings, folder) : {};
  const folders = [folder, ...(await foldersIn(folder))].filter((each) => !known.has(each));
  const backups: FoundBackup[] = [];
  for (const each of folders) {
    const isChosen = each === folder && chosen !== undefined;
    const entries = isChosen ? await listBackups(each) : await listBackups(each, within).catch(() => []);
    backups.push(...entries.map((entry) => describe(each, entry)).slice(0, MOST_BACKUPS - backups.length));
  }
  return { folder, backups };
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => inside(folder, name))
    .sort((one, other) => one.localeCompare(other, 'en'))
    .slice(0, MOST_FOLDERS);
}

/** One file that somebody chose. @throws KeepError usage/invalid for what is no file */
export async function findBackup(file: string): Promise<FoundBackup> {
  const folder = path.dirname(file);
  const listed = (await listBackups(folder).catch(() => [])).find((entry) => entry.path === file);
  if (listed !== undefined) return describe(folder, listed);
  const facts = await lstat(file).catch(() => undefined);
  if (facts?.isFile() !== true) {
    throw keepError('usage/invalid', {
      problem: say('keeper.not-a-file', { file }),
      remedy: say('keeper.no-such-file.remedy'),
    });
  }
  return { path: file, device: path.basename(folder), state: 'unknown' };
}

function describe(folder: string, entry: BackupEntry): FoundBackup {
  if (entry.state === 'unknown') return { path: entry.path, device: path.basename(folder), state: 'unknown' };
  const { deviceName, takenAt, identity } = entry.sidecar;
  const { product, model, firmware } = identity;
  return {
    path: entry.path,
    device: deviceName,
    state: entry.state,
    takenAt,
    product,
    ...(model === undefined ? {} : { model }),
    ...(firmware === undefined ? {} : { firmware }),
  };
}

/**
 * Writes a found backup to a file outside of the vault, reads that back and compares.
 * @throws KeepError as `saveStored`, and usage/invalid for one without a sidecar
 */
export async function saveFound(ports: KeeperPorts, file: string, target: string, signal: AbortSignal): Promise<void> {
  const entry = (await listBackups(path.dirname(file))).find((each) => each.path === file);
  if (entry === undefined || entry.state === 'unknown') {
    throw keepError('usage/invalid', {
      problem: say('keeper.stored.unknown', { file, reason: say('vault.sidecar.absent') }),
      remedy: say('keeper.stored.unknown.remedy'),
    });
  }
  const sound = requireSound(entry);
  await requireGoodTarget(await ports.settings.read(), target);
  await saveBackupFile(sound, target, { replace: true, signal, clock: ports.clock });
}
