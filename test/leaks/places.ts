import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { text, type Place } from './needles.ts';

/** Every file below a folder, hidden ones too: its name and its bytes, with what a database or its journal no longer uses. */
export async function filesBelow(folder: string): Promise<readonly Place[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const places = entries.map(async (entry): Promise<readonly Place[]> => {
    const file = path.join(entry.parentPath, entry.name);
    const named = text(`the name of ${path.relative(folder, file)}`, entry.name);
    return entry.isFile() ? [named, [path.relative(folder, file), await readFile(file)]] : [named];
  });
  return (await Promise.all(places)).flat();
}

/** Archives hold the secrets of the device; that is what they are for. */
export function isArchive([name]: Place): boolean {
  return name.endsWith('.dss') && !name.startsWith('the name of');
}
