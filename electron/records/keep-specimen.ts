import { chmod, copyFile, mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { homeFault } from './home-fault.ts';
import type { Home } from './home.ts';

/**
 * Keeps the newest download of a device that was no archive at all, so that its like can be studied. It replaces the one
 * before, and is readable by its owner alone: it may hold anything.
 * @returns the path of the specimen
 * @throws KeepError home/unusable
 */
export async function keepSpecimen(home: Home, deviceId: string, file: string): Promise<string> {
  const kept = path.join(home.quarantineFolder, `download-${deviceId}.bin`);
  const partial = `${kept}.new`;
  try {
    await mkdir(home.quarantineFolder, { recursive: true, mode: 0o700 });
    await copyFile(file, partial);
    await chmod(partial, 0o600);
    await rename(partial, kept);
  } catch (error) {
    throw homeFault(home.folder, error);
  }
  return kept;
}
