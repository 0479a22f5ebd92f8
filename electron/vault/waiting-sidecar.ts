import { say } from '../../shared/index.ts';
import { isBackupName, sidecarNameOf } from './backup-name.ts';
import { changedFailure } from './check-problem.ts';
import type { VaultContext } from './context.ts';
import type { FileFacts } from './durable-fs.ts';
import { readHash } from './hash-file.ts';
import { isPlaceholder } from './placeholder.ts';
import { markForName } from './hidden-file.ts';
import { replaceWith } from './place.ts';
import { removeFile } from './remove-file.ts';
import { parseSidecar, readSidecar, readSidecarText } from './sidecar-file.ts';
import { syncFolder } from './sync-folder.ts';
import { systemCode } from '../platform/system-error.ts';
import type { Sidecar } from './types.ts';
import { replaceSidecar, writeSidecarTo, type HiddenSidecar } from './write-sidecar.ts';
import { inside } from '../platform/path-segment.ts';

/**
 * While a backup is stored or deleted its sidecar waits under a hidden name that tells the archive's and the mark of the home
 * at work: a process that dies in between leaves both, and `settleWaiting` knows what to do with an archive that nothing else
 * speaks of. Names of backups that we choose hold no `~`; before there were marks the name began with the archive's.
 */
export function waitingNameOf(file: string, { owner }: Pick<VaultContext, 'owner'>): string {
  return `.routerkeep-${owner === undefined ? '' : `${markForName(owner)}~`}${file}.json.part`;
}

/** The archive that a waiting sidecar belongs to, by its name; undefined for other files. */
export function awaitedBy(name: string): string | undefined {
  const file = /^\.routerkeep-(?:[0-9a-f]{32}~)?(.+)\.json\.part$/i.exec(name)?.[1] ?? '';
  return isBackupName(file) ? file : undefined;
}

/** Lets the sidecar of a backup that is about to be placed wait for it. @returns undefined when the name is in use */
export async function writeWaiting(
  folder: string,
  sidecar: Sidecar,
  context: VaultContext,
): Promise<HiddenSidecar | undefined> {
  const hidden = inside(folder, waitingNameOf(sidecar.file, context));
  try {
    const file = await context.fs.createFile(hidden);
    return await writeSidecarTo({ path: hidden, file }, folder, sidecar, context);
  } catch (thrown) {
    if (systemCode(thrown) === 'EEXIST') return undefined;
    throw thrown;
  }
}

/**
 * Ends what a dead process began: an archive that is whole gets its sidecar (a save is finished, a deletion undone), one
 * that is not is called damaged, and where none lies the sidecar goes too (a deletion is finished, a save undone).
 * Only under the run lock of the device. Throws the system's error where something cannot be read or written now.
 * @param name of the waiting sidecar, one that `awaitedBy` knows
 */
export async function settleWaiting(folder: string, name: string, context: VaultContext): Promise<void> {
  const file = awaitedBy(name);
  if (file === undefined) return;
  const hidden = inside(folder, name);
  const archive = inside(folder, file);
  const waiting = parseSidecar(await readSidecarText(hidden, context), file);
  const facts = await factsOf(archive, context);
  // An empty file claimed the name on a disk without hard links.
  if (facts?.isFile() === true && facts.size === 0) await removeFile(archive, context);
  else if (facts?.isFile() === true && waiting.state === 'read') {
    await giveBack(hidden, await judged(archive, facts, waiting.sidecar, context), folder, context);
  }
  // Before the sidecar goes it must be certain that the archive is gone, or has another.
  await syncFolder(folder, context);
  await removeFile(hidden, context);
}

/**
 * The mark of the home whose save or deletion waits under a name that does not tell it, as was written before names did;
 * undefined where none can be read.
 */
export async function markInside(folder: string, name: string, context: VaultContext): Promise<string | undefined> {
  const waiting = parseSidecar(await readSidecarText(inside(folder, name), context), awaitedBy(name) ?? '');
  return waiting.state === 'read' ? waiting.sidecar.owner : undefined;
}

async function factsOf(archive: string, { fs }: VaultContext): Promise<FileFacts | undefined> {
  try {
    return await fs.lstat(archive);
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
}

/** The sidecar, with a failed check where the archive is not what was stored. Reading a placeholder would fetch it from its cloud. */
async function judged(archive: string, facts: FileFacts, sidecar: Sidecar, context: VaultContext): Promise<Sidecar> {
  if (sidecar.checkFailure !== null || isPlaceholder(facts, context.platform)) return sidecar;
  const { bytes, sha256 } = await readHash(archive, context);
  if (bytes === sidecar.bytes && sha256 === sidecar.sha256) return sidecar;
  return { ...sidecar, checkFailure: changedFailure() };
}

async function giveBack(hidden: string, sidecar: Sidecar, folder: string, context: VaultContext): Promise<void> {
  const there = await readSidecar(folder, sidecar.file, context);
  // It has one again: a check or a copy wrote it since.
  if (there.state === 'read') return;
  if (there.state === 'untrusted' && there.reason === say('vault.sidecar.newer')) return;
  const { file, checkFailure } = sidecar;
  const final = inside(folder, sidecarNameOf(file));
  if (checkFailure === null) await replaceWith(hidden, final, context);
  else await replaceSidecar(folder, sidecar, context);
}
