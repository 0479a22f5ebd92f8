import { describe, expect, it } from 'vitest';
import { isHeld, isTolerated, type Refused } from '../../electron/platform/file-refusals.ts';

const codeOf = (code: string): Error => Object.assign(new Error(code), { code });

/** What may be refused while all is well, code by code; the list of the program has nothing else. */
const MAY_BE_REFUSED: Readonly<Record<Refused, readonly string[]>> = {
  'sync-folder': ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EBADF', 'EISDIR', 'EPERM', 'EACCES'],
  'hard-link': ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'EXDEV', 'EMLINK', 'EPERM', 'EACCES'],
  'set-rights': ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EPERM', 'EACCES', 'EROFS'],
};
const NEVER = ['EIO', 'ENOSPC', 'EDQUOT', 'ENOENT', 'ENOLCK', 'ETIMEDOUT', 'ESTALE', 'EMFILE', ''];

describe.each(Object.entries(MAY_BE_REFUSED))('a refusal to %s', (kind, codes) => {
  const refused = kind as Refused;

  it.each(codes)('as %s is lived with', (code) => {
    expect(isTolerated(refused, codeOf(code), 'linux')).toBe(true);
  });

  it.each(NEVER)('as "%s" is a failure', (code) => {
    expect(isTolerated(refused, codeOf(code), 'linux')).toBe(false);
  });

  it.each(['EPERM', 'EACCES', 'EBUSY'])('as %s means on Windows that another program holds the file', (code) => {
    expect(isTolerated(refused, codeOf(code), 'win32')).toBe(false);
    expect(isHeld(codeOf(code))).toBe(true);
  });
});
