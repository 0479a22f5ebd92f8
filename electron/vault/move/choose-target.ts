import { KeepError } from '../../../shared/index.ts';
import { chooseFolder, type FolderChoice } from '../choose-folder.ts';
import { vaultContext, type VaultOptions } from '../context.ts';
import { listBackups } from '../list-backups.ts';
import { inside } from '../../platform/path-segment.ts';

export interface TargetChoice extends VaultOptions {
  /** Folders of other devices in that vault. */
  readonly taken: readonly string[];
  readonly deviceId: string;
  readonly serial?: string | undefined;
  /** What tells the device from a twin that has the same serial. */
  readonly marks?: FolderChoice['marks'];
  /** Files that are about to be moved there: a move that was cut may have left some without their sidecars. */
  readonly files?: readonly string[];
}

/**
 * The folder that a device's backups get in another vault: its own name, also where a move that was cut has begun to fill
 * it; otherwise as `chooseFolder` decides.
 * @param root the other vault, absolute
 * @throws KeepError `vault/missing`, `vault/unwritable`
 */
export async function chooseTarget(root: string, folder: string, choice: TargetChoice): Promise<string> {
  const { taken, deviceId, serial, marks, files = [], ...options } = choice;
  const context = vaultContext(options);
  const fold = (name: string): string => name.normalize('NFC').toLowerCase();
  const isFree = !taken.some((other) => fold(other) === fold(folder));
  if (isFree && (await isOwn(inside(root, folder)))) return folder;
  return await chooseFolder(root, folder, serial, { ...context, taken, ...(marks && { marks }) });

  async function isOwn(target: string): Promise<boolean> {
    const entries = await listBackups(target, context).catch((thrown: unknown) => {
      // A file of that name, or something unreadable, is no folder of ours; a vault that is gone is told.
      if (thrown instanceof KeepError && thrown.code === 'vault/unwritable') return [];
      throw thrown;
    });
    if (entries.length === 0) return false;
    return entries.every((entry) =>
      entry.state === 'unknown' ? files.includes(entry.file) : entry.sidecar.deviceId === deviceId,
    );
  }
}
