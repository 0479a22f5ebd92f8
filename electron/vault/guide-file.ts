import { vaultContext, type VaultContext, type VaultOptions } from './context.ts';
import { writeHidden } from './hidden-file.ts';
import { replaceWith } from './place.ts';
import { syncFolder } from './sync-folder.ts';
import { systemCode } from '../platform/system-error.ts';
import { readBounded } from './read-bounded.ts';
import { inDeviceFolder } from './device-folder.ts';
import { inside } from '../platform/path-segment.ts';

export const GUIDE_NAME = 'HOW-TO-RESTORE.html';

/**
 * Puts the restore page beside the backups, durably, in one step, and only when its content changed:
 * a synced folder is not made to carry the same page every night.
 * @returns whether it was written
 * @throws KeepError `vault/full`, `vault/unwritable`, `vault/missing`
 */
export async function writeGuide(folder: string, html: string, options: VaultOptions = {}): Promise<boolean> {
  const context = vaultContext(options);
  const bytes = new TextEncoder().encode(html);
  const guide = inside(folder, GUIDE_NAME);
  return await inDeviceFolder(folder, context, async () => {
    if (await isAlready(guide, bytes, context)) return false;
    await replaceWith(await writeHidden(folder, bytes, context), guide, context);
    await syncFolder(folder, context);
    return true;
  });
}

/** A page that is a link, too large or unreadable is not the one we would write: it is replaced. */
async function isAlready(guide: string, bytes: Uint8Array, context: VaultContext): Promise<boolean> {
  try {
    const found = await readBounded(guide, bytes.length, context);
    return Buffer.compare(found, bytes) === 0;
  } catch (thrown) {
    if (systemCode(thrown) === undefined) throw thrown;
    return false;
  }
}
