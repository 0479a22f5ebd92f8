import { say } from '../../../shared/index.ts';
import { temporaryStorage, type Settings } from '../../records/index.ts';
import type { KeeperPorts } from '../ports.ts';

/** What is odd about the computer a headless watch runs on, as plain sentences. People at a desktop know theirs. */
export async function oddSurroundings(ports: KeeperPorts, settings: Settings): Promise<readonly string[]> {
  const vaults = settings.devices.flatMap(({ vault }) => vault ?? settings.vault ?? []);
  const folders = [...new Set([ports.home.folder, ...vaults])];
  const kinds = await Promise.all(folders.map(async (folder) => ({ folder, kind: await temporaryStorage(folder) })));
  return [
    ...(isZoneUnset(ports) &&
    (settings.devices.length === 0 ||
      settings.devices.some((device) => (device.schedule ?? settings.schedule)?.zone === undefined))
      ? [say('watch.zone-unset')]
      : []),
    ...kinds.flatMap(({ folder, kind }) => (kind === undefined ? [] : [say(`watch.storage.${kind}`, { folder })])),
  ];
}

/** A container's clock is UTC unless somebody said otherwise: 03:00 is then not the night its owner meant. */
function isZoneUnset({ env, localZone }: KeeperPorts): boolean {
  return env.TZ === undefined && /^(UTC|Etc\/UTC|Etc\/Universal|GMT|Etc\/GMT)$/.test(localZone());
}
