import { z } from 'zod';
import { keepError, KeepError, say } from '../../shared/index.ts';
import { parseBoundedJson } from '../platform/bounded-json.ts';
import { inside } from '../platform/path-segment.ts';
import { systemCode } from '../platform/system-error.ts';
import { vaultContext, type VaultContext, type VaultOptions } from './context.ts';
import { writeHidden } from './hidden-file.ts';
import { placeNew } from './place.ts';
import { readBounded } from './read-bounded.ts';
import { removeFile, tryToRemove } from './remove-file.ts';
import { syncFolder } from './sync-folder.ts';
import { inFolder } from './vault-error.ts';

/** A vault or a second place as the settings remember it: a folder, and the id in its marker by which it is known again. */
export interface Place {
  /** Absolute. */
  readonly root: string;
  readonly id: string;
}

/** Tells a vault or a second place from the empty mount point that stays behind when its disk or share is not there. */
export const MARKER_NAME = '.routerkeep-place.json';

/** Bytes. */
const LARGEST = 64 * 1024;

/** Every future form must keep `id` in its place: it is all that an older Routerkeep needs. It becomes part of keys. */
const markerSchema = z
  .looseObject({ version: z.int().positive(), id: z.string().regex(/^[A-Za-z0-9-]{8,100}$/) })
  .readonly();

export type MarkerRead =
  | { readonly state: 'read'; readonly id: string }
  | { readonly state: 'absent' }
  /** What a loss of power leaves on a disk without hard links. */
  | { readonly state: 'empty' }
  /** Cut short, somebody else's, or no file. */
  | { readonly state: 'foreign' };

/** The marker in a folder. Throws what the system says, except that it is not there. */
export async function readMarker(root: string, context: VaultContext): Promise<MarkerRead> {
  let text: string;
  try {
    text = new TextDecoder().decode(await readBounded(inside(root, MARKER_NAME), LARGEST, context));
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return { state: 'absent' };
    // No marker of ours is that large, or a link.
    if (['EFBIG', 'ELOOP'].includes(systemCode(thrown) ?? '')) return { state: 'foreign' };
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
async function writeMarker(root: string, id: string, context: VaultContext): Promise<boolean> {
  const marker = { version: 1, id, about: say('copies.place.about') };
  const text = new TextEncoder().encode(`${JSON.stringify(marker, null, 2)}\n`);
  const hidden = await writeHidden(root, text, context);
  const placed = await placeNew(hidden, inside(root, MARKER_NAME), context).catch(async (thrown: unknown) => {
    await tryToRemove(hidden, context);
    throw thrown;
  });
  if (!placed) await tryToRemove(hidden, context);
  await syncFolder(root, context);
  return placed;
}

/**
 * The id in the marker of a folder, in which one is written where there is none.
 * @returns undefined where something else has the marker's name
 */
export async function establishMarker(root: string, context: VaultContext): Promise<string | undefined> {
  const id = context.randomName() + context.randomName();
  const before = await readMarker(root, context);
  if (before.state === 'read') return before.id;
  if (before.state === 'foreign') return undefined;
  if (before.state === 'empty') await removeFile(inside(root, MARKER_NAME), context);
  if (await writeMarker(root, id, context)) return id;
  // Another Routerkeep may have been faster.
  const now = await readMarker(root, context);
  return now.state === 'read' ? now.id : undefined;
}

/** Whether this very place is at its path now. What cannot be read is not there. */
export async function isThere(place: Place, context: VaultContext): Promise<boolean> {
  return (await deviceOf(place, context)) !== undefined;
}

/** The same for the keeper. */
export async function placeIsThere(place: Place, options: VaultOptions = {}): Promise<boolean> {
  return await isThere(place, vaultContext(options));
}

/** The number of the device (`st_dev`) that a place lies on; undefined where the place is not there. */
async function deviceOf({ root, id }: Place, context: VaultContext): Promise<number | undefined> {
  try {
    const { dev } = await context.fs.stat(root);
    const marker = await readMarker(root, context);
    return marker.state === 'read' && marker.id === id ? dev : undefined;
  } catch (thrown) {
    if (systemCode(thrown) === undefined) throw thrown;
    return undefined;
  }
}

/**
 * Does `work` in the marked folder of the context, where there is one: only while its marker is there, and what was done counts only if the
 * same disk still lies there afterwards. Whatever failed in between: if the folder has gone, that is why.
 * @throws KeepError `vault/missing`, and what `work` throws
 */
export async function whileMarked<Result>(context: VaultContext, work: () => Promise<Result>): Promise<Result> {
  const { marked } = context;
  if (marked === undefined) return await work();
  const device = await deviceOf(marked, context);
  if (device === undefined) throw keepError('vault/missing', { folder: marked.root });
  let result: Result;
  try {
    result = await work();
  } catch (thrown) {
    const isDisk = thrown instanceof KeepError ? thrown.code.startsWith('vault/') : systemCode(thrown) !== undefined;
    if (!isDisk || (await deviceOf(marked, context)) === device) throw thrown;
    throw keepError('vault/missing', { folder: marked.root }, thrown);
  }
  if ((await deviceOf(marked, context)) !== device) throw keepError('vault/missing', { folder: marked.root });
  return result;
}

/**
 * Makes a folder a vault that is known by its marker, or takes up the marker that is there.
 * @param root absolute, and there
 * @throws KeepError `vault/missing`, `vault/unwritable`, `vault/full`
 */
export async function markVault(root: string, options: VaultOptions = {}): Promise<Place> {
  const context = vaultContext(options);
  return await inFolder(root, context, async () => {
    const id = await establishMarker(root, context);
    if (id !== undefined) return { root, id };
    throw keepError('vault/unwritable', {
      folder: root,
      reason: say('copies.reason.foreign-marker', { file: MARKER_NAME }),
    });
  });
}

/** The id in the marker of a vault; undefined where none is, also where it cannot be read. */
export async function markerOf(root: string, options: VaultOptions = {}): Promise<string | undefined> {
  const context = vaultContext(options);
  return await inFolder(root, context, async () => {
    const marker = await readMarker(root, context);
    return marker.state === 'read' ? marker.id : undefined;
  });
}
