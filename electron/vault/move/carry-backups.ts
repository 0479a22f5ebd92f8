import { say } from '../../../shared/index.ts';
import { sidecarNameOf } from '../backup-name.ts';
import { carryOver } from '../copies/carry-over.ts';
import { copyGuide } from '../copies/copy-guide.ts';
import type { VaultContext } from '../context.ts';
import { listBackups } from '../list-backups.ts';
import { listFolder } from '../list-folder.ts';
import { readSidecar } from '../sidecar-file.ts';
import { writeNewSidecar } from '../write-sidecar.ts';
import { openStage } from '../stage.ts';
import { removeStaleStages } from '../stale-stages.ts';
import type { BackupEntry } from '../types.ts';
import { inDeviceFolder } from '../device-folder.ts';
import { listUnopened } from '../unopened.ts';
import { carryUnopened } from './carry-unopened.ts';
import { contextsOf, type Left, type MoveOptions } from './types.ts';

/**
 * The first half of a move: makes every backup of one folder stand in another, oldest first, each read back and compared.
 * Nothing is removed. Cut off anywhere, it is simply done again. Under the run lock of the device.
 * @param onCarried called after each backup that stands in the new folder
 * @returns what could not be carried, and why
 * @throws KeepError `vault/missing`, `vault/unwritable`, `vault/full`, `cancelled`
 */
export async function carryBackups(
  from: string,
  to: string,
  options: MoveOptions = {},
  onCarried?: (file: string) => void,
): Promise<readonly Left[]> {
  const { old, context } = contextsOf(options);
  await removeStaleStages(from, old);
  const entries = (await listBackups(from, old)).toReversed();
  if (entries.length === 0 && (await listUnopened(from, old)).length === 0) return [];
  const left: Left[] = [];
  await removeStaleStages(to, context);
  // An unfinished file makes the folder, durably.
  await (await openStage(to, context)).discard();
  await inDeviceFolder(to, context, async () => {
    for (const entry of entries) {
      context.signal?.throwIfAborted();
      const reason = await carry(entry, to, context);
      if (reason === undefined) onCarried?.(entry.file);
      else left.push({ file: entry.file, state: entry.state, reason });
    }
    await carryUnopened(from, to, old, context);
    await copyGuide(from, to, context);
  });
  return left;
}

/** @returns why it stays, a fragment of a sentence */
async function carry(entry: BackupEntry, to: string, context: VaultContext): Promise<string | undefined> {
  switch (entry.state) {
    case 'verified': {
      const outcome = await carryOver(entry, to, context);
      return outcome.state === 'left' ? outcome.reason : undefined;
    }
    case 'missing':
      return await carrySidecar(entry, to, context);
    case 'damaged':
    case 'away':
    case 'unknown':
      return say(`vault.left.${entry.state}`);
  }
}

/** The memory of a backup that is gone already. */
async function carrySidecar(
  { file, sidecar }: Extract<BackupEntry, { state: 'missing' }>,
  to: string,
  context: VaultContext,
): Promise<string | undefined> {
  const there = await readSidecar(to, file, context);
  if (there.state === 'read' && there.sidecar.runId === sidecar.runId) return undefined;
  if (there.state !== 'absent') return say('copies.left.taken');
  const names = await listFolder(to, context);
  // It must not come to speak of another backup.
  if (names.includes(file) || names.includes(sidecarNameOf(file))) return say('copies.left.taken');
  return (await writeNewSidecar(to, sidecar, context)) ? undefined : say('copies.left.taken');
}
