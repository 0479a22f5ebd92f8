import type { DeviceRecord } from '../../records/index.ts';

/** What a diagnosis looks at. `device` when it is a known one. */
export interface Patient {
  readonly address: string;
  readonly device: DeviceRecord | undefined;
  readonly user: string | undefined;
}
