import { identifyingSerial } from '../../../shared/index.ts';
import { vaultContext, type VaultOptions } from '../context.ts';
import { distinctFolderName } from '../folder-name.ts';
import { isOf, type DeviceMarks } from '../owner.ts';
import { newestSidecar } from '../newest-sidecar.ts';
import { atPlace } from './copy-error.ts';
import type { Place } from '../marker.ts';
import { inside } from '../../platform/path-segment.ts';

/** Whose copies a folder in a place is for. */
export interface CopyOwner extends DeviceMarks {
  readonly deviceId: string;
}

/**
 * The folder of a device in a place: the wanted one, unless it holds copies of another device (of another vault, of
 * another computer that uses the same place): then the same name with the end of the serial. Nothing is created.
 * @throws KeepError `copy/missing`, `copy/failed`
 */
export async function ownFolder(
  place: Place,
  wanted: string,
  owner: CopyOwner,
  options: VaultOptions = {},
): Promise<string> {
  const context = vaultContext(options);
  const isFree = async (folder: string): Promise<boolean> => {
    const newest = await atPlace(place, context, () => newestSidecar(inside(place.root, folder), context));
    return newest === undefined || isOf(newest, owner);
  };
  if (await isFree(wanted)) return wanted;
  const bySerial = apart(wanted, owner);
  // A twin that shares the serial may have that one.
  return (await isFree(bySerial)) ? bySerial : apart(wanted, { deviceId: owner.deviceId });
}

/** The name by which a device's folder is told from one that has the same. */
export function apart(wanted: string, { deviceId, serial }: CopyOwner): string {
  const letters = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '').slice(-4);
  return distinctFolderName(wanted, letters(identifyingSerial(serial) ?? '') || letters(deviceId) || '2');
}
