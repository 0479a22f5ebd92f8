import { randomBytes } from 'node:crypto';
import { asKeepError, KeepError, reportOf } from '../../../shared/index.ts';
import type { Configuration } from '../../contents/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { comparisonOf } from './compare.ts';
import { backupsOf, chosen, configurationOf, read, type ChosenBackup } from './stored.ts';
import type { ChangeLog, Comparison } from './types.ts';

/**
 * What changed from backup to backup, over all that count. Each is read once; one that cannot be read is named, and what lies
 * around it is compared.
 * @throws KeepError usage/*, vault/*, cancelled
 */
export async function changeLog(ports: KeeperPorts, name: string, signal: AbortSignal): Promise<ChangeLog> {
  const { entries, name: device } = await backupsOf(ports, name);
  const mask = randomBytes(32);
  const points: Comparison[] = [];
  const unread: ChangeLog['unread'][number][] = [];
  let before: readonly [ChosenBackup, Configuration] | undefined;
  const backups = entries.toReversed().map((entry) => chosen(entry, device));
  for (const backup of backups) {
    signal.throwIfAborted();
    try {
      const now = [backup, await configurationOf(backup, mask, signal)] as const;
      const comparison = before === undefined ? undefined : comparisonOf(before, now);
      if (comparison !== undefined && comparison.sections.length > 0) points.push(comparison);
      before = now;
    } catch (thrown) {
      if (!(thrown instanceof KeepError) || !thrown.code.startsWith('archive/')) throw thrown;
      unread.push({ file: backup.file, error: reportOf(asKeepError(thrown)) });
    }
  }
  const [first, newest] = [backups[0], backups.at(-1)];
  if (first === undefined || newest === undefined) throw new Error('no backups');
  return {
    device,
    backups: backups.length,
    first: read(first),
    newest: read(newest),
    points: points.toReversed(),
    unread,
  };
}
