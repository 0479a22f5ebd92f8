import { asKeepError, keepError, KeepError, say } from '../../shared/index.ts';
import type { VaultContext } from './context.ts';
import { diskReason, isFull } from './disk-reason.ts';
import { isBelowFile } from '../platform/below-file.ts';
import { systemCode } from '../platform/system-error.ts';

/** The share or the disk went away under us. */
const GONE = ['ENXIO', 'ENODEV', 'ESTALE', 'ENOTCONN', 'EHOSTDOWN', 'EHOSTUNREACH'];

/**
 * A failure of the disk as an error of the table: `vault/full`, `vault/missing` or `vault/unwritable` with its reason.
 * Coded errors and aborts pass unchanged; a thrown thing that the disk did not say is `internal`.
 */
async function vaultError(
  thrown: unknown,
  folder: string,
  { fs, platform }: Pick<VaultContext, 'fs' | 'platform'>,
): Promise<KeepError> {
  const code = systemCode(thrown);
  if (thrown instanceof KeepError || code === undefined) return asKeepError(thrown);
  if (isFull(code)) return keepError('vault/full', { folder }, thrown);
  if (GONE.includes(code)) return keepError('vault/missing', { folder }, thrown);
  if (code === 'ENOENT') {
    const there = await fs.stat(folder).then(
      () => true,
      () => false,
    );
    if (!there && (await isBelowFile(folder, fs.stat))) {
      return keepError('vault/unwritable', { folder, reason: say('vault.reason.not-a-folder') }, thrown);
    }
    if (!there) return keepError('vault/missing', { folder }, thrown);
  }
  return keepError('vault/unwritable', { folder, reason: diskReason(code, platform) }, thrown);
}

/** Does `work` and turns what the disk says into an error of the table. */
export async function inFolder<Result>(
  folder: string,
  context: Pick<VaultContext, 'fs' | 'platform'>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (thrown) {
    throw await vaultError(thrown, folder, context);
  }
}
