import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './home-folder.ts';

const run = promisify(execFile);

/** A real file system of a few kilobytes; undefined where mounting is not permitted. */
export async function smallDisk(kilobytes: number): Promise<string | undefined> {
  const folder = path.join(await temporaryFolder(), 'disk');
  await mkdir(folder);
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder]);
  } catch {
    return undefined;
  }
  onTestFinished(() => run('umount', ['--lazy', folder]).then(() => undefined));
  return folder;
}

/** Mounts that file system again for reading only. */
export async function makeReadOnly(disk: string): Promise<void> {
  await run('mount', ['-o', 'remount,ro', disk]);
}
