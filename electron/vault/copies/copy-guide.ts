import { asKeepError, keepError, say } from '../../../shared/index.ts';
import type { VaultContext } from '../context.ts';
import { GUIDE_NAME, writeGuide } from '../guide-file.ts';
import { readBounded } from '../read-bounded.ts';
import { systemCode } from '../../platform/system-error.ts';
import { inside } from '../../platform/path-segment.ts';

/** Bytes. A page has some ten thousand. */
const LARGEST = 4 * 1024 * 1024;

/** Puts the restore page of a device beside its copies and reads it back. Where there is none, there is none to copy. */
export async function copyGuide(vaultFolder: string, copyFolder: string, context: VaultContext): Promise<void> {
  let page: Uint8Array;
  try {
    page = await readBounded(inside(vaultFolder, GUIDE_NAME), LARGEST, context);
  } catch (thrown) {
    // A page that cannot be read keeps no backup from its second place.
    if (systemCode(thrown) === undefined) throw asKeepError(thrown);
    return;
  }
  const html = new TextDecoder('utf-8', { ignoreBOM: true }).decode(page);
  if (!(await writeGuide(copyFolder, html, context))) return;
  const found = await readBounded(inside(copyFolder, GUIDE_NAME), LARGEST, context);
  if (Buffer.compare(found, Buffer.from(html)) === 0) return;
  throw keepError('vault/unwritable', { folder: copyFolder, reason: say('vault.reason.read-back') });
}
