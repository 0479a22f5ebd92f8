import { applyRetention } from '../apply-retention.ts';
import type { VerifiedBackup } from '../commit.ts';
import { vaultContext, type VaultContext, type VaultOptions } from '../context.ts';
import { planRetention } from '../plan-retention.ts';
import { readSidecar } from '../sidecar-file.ts';
import { replaceSidecar } from '../write-sidecar.ts';
import { removeStaleStages } from '../stale-stages.ts';
import { copyBackup } from './copy-backup.ts';
import { atPlace } from './copy-error.ts';
import { copyFolderOf, copyState, listCopies, listSources } from './copy-state.ts';
import { planCopies } from './plan-copies.ts';
import type { CatchUp, CopyPair } from './types.ts';

/**
 * Brings a place up to date for one device, the oldest gap first, then applies the place's own retention if something
 * was copied. A backup that cannot be copied for a reason of its own does not stop the others; a place that fails does.
 * What was copied until then stays. The vault is only read. Under the run lock of the device.
 * @param onCopy called after each backup that was copied
 * @throws KeepError `copy/missing`, `copy/failed`, `cancelled`; `vault/missing`, `vault/unwritable` where the vault cannot be read
 */
export async function catchUp(
  pair: CopyPair,
  options: VaultOptions = {},
  onCopy?: (file: string) => void,
): Promise<CatchUp> {
  const context = vaultContext(options);
  const folder = copyFolderOf(pair);
  const plan = await copyState(pair, context);
  await atPlace(pair.place, context, () => removeStaleStages(folder, { ...context, marked: pair.place }));
  const copied: string[] = [];
  const left: CatchUp['left'][number][] = [];
  for (const source of plan.copy) {
    const outcome = await copyBackup(source, pair, context);
    if (outcome.state === 'left') left.push({ file: source.file, reason: outcome.reason });
    if (outcome.state !== 'copied') continue;
    copied.push(source.file);
    onCopy?.(source.file);
  }
  for (const source of plan.annotate) await annotate(source, pair, context);
  const retention = copied.length === 0 ? { removed: [] } : await retain(pair, context);
  const now = new Date(context.clock.now());
  const here = await listSources(pair, context);
  const { standing } = planCopies(here, await listCopies(pair, context), pair.policy, now, context);
  return { copied, left, ...retention, standing };
}

/** A pin or a note made since the copy. What the place knows of its own file stays. */
async function annotate(source: VerifiedBackup, pair: CopyPair, context: VaultContext): Promise<void> {
  const folder = copyFolderOf(pair);
  const { pinned, note } = source.sidecar;
  await atPlace(pair.place, context, async () => {
    context.signal?.throwIfAborted();
    const read = await readSidecar(folder, source.file, context);
    if (read.state === 'read') await replaceSidecar(folder, { ...read.sidecar, pinned, note }, context);
  });
}

/** Counts what lies in the place alone: what could not be copied yet does not push out what is there. */
async function retain(pair: CopyPair, context: VaultContext): Promise<Pick<CatchUp, 'removed' | 'paused'>> {
  const plan = planRetention(await listCopies(pair, context), pair.policy, new Date(context.clock.now()), context);
  const folder = copyFolderOf(pair);
  const { removed } = await atPlace(pair.place, context, () =>
    applyRetention(folder, plan, { ...context, marked: pair.place }),
  );
  return plan.paused === undefined ? { removed } : { removed, paused: plan.paused };
}
