import type { Warning } from '../../shared/index.ts';
import { recordCheck } from './annotate.ts';
import { changedFailure } from './check-problem.ts';
import type { VerifiedBackup } from './commit.ts';
import { vaultContext, type VaultContext, type VaultOptions } from './context.ts';
import { deleteBackup } from './delete-backup.ts';
import { readHash, type FileHash } from './hash-file.ts';
import { listBackups } from './list-backups.ts';
import { RETENTION_FLOOR } from './plan-retention.ts';
import { systemCode } from '../platform/system-error.ts';
import type { RetentionPlan } from './types.ts';
import { inDeviceFolder } from './device-folder.ts';

export interface RetentionOutcome {
  /** File names, in the order of the plan. */
  readonly removed: readonly string[];
  /** Planned, but left alone. */
  readonly left: readonly { readonly file: string; readonly reason: WhyLeft }[];
}

type WhyLeft = Extract<Warning, { code: 'retention/left' }>['reason'];

/**
 * Carries out a plan: deletes exactly the planned backups, each only if it is still the verified, unpinned file that
 * was planned. Before the first deletion three backups that stay are read in full: sizes prove nothing about content. One
 * found rotten is noted as damaged.
 * Only after a new verified backup or by `prune`, and only under the run lock of the device.
 * @throws KeepError `vault/unwritable`, `vault/missing`, `vault/full`, `cancelled`
 */
export async function applyRetention(
  folder: string,
  plan: RetentionPlan,
  options: VaultOptions = {},
): Promise<RetentionOutcome> {
  if (plan.paused !== undefined || plan.remove.length === 0) return { removed: [], left: [] };
  const context = vaultContext(options);
  return await inDeviceFolder(folder, context, async () => {
    const planned = new Set(plan.remove);
    const verified = (await listBackups(folder, context)).filter((entry) => entry.state === 'verified');
    const staying = verified.filter(({ file }) => !planned.has(file));
    if (!(await enoughProven(folder, staying, context))) {
      return { removed: [], left: plan.remove.map((file) => ({ file, reason: 'floor' as const })) };
    }
    const removed: string[] = [];
    const left: RetentionOutcome['left'][number][] = [];
    for (const file of plan.remove) {
      const backup = verified.find((entry) => entry.file === file);
      const reason = await whyLeave(folder, backup, context);
      if (reason === undefined) {
        await deleteBackup(folder, file, context);
        removed.push(file);
      } else left.push({ file, reason });
    }
    return { removed, left };
  });
}

async function enoughProven(
  folder: string,
  newestFirst: readonly VerifiedBackup[],
  context: VaultContext,
): Promise<boolean> {
  let proven = 0;
  for (const backup of newestFirst) {
    if (await isWhatItWas(folder, backup, context)) proven += 1;
    if (proven === RETENTION_FLOOR) return true;
  }
  return false;
}

async function whyLeave(
  folder: string,
  backup: VerifiedBackup | undefined,
  context: VaultContext,
): Promise<WhyLeft | undefined> {
  if (backup === undefined) return 'unverified';
  if (backup.sidecar.pinned) return 'pinned';
  return (await isWhatItWas(folder, backup, context)) ? undefined : 'changed';
}

/** Other content than was stored is a failed check, noted at once: from then on the backup counts no more. */
async function isWhatItWas(folder: string, backup: VerifiedBackup, context: VaultContext): Promise<boolean> {
  const { bytes, sha256 } = backup.sidecar;
  let found: FileHash;
  try {
    found = await readHash(backup.path, context);
  } catch (thrown) {
    // What cannot be read just now proves nothing, in either direction; an abort is no answer.
    if (systemCode(thrown) === undefined) throw thrown;
    return false;
  }
  if (found.bytes === bytes && found.sha256 === sha256) return true;
  const checkedAt = new Date(context.clock.now()).toISOString();
  await recordCheck(folder, backup.file, { checkedAt, failure: changedFailure() }, context);
  return false;
}
