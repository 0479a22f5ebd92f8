import { createHash } from 'node:crypto';
import { sidecarNameOf } from './backup-name.ts';
import type { VaultContext } from './context.ts';
import { readBack, type FileHash } from './hash-file.ts';
import { createHidden, fillHidden, type HiddenFile } from './hidden-file.ts';
import { linkNew, replaceWith } from './place.ts';
import { tryToRemove } from './remove-file.ts';
import { syncFolder } from './sync-folder.ts';
import type { Sidecar } from './types.ts';
import { inside } from '../platform/path-segment.ts';

/** A sidecar that lies durably under a hidden name. */
export interface HiddenSidecar extends FileHash {
  readonly hidden: string;
  /** Where it belongs. */
  readonly final: string;
}

/**
 * Writes the sidecar of a new backup durably and reads it back; a failure leaves none.
 * @returns false when its name is taken
 */
export async function writeNewSidecar(folder: string, sidecar: Sidecar, context: VaultContext): Promise<boolean> {
  const written = await writeSidecarTo(await createHidden(folder, context), folder, sidecar, context);
  let placed = false;
  try {
    placed = await placeSidecar(folder, written, context);
    return placed;
  } finally {
    if (!placed) await tryToRemove(written.hidden, context);
  }
}

/**
 * Gives a hidden sidecar its place, durably, and reads it back; a failure leaves none there.
 * @returns false when its name is taken
 */
export async function placeSidecar(folder: string, written: HiddenSidecar, context: VaultContext): Promise<boolean> {
  if (!(await linkNew(written.hidden, written.final, context))) return false;
  try {
    await syncFolder(folder, context);
    await readBack(written.final, written, context);
    // Not before: a loss of power might keep this and forget the new name.
    await tryToRemove(written.hidden, context);
    return true;
  } catch (thrown) {
    await tryToRemove(written.final, context);
    throw thrown;
  }
}

/** Puts a newer sidecar in the place of the one before, in one step, and reads it back. */
export async function replaceSidecar(folder: string, sidecar: Sidecar, context: VaultContext): Promise<void> {
  const written = await writeSidecarTo(await createHidden(folder, context), folder, sidecar, context);
  await replaceWith(written.hidden, written.final, context);
  await syncFolder(folder, context);
  await readBack(written.final, written, context);
}

/** Fills a new hidden file with a sidecar, durably; a failure removes it. */
export async function writeSidecarTo(
  hidden: HiddenFile,
  folder: string,
  sidecar: Sidecar,
  context: VaultContext,
): Promise<HiddenSidecar> {
  const text = new TextEncoder().encode(`${JSON.stringify(sidecar, null, 2)}\n`);
  await fillHidden(hidden, text, context);
  const final = inside(folder, sidecarNameOf(sidecar.file));
  return { hidden: hidden.path, final, bytes: text.length, sha256: createHash('sha256').update(text).digest('hex') };
}
