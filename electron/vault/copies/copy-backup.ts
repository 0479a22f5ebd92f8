import { vaultContext, type VaultOptions } from '../context.ts';
import type { VerifiedBackup } from '../commit.ts';
import { carryOver } from './carry-over.ts';
import { atPlace } from './copy-error.ts';
import { copyFolderOf } from './copy-state.ts';
import { copyGuide } from './copy-guide.ts';
import type { CopyOutcome, CopyPair } from './types.ts';

/**
 * Copies one backup with its sidecar and the restore page: durably, each read back and compared. Nothing that is not
 * certainly ours is replaced, and the copy counts only from the moment its sidecar stands. Under the run lock of the device.
 * @throws KeepError `copy/missing`, `copy/failed`, `cancelled`
 */
export async function copyBackup(
  source: VerifiedBackup,
  pair: CopyPair,
  options: VaultOptions = {},
): Promise<CopyOutcome> {
  const context = { ...vaultContext(options), marked: pair.place };
  const folder = copyFolderOf(pair);
  return await atPlace(pair.place, context, async () => {
    context.signal?.throwIfAborted();
    const outcome = await carryOver(source, folder, context);
    if (outcome.state !== 'left') await copyGuide(pair.vaultFolder, folder, context);
    return outcome;
  });
}
