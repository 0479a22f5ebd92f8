import path from 'node:path';
import { z } from 'zod';
import { keepError, say } from '../../../shared/index.ts';
import { parseBoundedJson } from '../../platform/bounded-json.ts';
import { vaultContext, type VaultContext, type VaultOptions } from '../context.ts';
import { writeHidden } from '../hidden-file.ts';
import { placeNew } from '../place.ts';
import { readBounded } from '../read-bounded.ts';
import { tryToRemove } from '../remove-file.ts';
import { syncFolder } from '../sync-folder.ts';
import { systemCode } from '../../platform/system-error.ts';
import type { Place } from './types.ts';

/** Tells the place from the empty mount point that stays behind when its disk or share is not there. */
export const MARKER_NAME = '.routerkeep-place.json';

/** Bytes. */
const LARGEST = 64 * 1024;

/** Every future form must keep `id` in its place: it is all that an older Routerkeep needs. */
const markerSchema = z.looseObject({ version: z.int().positive(), id: z.string().min(8).max(100) }).readonly();

export type MarkerRead =
  | { readonly state: 'read'; readonly id: string }
  | { readonly state: 'absent' }
  /** What a loss of power leaves on a disk without hard links. */
  | { readonly state: 'empty' }
  /** Cut short, or somebody else's. */
  | { readonly state: 'foreign' };

/** The marker in a folder. Throws what the system says, except that it is not there. */
export async function readMarker(root: string, context: VaultContext): Promise<MarkerRead> {
  let text: string;
  try {
    text = new TextDecoder().decode(await readBounded(path.join(root, MARKER_NAME), LARGEST, context));
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return { state: 'absent' };
    // No marker of ours is that large.
    if (systemCode(thrown) === 'EFBIG') return { state: 'foreign' };
    throw thrown;
  }
  if (text === '') return { state: 'empty' };
  try {
    return { state: 'read', id: markerSchema.parse(parseBoundedJson(text)).id };
  } catch {
    return { state: 'foreign' };
  }
}

/** Writes a marker durably where there is none. @returns false when one appeared meanwhile */
export async function writeMarker(root: string, id: string, context: VaultContext): Promise<boolean> {
  const marker = { version: 1, id, about: say('copies.place.about') };
  const text = new TextEncoder().encode(`${JSON.stringify(marker, null, 2)}\n`);
  const hidden = await writeHidden(root, text, context);
  const placed = await placeNew(hidden, path.join(root, MARKER_NAME), context).catch(async (thrown: unknown) => {
    await tryToRemove(hidden, context);
    throw thrown;
  });
  if (!placed) await tryToRemove(hidden, context);
  await syncFolder(root, context);
  return placed;
}

/** Whether this very place is at its path now. What cannot be read is not there. */
export async function isThere({ root, id }: Place, context: VaultContext): Promise<boolean> {
  try {
    const marker = await readMarker(root, context);
    return marker.state === 'read' && marker.id === id;
  } catch (thrown) {
    if (systemCode(thrown) === undefined) throw thrown;
    return false;
  }
}

/** The same for the keeper. */
export async function placeIsThere(place: Place, options: VaultOptions = {}): Promise<boolean> {
  return await isThere(place, vaultContext(options));
}

/** @throws KeepError `copy/missing` when the place is not there, or another one is */
export async function requirePlace(place: Place, context: VaultContext): Promise<void> {
  if (!(await isThere(place, context))) throw keepError('copy/missing', { folder: place.root });
}
