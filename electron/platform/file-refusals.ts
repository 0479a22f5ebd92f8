import { systemCode } from './system-error.ts';

const NOT_SUPPORTED = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'] as const;

/**
 * What file systems refuse although everything is well, by the codes in which they say so. The one list for vault, home,
 * secrets and second places. Whatever is not on it, an EIO or a full disk above all, is a failure.
 */
const TOLERATED = {
  /** Shares, FUSE, folders that may be entered but not read: the names are then as durable as that system makes them by itself. */
  'sync-folder': [...NOT_SUPPORTED, 'EBADF', 'EISDIR', 'EPERM', 'EACCES'],
  /** FAT and exFAT, many shares, FUSE (EPERM, EACCES); Windows says EISDIR. Names are then claimed by an exclusive create. */
  'hard-link': [...NOT_SUPPORTED, 'EISDIR', 'EXDEV', 'EMLINK', 'EPERM', 'EACCES'],
  /** Shares, FAT, and folders that belong to somebody else: they have the rights that the mount gives them. */
  'set-rights': [...NOT_SUPPORTED, 'EPERM', 'EACCES', 'EROFS'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Codes by which Windows says that another program holds a file, for all three kinds: no refusal of the file system there. */
const HELD: readonly string[] = ['EPERM', 'EACCES', 'EBUSY'];

export type Refused = keyof typeof TOLERATED;

/** Whether a failure is a file system's refusal of something that it does not have, with which work goes on. */
export function isTolerated(refused: Refused, thrown: unknown, platform: NodeJS.Platform = process.platform): boolean {
  const code = systemCode(thrown) ?? '';
  if (platform === 'win32' && HELD.includes(code)) return false;
  const codes: readonly string[] = TOLERATED[refused];
  return codes.includes(code);
}

/** Whether a rename or removal may pass by itself: a virus scanner or a sync client holds the file for a moment. */
export function isHeld(thrown: unknown): boolean {
  return HELD.includes(systemCode(thrown) ?? '');
}
