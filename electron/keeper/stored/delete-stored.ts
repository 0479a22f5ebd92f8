import { keepError, say } from '../../../shared/index.ts';
import { deleteBackup } from '../../vault/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { reconcile } from '../reconcile.ts';
import { underRunLock } from '../run-lock.ts';
import { findStored } from './find-stored.ts';

/** Deletes one stored backup because a person wants it; its run stays in the history and counts no more. */
export async function deleteStored(
  ports: KeeperPorts,
  deviceName: string,
  file: string,
  { evenIfLast }: { readonly evenIfLast: boolean },
): Promise<void> {
  const { device } = await findStored(ports, deviceName, file);
  await underRunLock(ports, device, new AbortController().signal, async () => {
    // Looked at under the lock: another one may have gone meanwhile.
    const { settings, folder, within, backup, isLast } = await findStored(ports, deviceName, file);
    if (isLast && !evenIfLast) {
      throw keepError('usage/invalid', {
        problem: say('keeper.stored.last', { name: device.name, file }),
        remedy: say('keeper.stored.last.remedy'),
      });
    }
    await deleteBackup(folder, backup.file, { ...within, clock: ports.clock });
    ports.log(`${device.name}: ${backup.file} was deleted by hand`);
    await reconcile(ports, settings, device, { fresh: true });
  });
}
