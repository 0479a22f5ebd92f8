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
  { fs, platform }: Pick<VaultContext, 'fs' | 'platform'>,
): Promise<KeepError> {
  const code = systemCode(thrown);
  if (thrown instanceof KeepError || code === undefined) return asKeepError(thrown);
  if (FULL.includes(code)) return keepError('vault/full', { folder }, thrown);
  if (GONE.includes(code)) return keepError('vault/missing', { folder }, thrown);
  if (code === 'ENOENT') {
    const there = await fs.stat(folder).then(
      () => true,
      () => false,
    );
    if (!there) return keepError('vault/missing', { folder }, thrown);
  }
  return keepError('vault/unwritable', { folder, reason: reasonOf(code, platform) }, thrown);
}

function reasonOf(code: string, platform: NodeJS.Platform): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      // Windows gives the same answer for a file that a scanner or a sync client holds.
      return say(platform === 'win32' ? 'vault.reason.held-or-no-rights' : 'vault.reason.no-rights');
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
      return say('vault.reason.gone');
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
  context: Pick<VaultContext, 'fs' | 'platform'>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (thrown) {
    throw await vaultError(thrown, folder, context);
  }
}
