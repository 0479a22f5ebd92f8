import type { DeviceRecord, Settings, SettingsStore } from '../records/index.ts';

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

/** The device without its stop. */
export function cleared(device: DeviceRecord): DeviceRecord {
  const { stop, ...rest } = device;
  return stop === undefined ? device : rest;
}
