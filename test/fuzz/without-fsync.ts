import fs from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

/**
 * Node's permission model refuses fsync as a whole since 24.22, also where a file may be written. What fuzzing is for
 * does not hang on power cuts, so nothing is written through here.
 * @param folder one that may be written to
 */
export async function withoutFsync(folder: string): Promise<void> {
  fs.fsyncSync = () => undefined;
  syncBuiltinESMExports();
  const file = path.join(folder, 'fsync');
  const handle = await open(file, 'w');
  const handles = Object.getPrototypeOf(handle) as { sync: () => Promise<void> };
  handles.sync = () => Promise.resolve();
  await handle.close();
  await rm(file);
}
