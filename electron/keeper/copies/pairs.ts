import { apart, ownFolder, placeName, type CopyOwner, type CopyPair, type VaultOptions } from '../../vault/index.ts';
import type { DeviceRecord, SecondPlace, Settings } from '../../records/index.ts';
import { knownVault } from '../open-vault.ts';
import { folderOf, policyOf, vaultOf } from '../places.ts';
import { certificateOf } from '../same-device.ts';

/** One device and one of its second places. */
export interface Pair {
  readonly device: DeviceRecord;
  readonly place: SecondPlace;
  /** Under which the small records about it lie. */
  readonly id: string;
  /** A short name of the place, for people. */
  readonly name: string;
  /** The device's folder in the place, unless copies of another device lie there. */
  readonly wanted: string;
}

/** The second places of a device: its own, else those for all. An empty list of its own is an answer: none. */
function placesOf(settings: Settings, device: DeviceRecord): readonly SecondPlace[] {
  return device.copyTo ?? settings.copyTo ?? [];
}

export function pairsOf(settings: Settings, device: DeviceRecord): readonly Pair[] {
  return placesOf(settings, device).map((place) => ({
    device,
    place,
    id: pairId(device.id, place.id),
    name: placeName(place.root),
    wanted: wantedFolder(settings, device, place),
  }));
}

function pairId(deviceId: string, placeId: string): string {
  return `${deviceId}/${placeId}`;
}

/** Devices of several vaults may have folders of the same name: in one place, the first of the list has it. */
function wantedFolder(settings: Settings, device: DeviceRecord, place: SecondPlace): string {
  const fold = ({ folder }: DeviceRecord): string => folder.normalize('NFC').toLowerCase();
  const [first] = settings.devices.filter(
    (other) => fold(other) === fold(device) && placesOf(settings, other).some(({ id }) => id === place.id),
  );
  if (first === undefined || first.id === device.id) return device.folder;
  return apart(device.folder, ownerOf(device));
}

/** What the vault needs to know to keep the pair in step. @throws KeepError copy/missing, copy/failed, vault/missing */
export async function copyPair(settings: Settings, pair: Pair, options: VaultOptions): Promise<CopyPair> {
  const { device, place, wanted } = pair;
  const vault = knownVault(settings, vaultOf(settings, device));
  return {
    vaultFolder: folderOf(settings, device),
    ...(vault === undefined ? {} : { vault }),
    place,
    folder: await ownFolder(place, wanted, ownerOf(device), options),
    policy: place.keep ?? policyOf(settings, device),
  };
}

function ownerOf({ id, identity, endpoint, trust }: DeviceRecord): CopyOwner {
  return { deviceId: id, serial: identity.serial, endpoint, certificate: certificateOf(trust) };
}
