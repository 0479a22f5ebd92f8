import { lstat, readdir, stat } from 'node:fs/promises';
import { inside, isPathSegment } from '../../platform/path-segment.ts';

/** Folders in folders, and files in all: more is not somebody's collection of exports. */
const DEEPEST = 8;
const MOST = 10_000;

/**
 * The exports at a path: the file itself, whatever its name, or every `.dss` below a folder. Links in a folder are not followed;
 * hidden files are none.
 * @returns absolute paths, in the order of their names
 * @throws what the system says of the path itself
 */
export async function findExports(place: string): Promise<readonly string[]> {
  if (!(await stat(place)).isDirectory()) return [place];
  const found: string[] = [];
  const look = async (folder: string, depth: number): Promise<void> => {
    for (const name of (await readdir(folder)).sort()) {
      if (name.startsWith('.') || !isPathSegment(name) || found.length >= MOST) continue;
      const full = inside(folder, name);
      const facts = await lstat(full);
      if (facts.isDirectory() && depth < DEEPEST) await look(full, depth + 1);
      else if (facts.isFile() && /\.dss$/i.test(name)) found.push(full);
    }
  };
  await look(place, 1);
  return found;
}
