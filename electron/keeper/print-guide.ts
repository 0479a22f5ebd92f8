import path from 'node:path';
import { guideAsText, keepError, restoreGuide, say, type Guide } from '../../shared/index.ts';
import { hashFile, listBackups } from '../vault/index.ts';
import { guideFor } from './after-backup.ts';
import { openVault } from './open-vault.ts';
import type { KeeperPorts } from './ports.ts';
import { findDevice } from './selection.ts';

export interface PrintedGuide {
  readonly device?: string;
  readonly file: string;
  readonly guide: Guide;
  readonly text: string;
}

/** The guide for a device's newest backup that counts or one of its backups by name, or for one stored file. */
export async function printGuide(
  ports: KeeperPorts,
  target: { readonly name: string; readonly file?: string } | { readonly file: string },
): Promise<PrintedGuide> {
  return 'name' in target ? ofDevice(ports, target.name, target.file) : ofFile(ports, target.file);
}

async function ofDevice(ports: KeeperPorts, name: string, file: string | undefined): Promise<PrintedGuide> {
  const settings = await ports.settings.read();
  const device = findDevice(settings, name);
  const { folder, within } = await openVault(ports, settings, device);
  const verified = (await listBackups(folder, within)).filter((entry) => entry.state === 'verified');
  const chosen = file === undefined ? verified[0] : verified.find((entry) => entry.file === file);
  if (chosen === undefined) {
    throw keepError('usage/invalid', {
      problem: say('keeper.no-backup-yet', { name: device.name }),
      remedy: say('keeper.no-backup-yet.remedy'),
    });
  }
  const guide = guideFor(device, folder, chosen);
  return { device: device.name, file: chosen.path, guide, text: guideAsText(guide) };
}

/** A file of any origin is opened first: a guide for a broken archive would be a trap. */
async function ofFile({ verifier }: KeeperPorts, file: string): Promise<PrintedGuide> {
  const verification = await verifier.verify(file);
  const { sha256 } = await hashFile(file);
  const folder = path.dirname(file);
  const entry = (await listBackups(folder)).find((candidate) => candidate.file === path.basename(file));
  const sidecar = entry === undefined || entry.state === 'unknown' ? undefined : entry.sidecar;
  const { model, firmware } = sidecar?.identity ?? {};
  const guide = restoreGuide({
    product: sidecar?.identity.product ?? (verification.osName?.toUpperCase() === 'SRM' ? 'SRM' : 'DSM'),
    deviceName: sidecar?.deviceName ?? path.basename(file),
    file: path.basename(file),
    folder,
    sha256,
    ...(model === undefined ? {} : { model }),
    ...(firmware === undefined ? {} : { firmware }),
    ...(sidecar === undefined ? {} : { takenAt: sidecar.takenAt }),
  });
  return { file, guide, text: guideAsText(guide), ...(sidecar === undefined ? {} : { device: sidecar.deviceName }) };
}
