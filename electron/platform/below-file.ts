import path from 'node:path';

/** Asks the disk for what stands at a path; rejects where nothing can be seen there. */
type Look = (file: string) => Promise<{ readonly isDirectory: () => boolean }>;

/**
 * Whether a file stands where a folder above should be. Others say that by ENOTDIR; Windows says ENOENT, as of a path of which
 * there is nothing.
 */
export async function isBelowFile(file: string, look: Look): Promise<boolean> {
  const above = path.dirname(file);
  if (above === file) return false;
  return await look(above).then(
    (found) => !found.isDirectory(),
    () => isBelowFile(above, look),
  );
}
