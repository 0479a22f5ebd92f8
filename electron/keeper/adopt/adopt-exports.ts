import { stat } from 'node:fs/promises';
import path from 'node:path';
import {
  asKeepError,
  keepError,
  reportOf,
  sanitizeText,
  say,
  type ErrorReport,
  type Verification,
} from '../../../shared/index.ts';
import { inside } from '../../platform/path-segment.ts';
import { openRegular } from '../../platform/read-bounded.ts';
import type { DeviceRecord, Settings } from '../../records/index.ts';
import {
  commit,
  listBackups,
  openStage,
  prepareVault,
  setNote,
  setPinned,
  type BackupEntry,
} from '../../vault/index.ts';
import { openVault } from '../open-vault.ts';
import { vaultOf } from '../places.ts';
import type { KeeperPorts } from '../ports.ts';
import { reconcile } from '../reconcile.ts';
import { underRunLock } from '../run-lock.ts';
import { findDevice } from '../selection.ts';
import { expectedOf } from '../take-backup.ts';
import { dateOfExport, type DatedBy } from './date-of-export.ts';
import { findExports } from './find-exports.ts';

/** As much as verification takes, and a byte that shows that there is more. */
const MOST_BYTES = 64 * 1024 * 1024 + 1;

/** What became of one file. */
export type Adopted = { readonly file: string } & (
  | {
      readonly ok: true;
      readonly device: string;
      /** Absolute, in the vault. */
      readonly stored: string;
      /** ISO 8601, UTC. */
      readonly takenAt: string;
      readonly datedBy: DatedBy;
    }
  | { readonly ok: true; readonly device: string; /** The backup that holds the same. */ readonly duplicateOf: string }
  | { readonly ok: false; readonly error: ErrorReport }
);

/**
 * Takes old exports over as backups: each is opened to its end, dated, stored beside the others of its device and pinned, so that
 * retention leaves it alone. The originals stay as they are; what is stored already is not stored twice.
 * @param paths files and folders
 * @param name of the device; else it has to be clear from the archives
 * @throws KeepError usage/unknown-device, cancelled
 */
export async function adoptExports(
  ports: KeeperPorts,
  paths: readonly string[],
  { name, signal }: { readonly name?: string; readonly signal: AbortSignal },
): Promise<readonly Adopted[]> {
  const settings = await ports.settings.read();
  const device = name === undefined ? undefined : findDevice(settings, name);
  const results: Adopted[] = [];
  for (const place of paths) {
    const files = await findExports(place).catch(() => [place]);
    if (files.length === 0) results.push({ file: place, ok: false, error: none(place) });
    for (const file of files) {
      signal.throwIfAborted();
      results.push(await adoptOne(ports, settings, file, device, signal));
    }
  }
  const touched = new Set(results.flatMap((one) => (one.ok ? [one.device] : [])));
  for (const one of settings.devices) if (touched.has(one.name)) await reconcile(ports, settings, one, { fresh: true });
  return results;
}

async function adoptOne(
  ports: KeeperPorts,
  settings: Settings,
  file: string,
  asked: DeviceRecord | undefined,
  signal: AbortSignal,
): Promise<Adopted> {
  try {
    if (!(await stat(file)).isFile())
      throw keepError('usage/invalid', {
        problem: say('keeper.not-a-file', { file }),
        remedy: say('keeper.adopt.remedy'),
      });
    const first = await ports.verifier.verify(file, {
      signal,
      ...(asked === undefined ? {} : { expected: expectedOf(asked.identity, asked.identity) }),
    });
    const device = asked ?? deviceOf(settings, first);
    return await underRunLock(ports, device, signal, () => store(ports, settings, device, file, signal));
  } catch (thrown) {
    const error = systemProblem(thrown, file);
    if (error.code === 'cancelled') throw error;
    return { file, ok: false, error: reportOf(error) };
  }
}

/** Copied before it is believed: what is stored is what was verified, whatever becomes of the original. */
async function store(
  ports: KeeperPorts,
  settings: Settings,
  device: DeviceRecord,
  file: string,
  signal: AbortSignal,
): Promise<Adopted> {
  const { folder, within } = await openVault(ports, settings, device);
  await prepareVault(vaultOf(settings, device), { create: false }, within);
  const context = { ...within, clock: ports.clock, signal };
  const stage = await openStage(folder, context);
  try {
    const handle = await openRegular(file);
    const { mtimeMs } = await handle.stat();
    for await (const chunk of handle.createReadStream({ end: MOST_BYTES })) await stage.write(chunk as Uint8Array);
    const staged = await stage.finish();
    const verification = await ports.verifier.verify(staged.path, {
      signal,
      expected: expectedOf(device.identity, device.identity),
    });
    const twin = (await listBackups(folder, context)).find(
      (entry) => isCounted(entry) && entry.sidecar.sha256 === staged.sha256,
    );
    if (twin !== undefined) return { file, ok: true, device: device.name, duplicateOf: inside(folder, twin.file) };
    const now = ports.clock.now();
    const { takenAt, datedBy } = dateOfExport(path.basename(file), mtimeMs, now);
    const { product, hostName } = device.identity;
    const entry = await commit(
      staged,
      {
        runId: ports.newId(),
        deviceId: device.id,
        deviceName: device.name,
        endpoint: device.endpoint,
        identity: device.identity,
        trigger: 'manual',
        takenAt: takenAt.toISOString(),
        durationMs: 0,
        changed: null,
        verification,
        checkedAt: new Date(now).toISOString(),
        writtenBy: ports.version,
      },
      { product, takenAt, ...(hostName === undefined ? {} : { hostName }) },
      context,
    );
    await setPinned(folder, entry.file, true, context);
    await setNote(folder, entry.file, say('keeper.adopt.note', { file: sanitizeText(path.basename(file)) }), context);
    return { file, ok: true, device: device.name, stored: entry.path, takenAt: takenAt.toISOString(), datedBy };
  } finally {
    await stage.discard();
  }
}

function isCounted(entry: BackupEntry): entry is Extract<BackupEntry, { state: 'verified' }> {
  return entry.state === 'verified';
}

/**
 * The device that an archive is of, where only one can be: the same product, and the same platform where both tell one. Two of a
 * kind cannot be told apart by an archive, and nothing is guessed.
 * @throws KeepError usage/invalid
 */
function deviceOf({ devices }: Settings, { osName, unique }: Verification): DeviceRecord {
  const product = osName?.trim().toUpperCase();
  const possible = devices.filter(
    ({ identity }) =>
      (product === undefined || identity.product === product) &&
      (unique === undefined || identity.unique === undefined || identity.unique === unique),
  );
  const [only, ...others] = possible;
  if (only !== undefined && others.length === 0 && only.identity.unique !== undefined && unique !== undefined)
    return only;
  throw keepError('usage/invalid', {
    problem: possible.length === 0 ? say('keeper.adopt.nobodys') : say('keeper.adopt.unclear'),
    remedy: say('keeper.adopt.unclear.remedy'),
  });
}

function none(place: string): ErrorReport {
  return reportOf(
    keepError('usage/invalid', {
      problem: say('keeper.adopt.none', { folder: place }),
      remedy: say('keeper.adopt.remedy'),
    }),
  );
}

function systemProblem(thrown: unknown, file: string): ReturnType<typeof asKeepError> {
  const isGone = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
  if (!isGone) return asKeepError(thrown);
  return keepError(
    'usage/invalid',
    { problem: say('keeper.no-such-file', { file }), remedy: say('keeper.adopt.remedy') },
    thrown,
  );
}
