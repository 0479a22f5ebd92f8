import { asKeepError, keepError, KeepError, say } from '../../shared/index.ts';
import type { VaultContext } from './context.ts';
import { systemCode } from './system-error.ts';

const FULL = ['ENOSPC', 'EDQUOT'];
/** The share or the disk went away under us. */
const GONE = ['ENXIO', 'ENODEV', 'ESTALE', 'ENOTCONN', 'EHOSTDOWN', 'EHOSTUNREACH'];

/**
 * A failure of the disk as an error of the table: `vault/full`, `vault/missing` or `vault/unwritable` with its reason.
 * Coded errors and aborts pass unchanged; a thrown thing that the disk did not say is `internal`.
 */
export async function vaultError(
  thrown: unknown,
  folder: string,
  { fs }: Pick<VaultContext, 'fs'>,
): Promise<KeepError> {
  const code = systemCode(thrown);
  if (thrown instanceof KeepError || code === undefined || code === 'ABORT_ERR') return asKeepError(thrown);
  if (FULL.includes(code)) return keepError('vault/full', { folder }, thrown);
  if (GONE.includes(code)) return keepError('vault/missing', { folder }, thrown);
  if (code === 'ENOENT') {
    const there = await fs.stat(folder).then(
      () => true,
      () => false,
    );
    if (!there) return keepError('vault/missing', { folder }, thrown);
  }
  return keepError('vault/unwritable', { folder, reason: reasonOf(code) }, thrown);
}

function reasonOf(code: string): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return say('vault.reason.no-rights');
    case 'EROFS':
      return say('vault.reason.read-only');
    case 'EIO':
      return say('vault.reason.disk');
    case 'EBUSY':
      return say('vault.reason.blocked');
    case 'ENAMETOOLONG':
      return say('vault.reason.path-too-long');
    case 'ENOTDIR':
    case 'EEXIST':
      return say('vault.reason.not-a-folder');
    case 'ENOENT':
      return say('vault.reason.vanished');
    case 'ELOOP':
      return say('vault.reason.link');
    case 'EFBIG':
      return say('vault.reason.too-big');
    default:
      return say('vault.reason.system', { code });
  }
}

/** Does `work` and turns what the disk says into an error of the table. */
export async function inFolder<Result>(
  folder: string,
  context: Pick<VaultContext, 'fs'>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (thrown) {
    throw await vaultError(thrown, folder, context);
  }
}
