import { keepError, reportOf, say } from '../../../shared/index.ts';
import { originOf } from '../../device/index.ts';
import type { DeviceRecord, Settings } from '../../records/index.ts';
import { chooseTarget, listBackups, type VaultOptions } from '../../vault/index.ts';
import { freeName } from '../new-device.ts';
import { withinVault } from '../open-vault.ts';
import { certificateOf, isSame } from '../same-device.ts';
import type { KeeperPorts } from '../ports.ts';
import type { ExportedDevice } from './document.ts';
import { inside, isPathSegment } from '../../platform/path-segment.ts';

/** Where its backups go here. */
export interface VaultHere {
  /** Absolute, and there. */
  readonly root: string;
  /** Whether it is the device's own and not the one for all. */
  readonly own: boolean;
}

/**
 * A device of the document as one of this home: it waits for its password. A folder with backups of it, brought along, is
 * taken up again with its history.
 * @param settings of this home, with the devices that were taken up before
 * @throws KeepError vault/*
 */
export async function newRecord(
  { newId, clock }: Pick<KeeperPorts, 'newId' | 'clock'>,
  settings: Settings,
  exported: ExportedDevice,
  vault: VaultHere,
): Promise<{ readonly record: DeviceRecord; readonly notes: readonly string[] }> {
  const wanted = exported.name;
  const name = freeName(settings, wanted);
  const { identity, endpoint, trust, signInForm, keep, schedule, pauses, withoutAlarms } = exported;
  const within = withinVault(settings, vault.root);
  // What leads out of the vault is no folder of it: the device gets one by its name.
  const wantedFolder = [exported.folder, name].find(isPathSegment) ?? 'device';
  const here = settings.devices.filter((other) => (other.vault ?? settings.vault) === vault.root);
  const deviceId = (await ownerOf(inside(vault.root, wantedFolder), settings, exported, within)) ?? newId();
  const folder = await chooseTarget(vault.root, wantedFolder, {
    taken: here.map((other) => other.folder),
    deviceId,
    serial: identity.serial,
    marks: { certificate: certificateOf(trust), endpoint },
    ...within,
  });
  const now = new Date(clock.now()).toISOString();
  const record: DeviceRecord = {
    id: deviceId,
    name,
    ...(exported.group !== undefined && { group: exported.group }),
    endpoint,
    user: exported.user,
    trust,
    identity,
    signInForm,
    hasDeviceToken: false,
    folder,
    ...(vault.own && { vault: vault.root }),
    ...(keep && { keep }),
    addedAt: now,
    stop: { at: now, error: reportOf(keepError('secret/missing', { name })) },
    ...(schedule && { schedule }),
    ...(pauses && { pauses }),
    ...(withoutAlarms && { withoutAlarms }),
  };
  const neighbour = settings.devices.find(({ endpoint: other }) => originOf(other) === originOf(endpoint));
  const notes = [
    ...(neighbour === undefined ? [] : [say('preferences.import.same-address', { name: neighbour.name })]),
    ...(name === wanted ? [] : [say('preferences.import.renamed', { wanted })]),
    ...(folder === exported.folder ? [] : [say('preferences.import.folder', { wanted: exported.folder, folder })]),
  ];
  return { record, notes };
}

/** The id under which the backups in a folder were made, if they are of this device and nobody here has it. */
async function ownerOf(
  folder: string,
  settings: Settings,
  exported: ExportedDevice,
  within: VaultOptions,
): Promise<string | undefined> {
  for (const entry of await listBackups(folder, within)) {
    if (entry.state === 'unknown') continue;
    const { deviceId, identity, endpoint, certificate } = entry.sidecar;
    const trust = certificate === undefined ? undefined : ({ kind: 'fingerprint', sha256: certificate } as const);
    if (identity.product !== exported.identity.product || !isSame({ identity, endpoint, trust }, exported)) continue;
    return settings.devices.some(({ id }) => id === deviceId) ? undefined : deviceId;
  }
  return undefined;
}
