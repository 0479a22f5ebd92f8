import { say } from '../../shared/index.ts';

export function isFull(code: string): boolean {
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** What a code of the system means for a folder, to stand behind a colon. */
export function diskReason(code: string, platform: NodeJS.Platform): string {
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
