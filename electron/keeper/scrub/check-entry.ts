import { stat } from 'node:fs/promises';
import path from 'node:path';
import { asKeepError, assertNever, keepError, reportOf, say } from '../../../shared/index.ts';
import type { Verification } from '../../../shared/index.ts';
import { hashFile, recordCheck, type BackupEntry } from '../../vault/index.ts';
import type { KeeperPorts } from '../ports.ts';
import type { VerifyResult } from '../types.ts';

type Ports = Pick<KeeperPorts, 'verifier'>;
type Known = Exclude<BackupEntry, { state: 'unknown' }>;

/** Reads one stored backup from end to end and opens it. Nothing is written. @throws KeepError cancelled */
export async function checkEntry(ports: Ports, entry: BackupEntry, signal: AbortSignal): Promise<VerifyResult> {
  switch (entry.state) {
    case 'unknown':
      return openFile(ports, entry.path, signal);
    case 'away':
      return { file: entry.path, ok: false, error: reportOf(keepError('vault/missing', { folder: entry.path })) };
    case 'missing': {
      const gone = keepError('archive/incomplete', { detail: say('keeper.file-gone') });
      return { file: entry.path, ok: false, error: reportOf(gone) };
    }
    case 'verified':
    case 'damaged': {
      const first = await checked(entry.path, () => openKnown(ports, entry, signal));
      // A share that goes away in the middle of a reading is no rot: bad news is believed when it is told twice.
      return isVerdict(first) ? await checked(entry.path, () => openKnown(ports, entry, signal)) : first;
    }
    default:
      return assertNever(entry);
  }
}

/** Opens a file that no sidecar tells of. @throws KeepError cancelled */
export async function openFile({ verifier }: Ports, file: string, signal: AbortSignal): Promise<VerifyResult> {
  return checked(file, () => verifier.verify(file, { signal }));
}

/**
 * Writes into the sidecar what a reading found; what was no proof either way is not written. Under the run lock of the
 * device. What was found stands even where it cannot be written, as on a read-only disk.
 */
export async function noteCheck({ clock, log }: KeeperPorts, entry: BackupEntry, result: VerifyResult): Promise<void> {
  if (entry.state !== 'verified' && entry.state !== 'damaged') return;
  if (!result.ok && !isVerdict(result)) return;
  try {
    await recordCheck(path.dirname(entry.path), entry.file, {
      checkedAt: new Date(clock.now()).toISOString(),
      failure: result.ok ? null : { code: result.error.code, message: result.error.message },
    });
  } catch (thrown) {
    const { code, message } = asKeepError(thrown);
    log(`${entry.file}: the check could not be noted: ${code}: ${message}`);
  }
}

/** Whether the archive itself was found to be bad: one that could not be read, as on a share that went away, was not. */
export function isVerdict(result: VerifyResult): boolean {
  return !result.ok && (result.error.code.startsWith('archive/') || result.error.code === 'device/other-device');
}

async function openKnown(
  { verifier }: Ports,
  { path: file, sidecar }: Known,
  signal: AbortSignal,
): Promise<Verification> {
  const { bytes, sha256 } = await hashOf(file, signal);
  if (bytes !== sidecar.bytes || sha256 !== sidecar.sha256) {
    throw keepError('archive/damaged', { detail: say('keeper.checksum-differs') });
  }
  const { product, unique } = sidecar.identity;
  return verifier.verify(file, { signal, expected: unique === undefined ? { product } : { product, unique } });
}

/** A bad sector is rot like a flipped bit, as long as the folder around the file is there. */
async function hashOf(file: string, signal: AbortSignal): ReturnType<typeof hashFile> {
  try {
    return await hashFile(file, { signal });
  } catch (thrown) {
    const { cause } = asKeepError(thrown);
    const unreadable = cause instanceof Error && 'code' in cause && cause.code === 'EIO';
    if (!unreadable || !(await isThere(file))) throw thrown;
    throw keepError('archive/damaged', { detail: say('archive.file-unreadable', { code: 'EIO' }) }, thrown);
  }
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function checked(file: string, open: () => Promise<Verification>): Promise<VerifyResult> {
  try {
    return { file, ok: true, verification: await open() };
  } catch (thrown) {
    const error = asKeepError(thrown);
    if (error.code === 'cancelled') throw error;
    return { file, ok: false, error: reportOf(error) };
  }
}
