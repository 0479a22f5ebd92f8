import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { keepError, say } from '../../../shared/index.ts';
import type { Settings } from '../../records/index.ts';
import { requireTrueName, saveBackupFile } from '../../vault/index.ts';
import { vaultOf } from '../places.ts';
import type { KeeperPorts } from '../ports.ts';
import { findStored, type KnownBackup } from './find-stored.ts';

/** Writes a stored backup to a file outside of the vault, such as a USB stick. */
export async function saveStored(
  ports: KeeperPorts,
  deviceName: string,
  file: string,
  target: string,
  { replace, signal }: { readonly replace: boolean; readonly signal: AbortSignal },
): Promise<{ readonly path: string; readonly bytes: number; readonly sha256: string }> {
  const { settings, backup } = await findStored(ports, deviceName, file);
  const sound = requireSound(backup);
  await requireGoodTarget(settings, target);
  const isSaved = await saveBackupFile(sound, target, { replace, signal, clock: ports.clock });
  if (!isSaved) throw refusal('keeper.save.taken', target);
  const { bytes, sha256 } = sound.sidecar;
  return { path: target, bytes, sha256 };
}

/** What would not restore is not handed out as if it did. @throws KeepError archive/*, vault/missing */
export function requireSound(backup: KnownBackup): Extract<KnownBackup, { state: 'verified' }> {
  switch (backup.state) {
    case 'verified':
      return backup;
    case 'damaged':
      throw keepError('archive/damaged', { detail: say('keeper.save.damaged') });
    case 'missing':
      throw keepError('archive/incomplete', { detail: say('keeper.file-gone') });
    case 'away':
      throw keepError('vault/missing', { folder: backup.path });
  }
}

/** The vault is ours to write in alone: a file saved over one of its own could cost a backup. @throws KeepError usage/invalid */
export async function requireGoodTarget(settings: Settings, target: string): Promise<void> {
  if (!path.isAbsolute(target)) throw refusal('keeper.save.not-absolute', target);
  requireTrueName(target);
  const folder = await realpath(path.dirname(target)).catch(() => undefined);
  if (folder === undefined) throw refusal('keeper.save.no-folder', path.dirname(target));
  const found = await stat(target).catch(() => undefined);
  if (found !== undefined && !found.isFile()) throw refusal('keeper.save.not-a-file', target);
  for (const vault of new Set(settings.devices.map((device) => vaultOf(settings, device)))) {
    const root = await realpath(vault).catch(() => vault);
    const between = path.relative(root, folder);
    const isInside = between === '' || (!between.startsWith('..') && !path.isAbsolute(between));
    if (isInside) throw refusal('keeper.save.in-vault', target);
  }
}

function refusal(
  key: `keeper.save.${'taken' | 'not-absolute' | 'no-folder' | 'not-a-file' | 'in-vault'}`,
  file: string,
): ReturnType<typeof keepError> {
  return keepError('usage/invalid', { problem: say(key, { file }), remedy: say('keeper.save.remedy') });
}
