import path from 'node:path';
import { keepError } from '../../../shared/index.ts';
import type { VerifiedBackup } from '../commit.ts';
import { vaultContext, type VaultContext, type VaultOptions } from '../context.ts';
import { hashFile, readBack, type FileHash } from '../hash-file.ts';
import { createHidden, finishFile, writeFully, type HiddenFile } from '../hidden-file.ts';
import { placeNew, replaceWith } from '../place.ts';
import { tryToRemove } from '../remove-file.ts';
import { syncFolder } from '../sync-folder.ts';
import { atSpot } from './copy-error.ts';
import { readIntoStage } from './read-source.ts';

/**
 * Writes one backup to a place of the user's, once: durably, read back and compared, and never seen half-written under
 * its name. The folder must be there; its rights are the user's business.
 * @param target absolute path of the file to be
 * @param replace whether a file that stands there goes
 * @returns false when the name is taken and nothing may be replaced
 * @throws KeepError archive/damaged (it is not what was stored), vault/* (it cannot be read), copy/failed, cancelled
 */
export async function saveBackupFile(
  source: VerifiedBackup,
  target: string,
  { replace, ...options }: VaultOptions & { readonly replace: boolean },
): Promise<boolean> {
  const context = vaultContext(options);
  const folder = path.dirname(target);
  // That the vault cannot be read at all is its own trouble, not that of the target.
  await hashFile(source.path, context);
  const hidden = await at(folder, context, () => createHidden(folder, context));
  try {
    const write = (chunk: Uint8Array): Promise<void> => at(folder, context, () => writeFully(hidden.file, chunk));
    const problem = await readIntoStage(source, { write }, context);
    if (problem !== undefined) throw keepError('archive/damaged', { detail: problem });
    const { bytes, sha256 } = source.sidecar;
    return await at(folder, context, () => place(hidden, target, { bytes, sha256 }, { replace, context }));
  } finally {
    await hidden.file.close().catch(() => undefined);
    await tryToRemove(hidden.path, context);
  }
}

async function place(
  hidden: HiddenFile,
  target: string,
  written: FileHash,
  { replace, context }: { readonly replace: boolean; readonly context: VaultContext },
): Promise<boolean> {
  await finishFile(hidden.file, written.bytes);
  // An older file goes only for a new one that is whole.
  await readBack(hidden.path, written, context);
  if (replace) await replaceWith(hidden.path, target, context);
  else if (!(await placeNew(hidden.path, target, context))) return false;
  try {
    await syncFolder(path.dirname(target), context);
    await readBack(target, written, context);
    return true;
  } catch (thrown) {
    await tryToRemove(target, context);
    throw thrown;
  }
}

function at<Result>(root: string, context: VaultContext, work: () => Promise<Result>): Promise<Result> {
  return atSpot({ root, stillThere: () => Promise.resolve(true) }, context, work);
}
