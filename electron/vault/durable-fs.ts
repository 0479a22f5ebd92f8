import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';

/** What the vault wants to know of a file; `Stats` of node:fs fits. */
export interface FileFacts {
  readonly size: number;
  /** Blocks of 512 bytes that lie on the disk; 0 for a placeholder of a cloud service. */
  readonly blocks: number;
  readonly mode: number;
  /** With `dev`: which file it is; `nlink`: how many names it has. */
  readonly ino: number;
  readonly dev: number;
  readonly nlink: number;
  readonly mtimeMs: number;
  readonly isFile: () => boolean;
  readonly isDirectory: () => boolean;
  readonly isSymbolicLink: () => boolean;
}

/** An open file; `FileHandle` of node:fs/promises fits. Writing may be short: the count tells. */
export interface DurableFile {
  readonly write: (buffer: Uint8Array, offset: number, length: number) => Promise<{ readonly bytesWritten: number }>;
  readonly read: (buffer: Uint8Array, offset: number, length: number) => Promise<{ readonly bytesRead: number }>;
  readonly stat: () => Promise<FileFacts>;
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Every call by which the vault touches a disk, and no other. Narrow on purpose: a test can make each call
 * fail in turn, count them, or play a disk that loses power. Errors are those of node:fs (`code` ENOSPC, EIO, ...).
 */
export interface DurableFs {
  /** Creates exclusively, 0600, for writing; a link planted at the name is refused, not followed. */
  readonly createFile: (path: string) => Promise<DurableFile>;
  /** Opens for reading; refuses a link and never waits on a pipe. */
  readonly openFile: (path: string) => Promise<DurableFile>;
  /** Opens a folder so that its entries can be synced. Not on Windows. */
  readonly openFolder: (path: string) => Promise<DurableFile>;
  readonly link: (existing: string, created: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly unlink: (path: string) => Promise<void>;
  /** One level, 0700. */
  readonly makeFolder: (path: string) => Promise<void>;
  readonly removeFolder: (path: string) => Promise<void>;
  /** Through an open file or folder: a link is refused, not followed. */
  readonly chmod: (path: string, mode: number) => Promise<void>;
  readonly stat: (path: string) => Promise<FileFacts>;
  readonly lstat: (path: string) => Promise<FileFacts>;
  readonly list: (path: string) => Promise<readonly string[]>;
}

/** Windows has neither flag; its exclusive create refuses links by itself. */
const NO_FOLLOW = (constants.O_NOFOLLOW as number | undefined) ?? 0;
const NO_WAIT = (constants.O_NONBLOCK as number | undefined) ?? 0;

/** The disk itself. */
export const diskFs: DurableFs = {
  createFile: (path) => fs.open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NO_FOLLOW, 0o600),
  openFile: (path) => fs.open(path, constants.O_RDONLY | NO_FOLLOW | NO_WAIT),
  openFolder: (path) => fs.open(path, constants.O_RDONLY | NO_WAIT),
  link: (existing, created) => fs.link(existing, created),
  rename: (from, to) => fs.rename(from, to),
  unlink: (path) => fs.unlink(path),
  makeFolder: (path) => fs.mkdir(path, { mode: 0o700 }),
  removeFolder: (path) => fs.rmdir(path),
  chmod: async (path, mode) => {
    const handle = await fs.open(path, constants.O_RDONLY | NO_WAIT | NO_FOLLOW);
    try {
      await handle.chmod(mode);
    } finally {
      await handle.close();
    }
  },
  stat: (path) => fs.stat(path),
  lstat: (path) => fs.lstat(path),
  list: (path) => fs.readdir(path),
};
