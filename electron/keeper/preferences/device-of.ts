import { keepError } from '../../../shared/index.ts';
import type { DeviceRecord } from '../../records/index.ts';
import type { Target } from './preference.ts';

/** The device of a key that belongs to devices alone; `setPreference` has seen to it that there is one. */
export function deviceOf({ device }: Target): DeviceRecord {
  if (device === undefined) throw keepError('internal', { detail: 'no device' });
  return device;
}
