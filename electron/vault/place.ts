import type { VaultContext } from './context.ts';
import { isTolerated } from '../platform/file-refusals.ts';
import { systemCode } from '../platform/system-error.ts';
import { whileBlocked } from './while-blocked.ts';

/**
 * Gives a finished hidden file its final name and replaces nothing: a hard link fails where anything stands,
 * a file, a folder, a planted link, a name that differs only in case on a disk that ignores case.
 * Renaming would overwrite silently.
 * @returns false when the name is taken; the hidden file is then still there
 */
export async function placeNew(from: string, to: string, context: VaultContext): Promise<boolean> {
  if (!(await linkNew(from, to, context))) return false;
  // A hidden second name that cannot be removed now is swept by the next run.
  await context.fs.unlink(from).catch(() => undefined);
  return true;
}

/** The same, but the hidden name stays beside the new one, to be removed by the caller (on a disk without links it is gone). */
export async function linkNew(from: string, to: string, context: VaultContext): Promise<boolean> {
  try {
    await whileBlocked(() => context.fs.link(from, to), context);
    return true;
  } catch (thrown) {
    if (await isLinked(from, to, context)) return true;
    if (systemCode(thrown) === 'EEXIST') return false;
    if (!isTolerated('hard-link', thrown, context.platform)) throw thrown;
    return await claimAndRename(from, to, context);
  }
}

/**
 * Whether the link was made although the call says it failed: a share that repeats a request whose answer was lost
 * finds its own link in the way (NFS). Not asked on Windows, whose file numbers lose digits in JavaScript.
 */
async function isLinked(from: string, to: string, { fs, platform }: VaultContext): Promise<boolean> {
  if (platform === 'win32') return false;
  try {
    const [hidden, placed] = [await fs.lstat(from), await fs.lstat(to)];
    return placed.isFile() && placed.nlink > 1 && placed.ino === hidden.ino && placed.dev === hidden.dev;
  } catch (thrown) {
    if (systemCode(thrown) === undefined) throw thrown;
    return false;
  }
}

/**
 * The way without hard links: an exclusive create claims the name, then the rename replaces that empty file of our own.
 * A power cut in between leaves an empty .dss without a sidecar, which counts as nothing.
 */
async function claimAndRename(from: string, to: string, context: VaultContext): Promise<boolean> {
  const { fs } = context;
  try {
    const claim = await fs.createFile(to);
    await claim.close().catch(() => undefined);
  } catch (thrown) {
    if (systemCode(thrown) === 'EEXIST') return false;
    throw thrown;
  }
  try {
    await whileBlocked(() => fs.rename(from, to), context);
  } catch (thrown) {
    await fs.unlink(to).catch(() => undefined);
    throw thrown;
  }
  return true;
}

/** Puts a finished hidden file in the place of an older one of ours, in one step. A link there is replaced, not followed. */
export async function replaceWith(from: string, to: string, context: VaultContext): Promise<void> {
  try {
    await whileBlocked(() => context.fs.rename(from, to), context);
  } catch (thrown) {
    await context.fs.unlink(from).catch(() => undefined);
    throw thrown;
  }
}
