import { keepError } from '../../shared/index.ts';
import { lockRun, runHolder, type DeviceRecord, type Lock, type LockHolder } from '../records/index.ts';
import type { KeeperPorts } from './ports.ts';

/** A backup takes seconds, so it is worth waiting for one to end before saying that the device is busy. */
const PATIENCE_MS = 30_000;
const STEP_MS = 250;

type Ports = Pick<KeeperPorts, 'home' | 'clock'>;
type Device = Pick<DeviceRecord, 'id' | 'name'>;

export interface Patience {
  /** Milliseconds. */
  readonly longest?: number;
  /** Told once, when there is something to wait for, with what the one at work wrote down about itself. */
  readonly onWait?: (holder: LockHolder | undefined) => void;
}

/**
 * Does `work` while nobody else works on the device; waits half a minute for a run that is under way.
 * @throws KeepError busy, cancelled, and what `work` throws
 */
export async function underRunLock<Result>(
  ports: Ports,
  device: Device,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = await waitForRunLock(ports, device, signal);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/**
 * The right to work on a device, when nobody else does.
 * @throws KeepError busy after half a minute, or as long as was said; what the signal means
 */
export async function waitForRunLock(
  { home, clock }: Ports,
  { id, name }: Device,
  signal: AbortSignal,
  { longest = PATIENCE_MS, onWait }: Patience = {},
): Promise<Lock> {
  for (let waited = 0; ; waited += STEP_MS) {
    signal.throwIfAborted();
    const lock = lockRun(home, id);
    if (lock !== undefined) return lock;
    if (waited >= longest) throw keepError('busy', { name });
    if (waited === 0) onWait?.(runHolder(home, id));
    await clock.sleep(STEP_MS, signal);
  }
}
