import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { systemError } from './system-error.ts';

/**
 * Files that somebody gave or that were found on a disk are read to a bound, whatever the system tells of their size: of what
 * lies in /proc that is 0, and a device has no end. Nobody waits for a pipe: what is no file is told as such before it is opened.
 */

const PIECE = 64 * 1024;

/** What the bound was for. */
export const TOO_LARGE = 'EFBIG';

/** What is a pipe or a device. */
export const NO_FILE = 'EINVAL';

/** Not to be blocked by a pipe that was put there between the look and the opening. */
const READ = constants.O_RDONLY | ((constants as Partial<typeof constants>).O_NONBLOCK ?? 0);

/** What a shell opened for us, as its `<(command)` and its `|` do: somebody writes there. */
const INHERITED = /^\/(dev\/stdin|(dev|proc\/self)\/fd\/\d+)$/;

/**
 * The whole content of a file.
 * @param largest bytes
 * @throws what the system says; a system error EFBIG for more than that, EINVAL for what is no file
 */
export async function readBounded(file: string, largest: number, signal?: AbortSignal): Promise<Buffer> {
  const handle = INHERITED.test(file) ? await open(file, constants.O_RDONLY) : await openRegular(file);
  try {
    return await readHandle(handle, largest, signal);
  } finally {
    await handle.close();
  }
}

/**
 * Opens a file that is too large to be read at once.
 * @throws what the system says; a system error EINVAL for what is no file
 */
export async function openRegular(file: string): Promise<FileHandle> {
  requireFile(await stat(file));
  const handle = await open(file, READ);
  try {
    requireFile(await handle.stat());
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readHandle(handle: FileHandle, largest: number, signal?: AbortSignal): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for (;;) {
    signal?.throwIfAborted();
    const piece = Buffer.allocUnsafe(Math.min(PIECE, largest + 1 - length));
    const { bytesRead } = await handle.read(piece, 0, piece.length, null);
    if (bytesRead === 0) return Buffer.concat(pieces, length);
    length += bytesRead;
    if (length > largest) throw tooLarge();
    pieces.push(piece.subarray(0, bytesRead));
  }
}

/** The same for those who cannot wait. */
export function readBoundedSync(file: string, largest: number): Buffer {
  requireFile(statSync(file));
  const descriptor = openSync(file, READ);
  try {
    requireFile(fstatSync(descriptor));
    const pieces: Buffer[] = [];
    let length = 0;
    for (;;) {
      const piece = Buffer.allocUnsafe(Math.min(PIECE, largest + 1 - length));
      const bytesRead = readSync(descriptor, piece, 0, piece.length, null);
      if (bytesRead === 0) return Buffer.concat(pieces, length);
      length += bytesRead;
      if (length > largest) throw tooLarge();
      pieces.push(piece.subarray(0, bytesRead));
    }
  } finally {
    closeSync(descriptor);
  }
}

function requireFile(found: { readonly isFile: () => boolean; readonly isDirectory: () => boolean }): void {
  if (found.isDirectory()) throw systemError('EISDIR', 'a folder');
  if (!found.isFile()) throw systemError(NO_FILE, 'no file');
}

function tooLarge(): Error {
  return systemError(TOO_LARGE, 'more than is expected here');
}
