import { createHash } from 'node:crypto';
import path from 'node:path';
import { keepError, say } from '../../shared/index.ts';
import { vaultContext, type VaultContext, type VaultOptions } from './context.ts';
import { createHidden, finishFile, writeFully, type HiddenFile } from './hidden-file.ts';
import { whileMarked } from './marker.ts';
import { tryToRemove } from './remove-file.ts';
import { syncFolder } from './sync-folder.ts';
import { isTolerated } from '../platform/file-refusals.ts';
import { systemCode, systemError } from '../platform/system-error.ts';
import type { Stage } from './types.ts';
import { inFolder } from './vault-error.ts';

/**
 * Opens a stage in the device's folder, which is created (0700) inside a vault that exists.
 * The vault itself is never created here: it may lie on a disk that is not connected.
 * @throws KeepError `vault/full`, `vault/unwritable`, `vault/missing`; so do `write` and `finish`
 */
export async function openStage(folder: string, options: VaultOptions = {}): Promise<Stage> {
  const context = vaultContext(options);
  const { path: staged, file } = await createStage(folder, context);
  const hash = createHash('sha256');
  let bytes = 0;
  let whole = true;
  /** After a failed write no later one may close the gap to a shorter file that is right by its own count. */
  const requireWhole = (): void => {
    if (!whole) throw systemError('EIO', 'an earlier write failed');
  };
  const discard = async (): Promise<void> => {
    // Best effort: whatever stays is hidden, is no backup by its name, and is swept by the next run.
    await file.close().catch(() => undefined);
    await context.fs.unlink(staged).catch(() => undefined);
  };
  return {
    path: staged,
    write: (chunk) =>
      inFolder(folder, context, async () => {
        context.signal?.throwIfAborted();
        requireWhole();
        whole = false;
        await writeFully(file, chunk);
        hash.update(chunk);
        bytes += chunk.length;
        whole = true;
      }),
    finish: () =>
      inFolder(folder, context, async () => {
        requireWhole();
        await finishFile(file, bytes);
        return { path: staged, bytes, sha256: hash.digest('hex') };
      }),
    discard,
  };
}

/** The vault may go between the look at its marker and the first write: then our folder stands in the mount point. */
async function createStage(folder: string, context: VaultContext): Promise<HiddenFile> {
  let opened: HiddenFile | undefined;
  try {
    return await whileMarked(context, async () => {
      await prepareFolder(folder, context);
      opened = await inFolder(folder, context, () => createHidden(folder, context));
      return opened;
    });
  } catch (thrown) {
    await opened?.file.close().catch(() => undefined);
    if (opened !== undefined) await tryToRemove(opened.path, context);
    // Only an empty folder can be removed.
    if (context.marked !== undefined) await context.fs.removeFolder(folder).catch(() => undefined);
    throw thrown;
  }
}

async function prepareFolder(folder: string, context: VaultContext): Promise<void> {
  const { fs, platform } = context;
  const root = path.dirname(folder);
  await inFolder(root, context, async () => {
    try {
      await fs.makeFolder(folder);
      // Elsewhere its mode says so. What stays open, as on FAT, is told by `verify`.
      if (platform === 'win32') await context.closeFolder(folder);
    } catch (thrown) {
      if (systemCode(thrown) !== 'EEXIST') throw thrown;
    }
    // Each time: a run that died right after creating the folder left its name unsynced.
    await syncFolder(root, context);
  });
  await inFolder(folder, context, async () => {
    const facts = await fs.lstat(folder);
    if (facts.isSymbolicLink()) {
      throw keepError('vault/unwritable', { folder, reason: say('vault.reason.link-folder') });
    }
    if (!facts.isDirectory()) {
      throw keepError('vault/unwritable', { folder, reason: say('vault.reason.not-a-folder') });
    }
    // Archives hold password hashes. A share without rights of its own refuses this, which is no reason to stop.
    if (platform === 'win32' || (facts.mode & 0o077) === 0) return;
    await fs.chmod(folder, 0o700).catch((thrown: unknown) => {
      if (!isTolerated('set-rights', thrown, platform)) throw thrown;
    });
  });
}
