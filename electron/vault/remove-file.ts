import type { VaultContext } from './context.ts';
import { systemCode } from '../platform/system-error.ts';
import { whileBlocked } from './while-blocked.ts';

/** Removes a file; one that is already gone is fine. Throws the system's error otherwise. */
export async function removeFile(file: string, context: VaultContext): Promise<void> {
  try {
    await whileBlocked(() => context.fs.unlink(file), context);
  } catch (thrown) {
    if (systemCode(thrown) !== 'ENOENT') throw thrown;
  }
}

/** Tidying up after a failure: goes on when the work was cancelled, and does not hide the failure behind its own. */
export async function tryToRemove(
  file: string,
  { fs, clock, platform, randomName, closeFolder }: VaultContext,
): Promise<void> {
  await removeFile(file, { fs, clock, platform, randomName, closeFolder }).catch(() => undefined);
}
