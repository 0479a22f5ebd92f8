import type { ErrorReport } from '../../../shared/errors.ts';
import type { DeviceModel } from '../../../shared/ipc/index.ts';

/**
 * A backup that somebody asked for and that failed: the device is as safe as before, but whoever asked has to know.
 * Undefined where the device's own state tells of it already.
 */
export function failedTry({
  lastRun,
  protection,
}: DeviceModel): { readonly at: string; readonly error: ErrorReport } | undefined {
  const { at, error } = lastRun ?? {};
  if (protection.error !== undefined || at === undefined || error === undefined) return undefined;
  return error.code === 'cancelled' ? undefined : { at, error };
}
