import { vaultContext, type VaultContext, type VaultOptions } from './context.ts';
import { isHiddenName, markForName, markInName } from './hidden-file.ts';
import { listFolder } from './list-folder.ts';
import { systemCode } from '../platform/system-error.ts';
import { inDeviceFolder } from './device-folder.ts';
import { isOwn } from './own.ts';
import { awaitedBy, markInside, settleWaiting } from './waiting-sidecar.ts';
import { inside } from '../platform/path-segment.ts';

/**
 * Removes the unfinished files of runs that died, and ends the saves and deletions that they left half done; those of another
 * home may be alive, and stay. Only under the run lock of the device: a live run has one too.
 * One that cannot be removed now is left for the next time; it can never be taken for a backup.
 * @returns the names removed
 * @throws KeepError `vault/unwritable` when the folder cannot be read, `vault/missing`
 */
export async function removeStaleStages(folder: string, options: VaultOptions = {}): Promise<readonly string[]> {
  const context = vaultContext(options);
  return await inDeviceFolder(folder, context, async () => {
    const removed: string[] = [];
    for (const name of (await listFolder(folder, context)).filter(isHiddenName)) {
      try {
        if (!(await isOwnRemains(folder, name, context))) continue;
        if (awaitedBy(name) === undefined) await context.fs.unlink(inside(folder, name));
        else await settleWaiting(folder, name, context);
        removed.push(name);
      } catch (thrown) {
        if (systemCode(thrown) === undefined) throw thrown;
      }
    }
    return removed;
  });
}

/** Whether an unfinished file may be taken away: by its name, or by the sidecar that waits in it. */
export async function isOwnRemains(folder: string, name: string, context: VaultContext): Promise<boolean> {
  const mark = markInName(name);
  if (mark !== undefined) return context.owner !== undefined && mark === markForName(context.owner);
  return awaitedBy(name) === undefined || isOwn(await markInside(folder, name, context), context);
}
