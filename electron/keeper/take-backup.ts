import {
  asKeepError,
  KeepError,
  reportOf,
  say,
  type Identity,
  type OnProgress,
  type Trigger,
} from '../../shared/index.ts';
import type { Download, Session } from '../device/index.ts';
import type { DeviceRecord } from '../records/index.ts';
import {
  commit,
  keepUnopened,
  listBackups,
  openStage,
  type BackupEntry,
  type Staged,
  type VaultOptions,
} from '../vault/index.ts';
import { normalSizeOf, seenAt } from './collapse.ts';
import type { KeeperPorts } from './ports.ts';
import { settledBy } from './same-device.ts';

/** One run on its way. */
export interface RunUnderWay {
  readonly id: string;
  readonly device: DeviceRecord;
  /** Absolute folder of its backups. */
  readonly folder: string;
  /** The vault that the folder lies in, once it was seen to be there. */
  readonly within?: VaultOptions;
  readonly trigger: Trigger;
  readonly startedAt: number;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

export type Verified = Extract<BackupEntry, { state: 'verified' }>;
type Counted = Extract<BackupEntry, { state: 'verified' | 'away' }>;

/**
 * Exports, verifies by opening, stores durably. Nothing that fails on the way can be taken for a backup.
 * @throws KeepError device/*, task/*, download/*, archive/*, vault/*, session/lost
 */
export async function takeBackup(
  ports: KeeperPorts,
  session: Session,
  identity: Identity,
  run: RunUnderWay,
): Promise<Verified> {
  try {
    return await exportVerifyStore(ports, session, identity, run);
  } catch (error) {
    // A bad download is tried once more from `start`, in the same session; it may have been a passing fault.
    if (!(error instanceof KeepError) || !isBadDownload(error)) throw error;
    ports.log(`${run.device.name}: ${error.code}, once more from the start`);
    return exportVerifyStore(ports, session, identity, run);
  }
}

function isBadDownload({ code }: KeepError): boolean {
  return code.startsWith('download/') || (code.startsWith('archive/') && code !== 'archive/too-large');
}

async function exportVerifyStore(
  ports: KeeperPorts,
  session: Session,
  identity: Identity,
  run: RunUnderWay,
): Promise<Verified> {
  const context = { clock: ports.clock, signal: run.signal, ...run.within };
  const stage = await openStage(run.folder, context);
  try {
    ports.verifier.prepare();
    const download = await session.exportConfiguration(stage.write, run.onProgress, (file) =>
      isSound(ports, run, file),
    );
    run.onProgress({ phase: 'verifying' });
    const staged = await stage.finish();
    // One that lies with a cloud service now was verified too, and its sidecar says what it held.
    const previous = (await listBackups(run.folder, context)).find(
      (entry): entry is Counted => entry.state === 'verified' || entry.state === 'away',
    );
    const verification = await ports.verifier
      .verify(staged.path, {
        expected: expectedOf(run.device.identity, identity),
        signal: run.signal,
        ...(previous === undefined ? {} : { previous: normalSizeOf(previous.sidecar, seenAt(ports, run.device.id)) }),
      })
      .catch(async (error: unknown) => {
        throw isKeptUnopened(error)
          ? await withUnopened(ports, run, identity, { ...staged, endTold: download.endTold }, error)
          : error;
      });
    run.signal.throwIfAborted();
    const settled = settledBy(identity, verification.osName);
    run.onProgress({ phase: 'saving' });
    const now = ports.clock.now();
    return await commit(
      staged,
      {
        runId: run.id,
        deviceId: run.device.id,
        deviceName: run.device.name,
        endpoint: run.device.endpoint,
        identity: settled,
        ...(run.device.trust.kind === 'fingerprint' ? { certificate: run.device.trust.sha256 } : {}),
        trigger: run.trigger,
        takenAt: new Date(now).toISOString(),
        durationMs: Math.max(0, now - run.startedAt),
        changed: previous === undefined ? null : previous.sidecar.verification.contentHash !== verification.contentHash,
        verification,
        checkedAt: new Date(now).toISOString(),
        writtenBy: ports.version,
      },
      namingOf(settled, now),
      context,
    );
  } finally {
    await stage.discard();
  }
}

/**
 * What came whole and cannot be opened: one day it may be. Not what says that it is of another device, nor what passes a
 * ceiling, nor an empty file; an answer in JSON or a page never comes this far.
 */
function isKeptUnopened(error: unknown): error is KeepError {
  return (
    error instanceof KeepError &&
    ['archive/not-an-archive', 'archive/damaged', 'archive/incomplete'].includes(error.code)
  );
}

/** The same error, telling where the download is kept. That it cannot be kept must not hide what was wrong with it. */
async function withUnopened(
  ports: KeeperPorts,
  run: RunUnderWay,
  identity: Identity,
  staged: Staged & Pick<Download, 'endTold'>,
  error: KeepError,
): Promise<KeepError> {
  const now = ports.clock.now();
  try {
    const { file } = await keepUnopened(
      staged,
      {
        runId: run.id,
        deviceId: run.device.id,
        deviceName: run.device.name,
        endpoint: run.device.endpoint,
        identity,
        trigger: run.trigger,
        takenAt: new Date(now).toISOString(),
        durationMs: Math.max(0, now - run.startedAt),
        writtenBy: ports.version,
        reason: { code: error.code, message: error.message },
      },
      namingOf(identity, now),
      { ...run.within, clock: ports.clock },
    );
    const told = staged.endTold ? 'keeper.unopened' : 'keeper.unopened.end-untold';
    return new KeepError({ ...reportOf(error), message: say(told, { message: error.message, file }) }, error);
  } catch (problem) {
    ports.log(`${run.device.name}: ${asKeepError(problem).message}`);
    return error;
  }
}

function namingOf({ product, hostName }: Identity, takenAt: number): Parameters<typeof commit>[2] {
  return { product, takenAt: new Date(takenAt), ...(hostName === undefined ? {} : { hostName }) };
}

/** Whether a file that came before the device said in known words that it is done is a whole archive; it is not kept. */
async function isSound(ports: KeeperPorts, run: RunUnderWay, file: Uint8Array): Promise<boolean> {
  const stage = await openStage(run.folder, { clock: ports.clock, signal: run.signal });
  try {
    await stage.write(file);
    const { path } = await stage.finish();
    await ports.verifier.verify(path, { signal: run.signal });
    return true;
  } catch (thrown) {
    if (thrown instanceof KeepError && thrown.code.startsWith('archive/')) return false;
    throw thrown;
  } finally {
    await stage.discard();
  }
}

/** What config_info of the archive must say. A product that was only guessed demands nothing: the archive settles it. */
export function expectedOf(
  remembered: Identity,
  found: Identity,
): { readonly product?: Identity['product']; readonly unique?: string } {
  const unique = found.unique ?? remembered.unique;
  return {
    ...(found.guessed === true ? {} : { product: found.product }),
    ...(unique === undefined ? {} : { unique }),
  };
}
