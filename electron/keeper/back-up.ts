import {
  asKeepError,
  keepError,
  linkedController,
  reportOf,
  say,
  type ErrorReport,
  type Trigger,
} from '../../shared/index.ts';
import { connect, discover, withSession, type Credentials, type Directory } from '../device/index.ts';
import { lockRun, type DeviceRecord, type Lock, type LockHolder, type Settings } from '../records/index.ts';
import { createCalendar, moment } from '../schedule/index.ts';
import { prepareVault, removeStaleStages } from '../vault/index.ts';
import { noteTaskWords } from './task-words.ts';
import { afterBackup } from './after-backup.ts';
import { openVault } from './open-vault.ts';
import { folderOf, vaultOf } from './places.ts';
import type { KeeperPorts } from './ports.ts';
import { contextOf } from './reach.ts';
import { waitForRunLock } from './run-lock.ts';
import { rememberCertificate } from './remember-certificate.ts';
import { recorded, settleStop, type Finished } from './run-record.ts';
import { fetchCredentials } from './secret-accounts.ts';
import { select } from './selection.ts';
import { signInGuard } from './sign-in-guard.ts';
import { assertSameDevice, assertSameProduct, rememberWith } from './same-device.ts';
import { takeBackup, type RunUnderWay } from './take-backup.ts';
import type { BackupOptions, BackupResult, Selection } from './types.ts';

/** Longer than any device takes that does answer: connecting, signing in, a task of five minutes, a slow download, twice. */
const LONGEST_RUN_MS = 60 * 60_000;

/** A person who asks for a backup waits for a run under way: longer than a device may take to prepare one and to hand it over. */
const PATIENCE_BY_HAND_MS = 600_000;

/** Backs up the selected devices; one failing device does not disturb the others. @throws KeepError usage/unknown-device */
export async function backUp(
  ports: KeeperPorts,
  selection: Selection,
  options: BackupOptions,
): Promise<readonly BackupResult[]> {
  const settings = await ports.settings.read();
  // Each waits for its turn.
  return Promise.all(select(settings, selection).map((device) => backUpDevice(ports, device, options)));
}

export interface RunOptions extends BackupOptions {
  /** Called under the run lock as soon as the run is in the history. `startedAt`: milliseconds since 1970. */
  readonly onBegin?: (startedAt: number) => void;
}

/** One run for one device. Never throws: what failed stands in the result. */
export async function backUpDevice(
  ports: KeeperPorts,
  listed: DeviceRecord,
  options: RunOptions,
): Promise<BackupResult> {
  const { signal, trigger, onProgress, onBegin } = options;
  const refused = (error: ErrorReport): BackupResult => ({ device: listed.name, ok: false, durationMs: 0, error });
  if (signal.aborted) return refused(reportOf(keepError('cancelled', {})));
  let turn: Lock | undefined;
  let lock: Lock | undefined;
  const end = linkedController(signal);
  try {
    turn = await ports.turns.take(signal);
    lock = await takeLock(ports, listed, options);
    const startedAt = ports.clock.now();
    // Read under the lock: another program may have been refused, or changed the device, while we came here.
    const settings = await ports.settings.read();
    const device = settings.devices.find(({ id }) => id === listed.id);
    if (device === undefined) throw keepError('usage/unknown-device', { name: listed.name });
    if (device.stop !== undefined && staysStopped(device.stop.error.code, trigger)) return refused(device.stop.error);
    const run: RunUnderWay = {
      id: ports.newId(),
      device,
      folder: folderOf(settings, device),
      trigger,
      startedAt,
      signal: end.signal,
      onProgress: (progress) => onProgress?.(device.name, progress),
    };
    // Nobody tells the switch that a run by hand failed, and a start without an end is an alarm.
    if (trigger === 'schedule') await ports.alarms.runStarted(device);
    const result = await recorded(ports, run, () => {
      ports.bell.ring(device.id);
      onBegin?.(startedAt);
      return withinCeiling(ports, device, end, () => walk(ports, settings, run));
    });
    if (result.ok) await ports.alarms.runVerified(device, result);
    await settleStop(ports, device, result);
    return result;
  } catch (error) {
    // The records themselves failed (a full disk, a history held by another program): the other devices go on.
    return refused(reportOf(asKeepError(error)));
  } finally {
    end.release();
    lock?.release();
    turn?.release();
    ports.bell.ring(listed.id);
  }
}

