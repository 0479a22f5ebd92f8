import { KeepError, keepError, reportOf, say, type SignInForm } from '../../shared/index.ts';
import {
  checkCode,
  checkPassword,
  checkUserName,
  connect,
  endpointsOf,
  formsToTry,
  parseAddress,
  withSession,
  type Connection,
  type Credentials,
  type Directory,
} from '../device/index.ts';
import { lockRun, type DeviceRecord, type Lock } from '../records/index.ts';
import { afterBackup } from './after-backup.ts';
import { noBackupApi } from './back-up.ts';
import { stopDevice } from './device-change.ts';
import { deviceView } from './device-view.ts';
import { parsed } from './change-trust.ts';
import { acceptOnly, establishTrust } from './establish-trust.ts';
import { checkName, settleVault, storeDevice, unstoreDevice, type Proven } from './new-device.ts';
import { openVault } from './open-vault.ts';
import type { KeeperPorts } from './ports.ts';
import { contextOf, probeReport, reach } from './reach.ts';
import { beginRun, endFailed, endVerified, settleStop } from './run-record.ts';
import { fetchCredentials } from './secret-accounts.ts';
import { noteTaskWords } from './task-words.ts';
import { signInGuard } from './sign-in-guard.ts';
import { takeBackup, type RunUnderWay, type Verified } from './take-backup.ts';
import type { AddOptions, AddQuestions, AddRequest, AddResult, BackupResult, TrustChoice } from './types.ts';

/** R protocol.md 1.8: 403, a one-time code is required. */
const ASKS_FOR_CODE = 403;

/** A one-time code may be mistyped; more than this looks like guessing. */
const MOST_CODES = 3;

/**
 * Adds a device: reach, trust, sign in, prove the right, store, first backup, all in one session.
 * A sign-in that fails stores nothing; a first backup that fails leaves the device; cancelling takes it back.
 */
export async function addDevice(
  ports: KeeperPorts,
  request: AddRequest,
  questions: AddQuestions,
  options: AddOptions,
): Promise<AddResult> {
  const settings = await ports.settings.read();
  const user = checkUserName(request.user);
  const choice = trustChoice(request);
  let code = request.code === undefined ? undefined : checkCode(request.code);
  if (request.name !== undefined) checkName(settings, request.name);
  demandConsent(request);

  const words = noteTaskWords(ports);
  const context = contextOf(ports, options.signal, words.note);
  const reached = await reach(request.address, context, acceptOnly(choice));
  reached.connection.close();
  const report = probeReport(reached);
  options.onCheck?.('reached');
  const trust = await establishTrust(report, choice, questions);
  options.onCheck?.('identity');
  if (!report.configurationBackup) throw noBackupApi(report.endpoint.host);
  const entered: Entered = { password: checkPassword(await questions.password()) };
  const vault = await settleVault(ports, settings, request.vault, questions.tell);
  // Before a sign-in is spent: is there a place to keep the password?
  await (await ports.secrets()).proveReady();

  const connection = connect(report.endpoint, trust, context);
  let forms = formsToTry(reached.directory, connection.endpoint);
  const onAsked = (form: SignInForm): void => void (forms = [form]);
  try {
    for (let asked = 0; ; asked++) {
      try {
        const attempt = { entered, forms, onAsked, ...(code === undefined ? {} : { code }) };
        const base = { request: { ...request, user }, report, trust, vault };
        const result = await signInAndAdd(ports, connection, reached.directory, attempt, base, options);
        await words.remember(result.device.id);
        return result;
      } catch (error) {
        if (!wantsCode(error) || asked >= MOST_CODES) throw error;
        const next = await questions.code(error.code === 'auth/code-wrong');
        if (next === undefined) throw error;
        code = checkCode(next);
      }
    }
  } finally {
    connection.close();
  }
}

/** @throws KeepError usage/invalid */
function trustChoice({ fingerprint, trustAuthority }: AddRequest): TrustChoice | undefined {
  if (trustAuthority === true) return { kind: 'authority' };
  return fingerprint === undefined ? undefined : parsed({ kind: 'fingerprint', fingerprint });
}

/** Plain HTTP needs the user's consent before the device is asked anything. @throws KeepError http/consent-needed */
function demandConsent({ address, allowHttp }: AddRequest): void {
  const plain = endpointsOf(parseAddress(address)).find(({ scheme }) => scheme === 'http');
  if (plain !== undefined && !allowHttp) throw keepError('http/consent-needed', { host: plain.host });
}

function wantsCode(error: unknown): error is KeepError {
  return error instanceof KeepError && (error.code === 'auth/code-needed' || error.code === 'auth/code-wrong');
}

/** What a person typed, held until it lies in the secret store and no longer. */
interface Entered {
  password: string | undefined;
}

interface Attempt {
  readonly entered: Entered;
  readonly code?: string;
  readonly forms: readonly SignInForm[];
  /** Told the form in which name and password were right, so that the code goes with no other. */
  readonly onAsked: (form: SignInForm) => void;
}

