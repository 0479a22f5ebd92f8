import { keepError } from '../../shared/index.ts';
import { lockRun, type DeviceRecord, type Lock } from '../records/index.ts';
import type { KeeperPorts } from './ports.ts';

/** A backup takes seconds, so it is worth waiting for one to end before saying that the device is busy. */
const PATIENCE_MS = 30_000;
const STEP_MS = 250;

/**
 * Does `work` while nobody else works on the device; waits half a minute for a run that is under way.
 * @throws KeepError busy, cancelled, and what `work` throws
 */
export async function underRunLock<Result>(
  ports: Pick<KeeperPorts, 'home' | 'clock'>,
  device: Pick<DeviceRecord, 'id' | 'name'>,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = await waitForLock(ports, device, signal);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

async function waitForLock(
  { home, clock }: Pick<KeeperPorts, 'home' | 'clock'>,
  { id, name }: Pick<DeviceRecord, 'id' | 'name'>,
  signal: AbortSignal,
): Promise<Lock> {
  for (let waited = 0; ; waited += STEP_MS) {
    signal.throwIfAborted();
    const lock = lockRun(home, id);
    if (lock !== undefined) return lock;
    if (waited >= PATIENCE_MS) throw keepError('busy', { name });
    await clock.sleep(STEP_MS, signal);
  }
}
