import path from 'node:path';
import { keepError, say } from '../../../shared/index.ts';
import { lockRun, type DeviceRecord, type Lock, type Settings } from '../../records/index.ts';
import { cloudWarning, overlaps, prepareVault } from '../../vault/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { openVault, useVault } from '../open-vault.ts';
import { carryAll, clearOldFolders, planMoves, whenGone } from './move-backups.ts';
import { withOwn } from './own-value.ts';
import type { Preference, Target } from './preference.ts';
import { refuseNone } from './refuse.ts';

/**
 * The folder that holds the backups. Those that exist move along: first all of them stand in the new folder, read back; then
 * the settings name it; only then the old ones go. Cut off anywhere, the same command given again finishes it.
 */
export const vault: Preference = {
  show: ({ settings, device }, { defaultVault }) => {
    const common = settings.vault ?? defaultVault;
    if (device === undefined)
      return { value: common, own: settings.vault !== undefined && settings.vault !== defaultVault };
    return { value: device.vault ?? common, own: device.vault !== undefined };
  },
  change: async (ports, { target, typed, signal }) => {
    if (typed.kind === 'none') throw refuseNone('vault');
    const own = typed.kind === 'text' ? tidy(typed.text) : undefined;
    const root =
      own ?? (target.device === undefined ? ports.defaultVault : (target.settings.vault ?? ports.defaultVault));
    await prepare(target, root);
    const warning = cloudWarning(root, { env: ports.env });
    const notes = warning === undefined ? [] : [warning];
    const locks = lockAll(ports, affected(target.settings, target));
    try {
      // Read under the locks: a run that just ended may have added a backup, or somebody another device.
      for (const device of affected(target.settings, target)) {
        // Adopted where it has no marker yet, so that an empty mount point is not taken for a folder without backups.
        await openVault(ports, await ports.settings.read(), device).catch(whenGone);
      }
      // Named by the user: whatever was known of this folder, it is the vault from now on.
      await useVault(ports, root);
      const settings = await ports.settings.read();
      const moves = await planMoves(settings, affected(settings, target), root);
      notes.push(...(await carryAll(settings, moves, signal)));
      await ports.settings.update((current) => {
        const devices = current.devices.map((device) => {
          const move = moves.find(({ id }) => id === device.id);
          if (move === undefined) return device;
          const moved = withOwn(
            { ...device, folder: move.folder },
            'movingFrom',
            move.from.length > 0 ? move.from : undefined,
          );
          return target.device === undefined ? moved : withOwn(moved, 'vault', own);
        });
        const common = target.device === undefined ? root : (current.vault ?? (own === undefined ? root : undefined));
        return withOwn({ ...current, devices }, 'vault', common);
      });
      notes.push(...(await clearOldFolders(ports, moves)));
      return notes;
    } finally {
      for (const lock of locks) lock.release();
    }
  },
};

/** Without a slash at the end; what is not absolute is refused with its own sentence. */
function tidy(folder: string): string {
  return path.isAbsolute(folder) ? path.resolve(folder) : folder;
}

/** The devices whose backups the setting decides about. */
function affected(settings: Settings, { device }: Target): readonly DeviceRecord[] {
  return settings.devices.filter((one) => (device === undefined ? one.vault === undefined : one.id === device.id));
}

async function prepare({ settings }: Target, root: string): Promise<void> {
  // One that is in use and gone lies on a disk that is not connected: it is not made anew.
  const known = settings.vault === root || settings.devices.some((device) => device.vault === root);
  const places = [...(settings.copyTo ?? []), ...settings.devices.flatMap(({ copyTo }) => copyTo ?? [])];
  for (const place of places) {
    if (!(await overlaps(root, place.root))) continue;
    throw keepError('usage/invalid', {
      problem: say('preferences.vault.inside-place', { folder: root }),
      remedy: say('preferences.vault.inside-place.remedy'),
    });
  }
  await prepareVault(root, { create: !known });
}

/** All or none. @throws KeepError busy */
function lockAll(ports: Pick<KeeperPorts, 'home'>, devices: readonly DeviceRecord[]): readonly Lock[] {
  const locks: Lock[] = [];
  for (const { id, name } of devices) {
    const lock = lockRun(ports.home, id);
    if (lock === undefined) {
      for (const held of locks) held.release();
      throw keepError('busy', { name });
    }
    locks.push(lock);
  }
  return locks;
}
