import type { VaultContext } from './context.ts';
import { systemCode } from '../platform/system-error.ts';

/** Milliseconds between tries, about ten seconds in all: scanners and sync clients hold a new file for a while. */
const PAUSES = [20, 50, 100, 200, 400, 800, 1600, 3200, 3200] as const;

/**
 * Tries again while another program holds the file: on Windows a virus scanner or a sync client makes renaming,
 * linking and deleting fail with EPERM, EACCES or EBUSY; elsewhere only EBUSY can pass. The last failure is thrown.
 */
export async function whileBlocked<Result>(work: () => Promise<Result>, context: VaultContext): Promise<Result> {
  const passing = context.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : ['EBUSY'];
  for (const pause of PAUSES) {
    try {
      return await work();
    } catch (thrown) {
      if (!passing.includes(systemCode(thrown) ?? '')) throw thrown;
      await context.clock.sleep(pause, context.signal);
    }
  }
  return await work();
}
