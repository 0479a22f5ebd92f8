import type { KeeperPorts } from '../ports.ts';
import { deleteStored } from './delete-stored.ts';
import { backupDetails } from './find-stored.ts';
import { findBackup, findBackups, saveFound } from './found-backups.ts';
import { noteBackup, pinBackup } from './mark-stored.ts';
import { saveStored } from './save-stored.ts';
import type { BackupCare } from './types.ts';

/** The care of single stored backups. */
export function backupCare(ports: KeeperPorts): BackupCare {
  return {
    backupDetails: (device, file) => backupDetails(ports, device, file),
    pinBackup: (device, file, pinned) => pinBackup(ports, device, file, pinned),
    noteBackup: (device, file, note) => noteBackup(ports, device, file, note),
    deleteBackup: (device, file, options) => deleteStored(ports, device, file, options),
    saveBackup: (device, file, target, options) => saveStored(ports, device, file, target, options),
    findBackups: (folder) => findBackups(ports, folder),
    findBackup,
    saveFoundBackup: (file, target, signal) => saveFound(ports, file, target, signal),
  };
}
