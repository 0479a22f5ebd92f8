import { vaultContext, type VaultOptions } from './context.ts';
import { archivesWithSidecar, readSidecar } from './sidecar-file.ts';
import { systemCode } from '../platform/system-error.ts';
import type { Sidecar } from './types.ts';
import { inFolder } from './vault-error.ts';
import { inside, isPathSegment } from '../platform/path-segment.ts';

/** A sidecar and the folder name inside the vault where it lies. */
export interface FoundSidecar {
  readonly folder: string;
  readonly sidecar: Sidecar;
}

/**
 * Every readable sidecar of every device folder of a vault, oldest first: enough to rebuild the history without a home.
 * A sidecar whose archive is gone counts too, because that run did happen. What cannot be read is passed over.
 * @throws KeepError `vault/missing`, `vault/unwritable`
 */
export async function findSidecars(root: string, options: VaultOptions = {}): Promise<readonly FoundSidecar[]> {
  const context = vaultContext(options);
  return await inFolder(root, context, async () => {
    const found: FoundSidecar[] = [];
    for (const folder of (await context.fs.list(root)).filter(isPathSegment)) {
      const deviceFolder = inside(root, folder);
      const names = await context.fs.list(deviceFolder).catch((thrown: unknown) => {
        if (systemCode(thrown) === undefined) throw thrown;
        return [];
      });
      for (const file of archivesWithSidecar(names)) {
        const read = await readSidecar(deviceFolder, file, context);
        if (read.state === 'read') found.push({ folder, sidecar: read.sidecar });
      }
    }
    return found.sort((one, other) => Date.parse(one.sidecar.takenAt) - Date.parse(other.sidecar.takenAt));
  });
}

/** The sidecars alone; see `findSidecars`. */
export async function rebuildRuns(root: string, options: VaultOptions = {}): Promise<readonly Sidecar[]> {
  return (await findSidecars(root, options)).map(({ sidecar }) => sidecar);
}
