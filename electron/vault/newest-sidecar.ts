import { archivesWithSidecar, readSidecar } from './sidecar-file.ts';
import type { VaultContext } from './context.ts';
import { systemCode } from '../platform/system-error.ts';
import type { Sidecar } from './types.ts';

/**
 * The trusted sidecar with the latest date in its file name; undefined for anything that is no folder of ours.
 * Goes by the name so that one file is read per folder, however many backups a vault holds.
 */
export async function newestSidecar(folder: string, context: VaultContext): Promise<Sidecar | undefined> {
  let names: readonly string[];
  try {
    names = await context.fs.list(folder);
  } catch (thrown) {
    if (systemCode(thrown) === undefined) throw thrown;
    return undefined;
  }
  const newestFirst = [...archivesWithSidecar(names)].sort((one, other) => (dateIn(one) < dateIn(other) ? 1 : -1));
  for (const file of newestFirst) {
    const read = await readSidecar(folder, file, context);
    if (read.state === 'read') return read.sidecar;
  }
  return undefined;
}

/** `20261120_153012` out of `Router_20261120_153012.dss`; names without a date come last. */
function dateIn(file: string): string {
  return /_(\d{8}(?:_\d{6})?)(?:-\d+)?\.dss$/i.exec(file)?.[1] ?? '';
}
