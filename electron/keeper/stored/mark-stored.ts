import { keepError, say } from '../../../shared/index.ts';
import { setNote, setPinned } from '../../vault/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { underRunLock } from '../run-lock.ts';
import { backupDetails, findStored, type Found } from './find-stored.ts';
import type { BackupDetails } from './types.ts';

const LONGEST_NOTE = 1_000;

export async function pinBackup(
  ports: KeeperPorts,
  deviceName: string,
  file: string,
  pinned: boolean,
): Promise<BackupDetails> {
  return change(ports, deviceName, file, ({ folder, within, backup }) =>
    setPinned(folder, backup.file, pinned, within),
  );
}

export async function noteBackup(
  ports: KeeperPorts,
  deviceName: string,
  file: string,
  note: string,
): Promise<BackupDetails> {
  const text = note.trim().normalize('NFC');
  // One line, so that nothing in a list can pass for another line of it.
  if (text.length > LONGEST_NOTE || /\p{Cc}/u.test(text)) {
    throw keepError('usage/invalid', {
      problem: say('keeper.bad-note'),
      remedy: say('keeper.bad-note.remedy', { most: LONGEST_NOTE }),
    });
  }
  return change(ports, deviceName, file, ({ folder, within, backup }) => setNote(folder, backup.file, text, within));
}

async function change(
  ports: KeeperPorts,
  deviceName: string,
  file: string,
  write: (found: Found) => Promise<unknown>,
): Promise<BackupDetails> {
  const { device } = await findStored(ports, deviceName, file);
  // Two changes of a sidecar at a time would lose one.
  await underRunLock(ports, device, new AbortController().signal, async () => {
    await write(await findStored(ports, deviceName, file));
  });
  return backupDetails(ports, deviceName, file);
}