async function signInAndAdd(
  ports: KeeperPorts,
  connection: Connection,
  directory: Directory,
  { entered, code, forms, onAsked }: Attempt,
  base: Omit<Proven, 'identity' | 'form' | 'password' | 'deviceToken'>,
  options: AddOptions,
): Promise<AddResult> {
  const guard = signInGuard(ports, connection);
  const { user } = base.request;
  let added: Added | undefined;
  const credentials = async (): Promise<Credentials> => ({
    ...(added === undefined
      ? { user, password: typed(entered) }
      : await fetchCredentials(await ports.secrets(), added.device)),
    ...(code === undefined ? {} : { code }),
  });
  const progress: RunUnderWay['onProgress'] = (step) =>
    options.onProgress?.(added?.device.name ?? base.request.name ?? base.report.endpoint.host, step);
  try {
    progress({ phase: 'signing-in' });
    let entry: Verified | undefined;
    try {
      entry = await withSession(
        connection,
        directory,
        {
          credentials,
          forms,
          ...guard,
          onRefused: (form, code) => {
            if (code === ASKS_FOR_CODE) onAsked(form);
            return guard.onRefused(form, code);
          },
        },
        async (session) => {
          options.onCheck?.('signed-in');
          const account = await session.account();
          if (account.administrator === false) {
            throw keepError('auth/no-permission', { user, host: connection.endpoint.host });
          }
          options.onCheck?.('administrator');
          await session.proveBackupRight();
          options.onCheck?.('can-back-up');
          const identity = await session.identity();
          // Work may start anew after a lost session; the device is stored once.
          added ??= await beginAdding(
            ports,
            {
              ...base,
              identity,
              form: session.form,
              password: typed(entered),
              deviceToken: session.newDeviceToken,
            },
            options.signal,
            progress,
          );
          entered.password = undefined;
          return base.request.backUp ? takeBackup(ports, session, identity, added.run) : undefined;
        },
      );
    } catch (thrown) {
      if (added === undefined || !base.request.backUp) throw thrown;
      return await firstBackupFailed(ports, added, thrown);
    }
    if (added === undefined) throw keepError('internal', { detail: 'add' });
    const advice = await adviseOnCodes(ports, added.device, code);
    return await finishAdding(ports, added, entry, advice);
  } finally {
    added?.lock.release();
  }
}

function typed({ password }: Entered): string {
  if (password === undefined) throw keepError('internal', { detail: 'add: the password is stored already' });
  return password;
}

/** The device stays when only its first backup failed; cancelled, it is taken back. */
async function firstBackupFailed(ports: KeeperPorts, { device, run }: Added, thrown: unknown): Promise<AddResult> {
  const backup = endFailed(ports, run, thrown);
  if (!backup.ok && backup.error.code === 'cancelled') {
    await unstoreDevice(ports, device);
    ports.history.deleteRun(run.id);
    throw thrown;
  }
  await settleStop(ports, device, backup);
  return { device: await viewOf(ports, device), backup, advice: [] };
}

interface Added {
  readonly device: DeviceRecord;
  readonly run: RunUnderWay;
  readonly lock: Lock;
}

async function beginAdding(
  ports: KeeperPorts,
  proven: Proven,
  signal: AbortSignal,
  onProgress: RunUnderWay['onProgress'],
): Promise<Added> {
  const device = await storeDevice(ports, proven);
  const { folder, within } = await openVault(ports, await ports.settings.read(), device);
  const run: RunUnderWay = {
    id: ports.newId(),
    device,
    folder,
    within,
    trigger: 'added',
    startedAt: ports.clock.now(),
    signal,
    onProgress,
  };
  const lock = lockRun(ports.home, device.id);
  if (lock === undefined) {
    await unstoreDevice(ports, device);
    throw keepError('busy', { name: device.name });
  }
  if (proven.request.backUp) beginRun(ports, run);
  return { device, run, lock };
}

async function finishAdding(
  ports: KeeperPorts,
  { device, run }: Added,
  entry: Verified | undefined,
  advice: readonly string[],
): Promise<AddResult> {
  let backup: BackupResult | undefined;
  if (entry !== undefined) {
    const warnings = await afterBackup(ports, await ports.settings.read(), run, entry);
    backup = endVerified(ports, run, { entry, warnings });
  }
  return { device: await viewOf(ports, device), ...(backup === undefined ? {} : { backup }), advice };
}

/** A device that asked for a code and gave no token for it (SRM) cannot be backed up at night: say so and stop. */
async function adviseOnCodes(
  ports: KeeperPorts,
  device: DeviceRecord,
  code: string | undefined,
): Promise<readonly string[]> {
  if (code === undefined || device.hasDeviceToken) return [];
  const error = reportOf(keepError('auth/code-needed', { host: device.endpoint.host, user: device.user }));
  await stopDevice(ports, device.id, error);
  return [say('keeper.code-without-token')];
}

async function viewOf(ports: KeeperPorts, { id }: DeviceRecord): ReturnType<typeof deviceView> {
  const settings = await ports.settings.read();
  const device = settings.devices.find((candidate) => candidate.id === id);
  if (device === undefined) throw keepError('usage/unknown-device', { name: id });
  return deviceView(ports, settings, device);
}
