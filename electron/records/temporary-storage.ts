import { statfs } from 'node:fs/promises';

/** What `statfs` calls file systems whose content goes away (Linux, include/uapi/linux/magic.h). */
const MEMORY = new Set([0x01021994, 0x858458f6]);
/** The writable layer of a container: it goes away with the container, unless a volume lies on the folder. */
const OVERLAY = 0x794c7630;

/** Whether what lies in a folder may be gone after the next start. Undefined where it stays, or nobody can tell. */
export async function temporaryStorage(
  folder: string,
  platform: NodeJS.Platform = process.platform,
): Promise<'memory' | 'container' | undefined> {
  if (platform !== 'linux') return undefined;
  try {
    const { type } = await statfs(folder);
    if (MEMORY.has(type)) return 'memory';
    return type === OVERLAY ? 'container' : undefined;
  } catch {
    return undefined;
  }
}
