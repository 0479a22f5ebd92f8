import { keepError, say } from '../../shared/index.ts';
import { systemCode } from '../platform/system-error.ts';
import type { VaultContext } from './context.ts';
import type { FileFacts } from './durable-fs.ts';
import { whileMarked } from './marker.ts';
import { inFolder } from './vault-error.ts';

/**
 * Does `work` in a device's folder, in which something is to be created, changed or deleted. The vault that the user named
 * may be a link; the folder in it may not: whoever can write there could lead us anywhere.
 * @throws KeepError `vault/unwritable`, `vault/missing`, `vault/full`
 */
export async function inDeviceFolder<Result>(
  folder: string,
  context: VaultContext,
  work: () => Promise<Result>,
): Promise<Result> {
  return await whileMarked(context, () =>
    inFolder(folder, context, async () => {
      await requireRealFolder(folder, context);
      return await work();
    }),
  );
}

/** What is not there yet is no link. */
async function requireRealFolder(folder: string, { fs }: VaultContext): Promise<void> {
  let facts: FileFacts;
  try {
    facts = await fs.lstat(folder);
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return;
    throw thrown;
  }
  if (facts.isSymbolicLink()) {
    throw keepError('vault/unwritable', { folder, reason: say('vault.reason.link-folder') });
  }
}
