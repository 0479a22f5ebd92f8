import { keepError, say, type Verification } from '../../shared/index.ts';
import { requireBackupName } from './backup-name.ts';
import { vaultContext, type VaultOptions } from './context.ts';
import { readSidecar } from './sidecar-file.ts';
import { replaceSidecar } from './write-sidecar.ts';
import type { Sidecar } from './types.ts';
import { inDeviceFolder } from './device-folder.ts';
import { inside } from '../platform/path-segment.ts';

/** What a later look into a stored archive found. */
export interface Check {
  /** ISO 8601, UTC. */
  readonly checkedAt: string;
  /** Null when the archive is sound. */
  readonly failure: Sidecar['checkFailure'];
  readonly verification?: Verification;
}

/**
 * Remembers a later check in the sidecar. After a failed one the backup stops counting at once, also for retention.
 * Under the run lock of the device, like every change of a sidecar: two at a time would lose one.
 * @throws KeepError `usage/invalid` when the file has no sidecar to write to, `vault/full`, `vault/unwritable`, `vault/missing`
 */
export async function recordCheck(
  folder: string,
  file: string,
  { checkedAt, failure, verification }: Check,
  options: VaultOptions = {},
): Promise<Sidecar> {
  const proof = verification === undefined ? {} : { verification };
  return await rewrite(folder, file, { checkedAt, checkFailure: failure, ...proof }, options);
}

/** Keeps a backup out of retention, or lets it go again. Errors as `recordCheck`. */
export async function setPinned(
  folder: string,
  file: string,
  pinned: boolean,
  options: VaultOptions = {},
): Promise<Sidecar> {
  return await rewrite(folder, file, { pinned }, options);
}

/** What a person wants to remember about a backup. Errors as `recordCheck`. */
export async function setNote(
  folder: string,
  file: string,
  note: string,
  options: VaultOptions = {},
): Promise<Sidecar> {
  return await rewrite(folder, file, { note }, options);
}

async function rewrite(
  folder: string,
  file: string,
  change: Partial<Sidecar>,
  options: VaultOptions,
): Promise<Sidecar> {
  requireBackupName(file);
  const context = vaultContext(options);
  return await inDeviceFolder(folder, context, async () => {
    const read = await readSidecar(folder, file, context);
    if (read.state !== 'read') {
      const reason = read.state === 'absent' ? say('vault.sidecar.absent') : read.reason;
      throw keepError('usage/invalid', {
        problem: say('vault.no-sidecar', { file: inside(folder, file), reason }),
        remedy: say('vault.see-history'),
      });
    }
    const sidecar = { ...read.sidecar, ...change };
    await replaceSidecar(folder, sidecar, context);
    return sidecar;
  });
}
