import { stat } from 'node:fs/promises';
import path from 'node:path';
import { asKeepError, keepError, reportOf, say, type KeepError } from '../../shared/index.ts';
import { openRegular } from '../platform/read-bounded.ts';
import type { DeviceRecord, Settings } from '../records/index.ts';
import {
  commit,
  dropUnopened,
  listBackups,
  listUnopened,
  openStage,
  type BackupEntry,
  type Unopened,
} from '../vault/index.ts';
import { openVault, type OpenVault } from './open-vault.ts';
import { folderOf } from './places.ts';
import type { KeeperPorts } from './ports.ts';
import { reconcile } from './reconcile.ts';
import { underRunLock } from './run-lock.ts';
import { checkEntry, noteCheck, openFile } from './scrub/index.ts';
import { select } from './selection.ts';
import { expectedOf } from './take-backup.ts';
import type { Selection, VerifyResult, WorkOptions } from './types.ts';

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
    const { folder, within } = await openVault(ports, settings, device);
    for (const entry of await listBackups(folder, within)) {
      signal.throwIfAborted();
      onProgress?.(device.name, { phase: 'verifying' });
      results.push({ ...(await checkAndNote(ports, entry, signal)), device: device.name });
    }
    for (const kept of await listUnopened(folder, within)) {
      signal.throwIfAborted();
      results.push({ ...(await openKept(ports, { folder, within }, kept, signal)), device: device.name });
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
  const device = settings.devices.find((candidate) => folderOf(settings, candidate) === folder);
  const look = async (): Promise<VerifyResult> => {
    const within = device === undefined ? {} : (await openVault(ports, settings, device)).within;
    const entry = (await listBackups(folder, within)).find((candidate) => candidate.file === path.basename(file));
    if (entry !== undefined && entry.state !== 'unknown') {
      return { ...(await checkAndNote(ports, entry, signal)), device: entry.sidecar.deviceName };
    }
    const problem = await unreadable(file);
    return problem === undefined ? openFile(ports, file, signal) : { file, ok: false, error: reportOf(problem) };
  };
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

/**
 * Tries what was kept unopened: a newer version may know how. Then it becomes a backup of the day on which it was taken, of a
 * run of its own, for the run that brought it failed.
 */
async function openKept(
  ports: KeeperPorts,
  { folder, within }: OpenVault,
  { file, path: kept, facts }: Unopened,
  signal: AbortSignal,
): Promise<VerifyResult> {
  const { version, bytes, sha256, reason, ...known } = facts;
  const context = { ...within, clock: ports.clock, signal };
  const stage = await openStage(folder, context);
  try {
    // One byte more than was kept shows that it is another; the rest, however much, is not copied.
    const content = (await openRegular(kept)).createReadStream({ end: bytes });
    for await (const chunk of content) await stage.write(chunk as Uint8Array);
    const staged = await stage.finish();
    if (staged.bytes !== bytes || staged.sha256 !== sha256) {
      throw keepError('archive/damaged', { detail: say('keeper.checksum-differs') });
    }
    const verification = await ports.verifier.verify(staged.path, {
      signal,
      expected: expectedOf(known.identity, known.identity),
    });
    const { product, hostName } = known.identity;
    const entry = await commit(
      staged,
      {
        ...known,
        runId: ports.newId(),
        changed: null,
        verification,
        checkedAt: new Date(ports.clock.now()).toISOString(),
      },
      { product, takenAt: new Date(known.takenAt), ...(hostName === undefined ? {} : { hostName }) },
      context,
    );
    await dropUnopened(folder, file, context);
    return { file: entry.path, ok: true, verification };
  } catch (thrown) {
    const error = asKeepError(thrown);
    if (error.code === 'cancelled') throw error;
    const message = say('keeper.unopened.still', { message: error.message });
    return { file: kept, ok: false, unopened: true, error: { ...reportOf(error), message } };
  } finally {
    await stage.discard();
  }
}

async function checkAndNote(ports: KeeperPorts, entry: BackupEntry, signal: AbortSignal): Promise<VerifyResult> {
  const result = await checkEntry(ports, entry, signal);
  await noteCheck(ports, entry, result);
  return result;
}

/** Why a file that was named cannot be looked at: it must be there. */
async function unreadable(file: string): Promise<KeepError | undefined> {
  const problem = await stat(file).then(
    (found) => (found.isFile() ? undefined : say('keeper.not-a-file', { file })),
    () => say('keeper.no-such-file', { file }),
  );
  return problem === undefined
    ? undefined
    : keepError('usage/invalid', { problem, remedy: say('keeper.no-such-file.remedy') });
}
