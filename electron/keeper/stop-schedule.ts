import { lockHome, requestStop, stopRequest } from '../records/index.ts';
import type { KeeperPorts } from './ports.ts';

/** Milliseconds between looks. */
const LOOK = 500;

/** Milliseconds in which a run signs out and cleans up. */
const PATIENCE = 60_000;

/** Resolves with true when somebody asks those who run the schedule of this home to end, with false once the signal is aborted. */
export async function stopAsked(
  { home, clock }: Pick<KeeperPorts, 'home' | 'clock'>,
  signal: AbortSignal,
): Promise<boolean> {
  const before = stopRequest(home);
  while (!signal.aborted) {
    if (stopRequest(home) !== before) return true;
    await clock.sleep(LOOK, signal).catch(() => undefined);
  }
  return false;
}

/**
 * Ends whoever runs the schedule of this home, politely: where the system cannot ask a process to end, as Windows, a file does.
 * @returns `still-running` after a minute: the window does not listen to this
 * @throws KeepError home/unusable, or the signal's abort
 */
export async function stopSchedule(
  { home, clock, newId }: Pick<KeeperPorts, 'home' | 'clock' | 'newId'>,
  signal: AbortSignal,
): Promise<'none' | 'stopped' | 'still-running'> {
  const isFree = (): boolean => {
    const lock = lockHome(home, 'scheduler');
    lock?.release();
    return lock !== undefined;
  };
  if (isFree()) return 'none';
  await requestStop(home, newId());
  const end = clock.now() + PATIENCE;
  while (clock.now() < end) {
    if (isFree()) return 'stopped';
    await clock.sleep(LOOK, signal);
  }
  return 'still-running';
}
