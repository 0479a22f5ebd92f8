import path from 'node:path';
import { vaultContext, type VaultOptions } from '../context.ts';
import { distinctFolderName } from '../folder-name.ts';
import { newestSidecar } from '../newest-sidecar.ts';
import { atPlace } from './copy-error.ts';
import type { Place } from './types.ts';

/** Whose copies a folder in a place is for. */
export interface CopyOwner {
  readonly deviceId: string;
  readonly serial?: string | undefined;
}

/**
 * The folder of a device in a place: the wanted one, unless it holds copies of another device (of another vault, of
 * another computer that uses the same place): then the same name with the end of the serial. Nothing is created.
 * @throws KeepError `copy/missing`, `copy/failed`
 */
export async function ownFolder(
  place: Place,
  wanted: string,
  { deviceId, serial }: CopyOwner,
  options: VaultOptions = {},
): Promise<string> {
  const context = vaultContext(options);
  const newest = await atPlace(place, context, () => newestSidecar(path.join(place.root, wanted), context));
  const isOurs =
    newest === undefined || newest.deviceId === deviceId || (serial !== undefined && newest.identity.serial === serial);
  return isOurs ? wanted : apart(wanted, { deviceId, serial });
}

/** The name by which a device's folder is told from one that has the same. */
export function apart(wanted: string, { deviceId, serial }: CopyOwner): string {
  const letters = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '').slice(-4);
  return distinctFolderName(wanted, letters(serial ?? '') || letters(deviceId) || '2');
}
