import type { ErrorReport, KeepError } from '../../shared/index.ts';
import type { DeviceRecord, Settings, SettingsStore } from '../records/index.ts';
import type { KeeperPorts } from './ports.ts';

/** Changes one device in the settings; one that was removed meanwhile stays removed. */
export async function changeDevice(
  settings: SettingsStore,
  id: string,
  change: (device: DeviceRecord) => DeviceRecord,
): Promise<Settings> {
  return settings.update((current) => ({
    ...current,
    devices: current.devices.map((device) => (device.id === id ? change(device) : device)),
  }));
}

/** Whether an error means that nothing is done for the device until the user acts. */
export function stopsDevice({ code, retry }: Pick<KeepError, 'code' | 'retry'>): boolean {
  return retry === 'never' && /^(auth|tls)\/|^device\/(other-device|no-backup-api)$/.test(code);
}

/** Remembers why nothing is done for the device until the user acts. */
export async function stopDevice(
  { settings, clock }: Pick<KeeperPorts, 'settings' | 'clock'>,
  id: string,
  error: ErrorReport,
): Promise<Settings> {
  const stop = { at: new Date(clock.now()).toISOString(), error };
  return changeDevice(settings, id, (current) => ({ ...current, stop }));
}

/**
 * The device without its stop. What failed before no longer counts: the schedule tries at once.
 * @param at when the user removed the obstacle, milliseconds since 1970
 */
export function cleared(device: DeviceRecord, at: number): DeviceRecord {
  const { stop, ...rest } = device;
  return { ...(stop === undefined ? device : rest), clearedAt: new Date(at).toISOString() };
}