/**
 * The schedule comes again by itself; a person waits for the run under way, and then gets one that knows the settings of now.
 * @throws KeepError busy, cancelled
 */
async function takeLock(
  ports: KeeperPorts,
  device: DeviceRecord,
  { trigger, signal, onWait }: RunOptions,
): Promise<Lock> {
  if (trigger !== 'schedule') {
    return await waitForRunLock(ports, device, signal, {
      longest: PATIENCE_BY_HAND_MS,
      onWait: (holder) => onWait?.(device.name, waitSentence(ports, holder)),
    });
  }
  const lock = lockRun(ports.home, device.id);
  if (lock === undefined) throw keepError('busy', { name: device.name });
  return lock;
}

/** Whatever a device or a disk thinks of: a run ends, and the next is not kept from beginning. */
async function withinCeiling<Result>(
  { clock }: KeeperPorts,
  { endpoint }: DeviceRecord,
  end: AbortController,
  work: () => Promise<Result>,
): Promise<Result> {
  const done = new AbortController();
  clock.sleep(LONGEST_RUN_MS, done.signal).then(
    () => {
      end.abort(keepError('network/timeout', { host: endpoint.host, phase: say('device.phase.run') }));
    },
    // It ended in time.
    () => undefined,
  );
  try {
    return await work();
  } finally {
    done.abort();
  }
}

function waitSentence({ clock, localZone }: KeeperPorts, holder: LockHolder | undefined): string {
  if (holder === undefined) return say('keeper.wait', { holder: '' });
  const zone = createCalendar(localZone()).localZone;
  const since = moment(Date.parse(holder.since), clock.now(), zone, zone).text;
  return say('keeper.wait', { holder: say('watch.holder', { pid: String(holder.pid), since }) });
}

/** A refused password waits for `passwd`, whoever asks; every other stop is lifted by hand, never by the schedule. */
function staysStopped(code: string, trigger: Trigger): boolean {
  return trigger === 'schedule' || code === 'auth/refused';
}

/** The walk of one backup: vault, secret, connection, identity, session, export, guide, retention, copies. */
async function walk(ports: KeeperPorts, settings: Settings, run: RunUnderWay): Promise<Finished> {
  const { device, onProgress, signal } = run;
  const { within } = await openVault(ports, settings, device);
  await prepareVault(vaultOf(settings, device), { create: false }, within);
  await removeStaleStages(run.folder, within);
  const credentials = async (): Promise<Credentials> => fetchCredentials(await ports.secrets(), device);
  onProgress({ phase: 'connecting' });
  const words = noteTaskWords(ports, device);
  const connection = connect(device.endpoint, device.trust, contextOf(ports, signal, words.note));
  try {
    const directory = await discover(connection, device.identity);
    const renewed = await rememberCertificate(ports, device, connection);
    assertSameProduct(device.identity, directory.evidence);
    requireBackupApi(directory, device);
    onProgress({ phase: 'signing-in' });
    const entry = await withSession(
      connection,
      directory,
      { credentials, forms: [device.signInForm], ...signInGuard(ports, connection) },
      async (session) => {
        const told = await session.identity();
        assertSameDevice(device.identity, told);
        // What is told only at set-up, such as the host name, stays as it was.
        return takeBackup(ports, session, rememberWith(device.identity, told), { ...run, within });
      },
    );
    return { entry, warnings: [...renewed, ...(await afterBackup(ports, settings, { ...run, within }, entry))] };
  } finally {
    connection.close();
    await words.remember(device.id);
  }
}

/**
 * What is not in the list is not offered, and only the user can change that. A list without the very sign-in that worked
 * before is cut short: the device is starting.
 * @throws KeepError device/no-backup-api, device/unexpected-answer
 */
export function requireBackupApi(
  { hasBackup, signInBy }: Directory,
  { endpoint, signInForm }: Pick<DeviceRecord, 'endpoint' | 'signInForm'>,
): void {
  if (hasBackup) return;
  if (signInBy === 'api' || signInForm === 'page') throw noBackupApi(endpoint.host);
  throw keepError('device/unexpected-answer', { host: endpoint.host, detail: say('device.detail.partial-list') });
}

export function noBackupApi(host: string): ReturnType<typeof keepError> {
  return keepError('device/no-backup-api', { host, detail: 'SYNO.Backup.Config.Backup' });
}
