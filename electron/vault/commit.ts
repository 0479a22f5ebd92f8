import path from 'node:path';
import { asKeepError, keepError, say } from '../../shared/index.ts';
import { backupNames, foldName, sidecarNameOf, type BackupNaming } from './backup-name.ts';
import { vaultContext, type VaultContext, type VaultOptions } from './context.ts';
import { tryToRemove } from './remove-file.ts';
import { readBack } from './hash-file.ts';
import { placeNew } from './place.ts';
import { readSidecar } from './sidecar-file.ts';
import { syncFolder } from './sync-folder.ts';
import { sidecarSchema, type BackupEntry, type Sidecar, type SidecarFacts, type Staged } from './types.ts';
import { inDeviceFolder } from './device-folder.ts';
import { awaitedBy, writeWaiting } from './waiting-sidecar.ts';
import { placeSidecar, type HiddenSidecar } from './write-sidecar.ts';
import { inside } from '../platform/path-segment.ts';

/** Names that may be taken between the look into the folder and the attempt; more is not another run but a fault. */
const MOST_RACES = 20;

export type VerifiedBackup = Extract<BackupEntry, { state: 'verified' }>;

/**
 * Turns a finished, verified stage into a backup: sidecar in waiting, final name, folder synced, read back, sidecar in its
 * place, read back again. It replaces nothing, and it counts only from the moment its sidecar stands: whatever fails before
 * is taken away again, and what a dead process leaves is finished or taken away by the next one (`settleWaiting`).
 * @throws KeepError `vault/full`, `vault/unwritable`, `vault/missing`, `cancelled`
 */
export async function commit(
  staged: Staged,
  facts: SidecarFacts,
  naming: BackupNaming,
  options: VaultOptions = {},
): Promise<VerifiedBackup> {
  const context = vaultContext(options);
  const folder = path.dirname(staged.path);
  let stored: VerifiedBackup | undefined;
  try {
    return await inDeviceFolder(folder, context, async () => (stored = await storeUnderFreeName()));
  } catch (thrown) {
    if (stored !== undefined) await takeBack(stored, context);
    throw thrown;
  }

  async function storeUnderFreeName(): Promise<VerifiedBackup> {
    context.signal?.throwIfAborted();
    let races = 0;
    const names = await context.fs.list(folder);
    const taken = new Set(names.map(foldName));
    const awaited = new Set(names.map((name) => foldName(awaitedBy(name) ?? '')));
    for (const file of backupNames(naming)) {
      // A sidecar that lost its archive keeps its name too: it must not come to speak of another backup.
      if ([file, sidecarNameOf(file)].some((name) => taken.has(foldName(name))) || awaited.has(foldName(file)))
        continue;
      const sidecar = sidecarOf(file, staged, facts, context);
      if (await store(folder, staged, sidecar, context)) {
        return { state: 'verified', file, path: inside(folder, file), sidecar };
      }
      races += 1;
      if (races === MOST_RACES) break;
    }
    throw keepError('vault/unwritable', { folder, reason: say('vault.reason.names-taken') });
  }
}

/** The vault went away under the backup, which counts for nothing: what lies in the mount point is no vault's. */
async function takeBack({ file, path: archive, sidecar }: VerifiedBackup, context: VaultContext): Promise<void> {
  const folder = path.dirname(archive);
  const read = await readSidecar(folder, file, context);
  if (read.state !== 'read' || read.sidecar.runId !== sidecar.runId) return;
  await tryToRemove(inside(folder, sidecarNameOf(file)), context);
  await tryToRemove(archive, context);
}

/** Checked before anything is placed: a sidecar that could not be read again would make the backup unknown. */
function sidecarOf(file: string, staged: Staged, facts: SidecarFacts, { owner }: VaultContext): Sidecar {
  const parsed = sidecarSchema.safeParse({
    ...facts,
    version: 1,
    file,
    bytes: staged.bytes,
    sha256: staged.sha256,
    checkFailure: null,
    ...(owner === undefined ? {} : { owner }),
    pinned: false,
    note: '',
  });
  if (!parsed.success) throw asKeepError(parsed.error);
  return parsed.data;
}

/** @returns false when the name is in use */
async function store(folder: string, staged: Staged, sidecar: Sidecar, context: VaultContext): Promise<boolean> {
  const waiting = await writeWaiting(folder, sidecar, context);
  if (waiting === undefined) return false;
  const archive = inside(folder, sidecar.file);
  let placed = false;
  try {
    // From here on a process that dies leaves an archive of which the next one knows what it is.
    await syncFolder(folder, context);
    placed = await placeNew(staged.path, archive, context);
    if (placed) await prove(archive, staged, waiting, context);
    return placed;
  } catch (thrown) {
    // In this order: beside its waiting sidecar the next run would take the archive for one to be finished.
    await tryToRemove(waiting.hidden, context);
    if (placed) await tryToRemove(archive, context);
    await syncFolder(folder, context).catch(() => undefined);
    throw thrown;
  } finally {
    if (!placed) await tryToRemove(waiting.hidden, context);
  }
}

async function prove(archive: string, staged: Staged, waiting: HiddenSidecar, context: VaultContext): Promise<void> {
  const folder = path.dirname(archive);
  await syncFolder(folder, context);
  await readBack(archive, staged, context);
  if (await placeSidecar(folder, waiting, context)) return;
  throw keepError('vault/unwritable', { folder, reason: say('vault.reason.names-taken') });
}
