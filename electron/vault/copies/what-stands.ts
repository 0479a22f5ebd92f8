import { say } from '../../../shared/index.ts';
import type { VerifiedBackup } from '../commit.ts';
import type { VaultContext } from '../context.ts';
import type { FileFacts } from '../durable-fs.ts';
import { readHash } from '../hash-file.ts';
import { isPlaceholder } from '../placeholder.ts';
import { readSidecar, type SidecarRead } from '../sidecar-file.ts';
import { systemCode } from '../../platform/system-error.ts';
import { inside } from '../../platform/path-segment.ts';

type Action = 'keep' | 'create' | 'replace';

/** What is to be done with the two files of a copy; or why nothing may be, a fragment of a sentence. */
export type Standing =
  | { readonly state: 'clear'; readonly archive: Action; readonly sidecar: Action }
  | { readonly state: 'taken'; readonly reason: string };

/**
 * Looks at what lies under the names of a copy. Replaced is only what is certainly ours and worthless: a copy of this
 * very backup that rotted, an empty file that a loss of power left on a disk without hard links, a garbled sidecar.
 */
export async function whatStands(folder: string, source: VerifiedBackup, context: VaultContext): Promise<Standing> {
  const sidecar = await readSidecar(folder, source.file, context);
  const archive = await archiveAction(inside(folder, source.file), source, sidecar, context);
  if (archive === undefined) return { state: 'taken', reason: say('copies.left.taken') };
  switch (sidecar.state) {
    case 'absent':
      return { state: 'clear', archive, sidecar: 'create' };
    case 'read':
      if (!speaksOf(source, sidecar)) return { state: 'taken', reason: say('copies.left.taken') };
      return { state: 'clear', archive, sidecar: sidecar.sidecar.checkFailure === null ? 'keep' : 'replace' };
    case 'untrusted': {
      const newer = say('vault.sidecar.newer');
      if (sidecar.reason === newer) return { state: 'taken', reason: say('copies.left.newer') };
      return { state: 'clear', archive, sidecar: 'replace' };
    }
  }
}

/** Undefined: what stands there is not ours to replace. */
async function archiveAction(
  file: string,
  source: VerifiedBackup,
  sidecar: SidecarRead,
  context: VaultContext,
): Promise<Action | undefined> {
  let facts: FileFacts;
  try {
    facts = await context.fs.lstat(file);
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return 'create';
    throw thrown;
  }
  if (!facts.isFile()) return undefined;
  // Reading a placeholder would fetch it from its cloud.
  if (isPlaceholder(facts, context.platform)) return speaksOf(source, sidecar) ? 'keep' : undefined;
  if (facts.size === 0) return 'replace';
  const found = await readHash(file, context);
  if (found.bytes === source.sidecar.bytes && found.sha256 === source.sidecar.sha256) return 'keep';
  return speaksOf(source, sidecar) ? 'replace' : undefined;
}

function speaksOf({ sidecar: { sha256, bytes } }: VerifiedBackup, read: SidecarRead): boolean {
  return read.state === 'read' && read.sidecar.sha256 === sha256 && read.sidecar.bytes === bytes;
}
