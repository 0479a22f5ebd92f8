import { KeepError, keepError, say } from '../../shared/index.ts';
import { NO_FILE } from '../platform/read-bounded.ts';
import { isLockFailure, sqliteCode } from '../platform/sqlite-code.ts';

/** A failed file or database operation inside the home as `home/unusable`, with the reason in plain words. */
export function homeFault(folder: string, error: unknown): KeepError {
  return error instanceof KeepError ? error : keepError('home/unusable', { folder, reason: reasonOf(error) }, error);
}

/** The name of a system error such as ENOSPC; empty for anything else. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Why the system refused, without its text: that would hold paths and numbers nobody asked for. */
function reasonOf(error: unknown): string {
  if (isLockFailure(error)) return say('records.reason.noLocks');
  switch (sqliteCode(error) ?? errnoOf(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'perm':
      return say('records.reason.noPermission');
    case 'EROFS':
    case 'readonly':
      return say('records.reason.readOnly');
    case 'ENOSPC':
    case 'EDQUOT':
    case 'full':
      return say('records.reason.full');
    case 'ENOTDIR':
    case 'EEXIST':
      return say('records.reason.notAFolder');
    case 'ENOENT':
      return say('records.reason.gone');
    case 'ENAMETOOLONG':
      return say('records.reason.tooLong');
    case 'ELOOP':
      return say('records.reason.link');
    case NO_FILE:
    case 'EISDIR':
      return say('records.reason.notAFile');
    case 'ENOLCK':
      return say('records.reason.noLocks');
    case 'EIO':
    case 'ioerr':
      return say('records.reason.diskError');
    case 'cantopen':
      return say('records.reason.cannotOpen');
    default:
      return say('records.reason.other', { code: sqliteCode(error) ?? (errnoOf(error) || 'unknown') });
  }
}
