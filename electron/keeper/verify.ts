import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { KeepError } from '../../shared/index.ts';
import { asKeepError, assertNever, keepError, reportOf, say, type Verification } from '../../shared/index.ts';
import { verifyArchive } from '../archive/index.ts';
import type { DeviceRecord, Settings } from '../records/index.ts';
import { hashFile, listBackups, recordCheck, type BackupEntry } from '../vault/index.ts';
import { folderOf } from './places.ts';
import type { KeeperPorts } from './ports.ts';
import { reconcile } from './reconcile.ts';
import { underRunLock } from './run-lock.ts';
import { select } from './selection.ts';
import type { Selection, VerifyResult, WorkOptions } from './types.ts';

type Known = Exclude<BackupEntry, { state: 'unknown' }>;

/**
 * Opens and checks stored archives again, one after the other, and writes the outcome into their sidecars, under the run
 * lock of a device that is known. A backup that fails stops counting at once, one that is good again counts again.
 */
export async function verify(
  ports: KeeperPorts,
  what: { readonly selection?: Selection; readonly files?: readonly string[] },
  options: WorkOptions,
): Promise<readonly VerifyResult[]> {
  const settings = await ports.settings.read();
  const devices = what.selection === undefined ? [] : select(settings, what.selection);
  const results: VerifyResult[] = [];
  for (const device of devices) {
    options.signal.throwIfAborted();
    try {
      results.push(
        ...(await underRunLock(ports, device, options.signal, () => checkDevice(ports, settings, device, options))),
      );
    } catch (thrown) {
      // One vault that is away, or one device at work, must not keep the others from being looked at.
      const error = asKeepError(thrown);
      if (error.code === 'cancelled') throw error;
      results.push({ file: folderOf(settings, device), device: device.name, ok: false, error: reportOf(error) });
    }
  }
  for (const file of what.files ?? []) {
    options.signal.throwIfAborted();
    results.push(await checkFile(ports, settings, file, options.signal));
  }
  return results;
}

async function checkDevice(
  ports: KeeperPorts,
  settings: Settings,
  device: DeviceRecord,
  { signal, onProgress }: WorkOptions,
): Promise<readonly VerifyResult[]> {
  const results: VerifyResult[] = [];
  try {
    for (const entry of await listBackups(folderOf(settings, device))) {
      signal.throwIfAborted();
      onProgress?.(device.name, { phase: 'verifying' });
      results.push({ ...(await checkEntry(ports, entry, signal)), device: device.name });
    }
  } finally {
    await reconcile(ports, settings, device, { fresh: true });
  }
  return results;
}

async function checkFile(
  ports: KeeperPorts,
  settings: Settings,
  file: string,
  signal: AbortSignal,
): Promise<VerifyResult> {
  const folder = path.dirname(file);
  const look = async (): Promise<VerifyResult> => {
    const entry = (await listBackups(folder)).find((candidate) => candidate.file === path.basename(file));
    if (entry !== undefined && entry.state !== 'unknown') {
      return { ...(await checkEntry(ports, entry, signal)), device: entry.sidecar.deviceName };
    }
    return checked(file, async () => {
      await assertReadable(file);
      return verifyArchive(file, { signal });
    });
  };
  const device = settings.devices.find((candidate) => folderOf(settings, candidate) === folder);
  if (device === undefined) return look();
  try {
    return await underRunLock(ports, device, signal, async () => {
      const result = await look();
      await reconcile(ports, settings, device, { fresh: true });
      return result;
    });
  } catch (thrown) {
    const error = asKeepError(thrown);
    if (error.code !== 'busy') throw error;
    return { file, device: device.name, ok: false, error: reportOf(error) };
  }
}

async function checkEntry(ports: KeeperPorts, entry: BackupEntry, signal: AbortSignal): Promise<VerifyResult> {
  switch (entry.state) {
    case 'unknown':
      return checked(entry.path, () => verifyArchive(entry.path, { signal }));
    case 'away':
      return { file: entry.path, ok: false, error: reportOf(keepError('vault/missing', { folder: entry.path })) };
    case 'missing':
      return { file: entry.path, ok: false, error: reportOf(gone()) };
    case 'verified':
    case 'damaged': {
      const result = await checked(entry.path, () => openKnown(entry, signal));
      // A file that could not be read, such as one on a share that went away, was not found to be bad.
      if (result.ok || isVerdict(result.error.code)) await note(ports, entry, result);
      return result;
    }
    default:
      return assertNever(entry);
  }
}

/** Writes the outcome into the sidecar. What was found is told even where that cannot be, as on a read-only disk. */
async function note({ clock, log }: KeeperPorts, entry: Known, result: VerifyResult): Promise<void> {
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

function isVerdict(code: string): boolean {
  return code.startsWith('archive/') || code === 'device/other-device';
}

async function openKnown({ path: file, sidecar }: Known, signal: AbortSignal): Promise<Verification> {
  const { bytes, sha256 } = await hashFile(file);
  if (bytes !== sidecar.bytes || sha256 !== sidecar.sha256) {
    throw keepError('archive/damaged', { detail: say('keeper.checksum-differs') });
  }
  const { product, unique } = sidecar.identity;
  return verifyArchive(file, { signal, expected: unique === undefined ? { product } : { product, unique } });
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

/** A file named on the command line must be there. @throws KeepError usage/invalid */
async function assertReadable(file: string): Promise<void> {
  const problem = await stat(file).then(
    (found) => (found.isFile() ? undefined : say('keeper.not-a-file', { file })),
    () => say('keeper.no-such-file', { file }),
  );
  if (problem !== undefined) throw keepError('usage/invalid', { problem, remedy: say('keeper.no-such-file.remedy') });
}

function gone(): KeepError {
  return keepError('archive/incomplete', { detail: say('keeper.file-gone') });
}
