import type { AlarmRecord, DeviceRecord } from '../records/index.ts';
import type { SecretStore } from '../secrets/index.ts';
import type { Credentials } from '../device/index.ts';
import { segmentOf } from '../platform/path-segment.ts';

/** Account names in the secret store: the password under the device's id, the trusted-device token beside it. */
const passwordAccount = (deviceId: string): string => segmentOf(deviceId);
const tokenAccount = (deviceId: string): string => `${segmentOf(deviceId)}/device-token`;

/** What signs in to a device, fetched for one run and dropped with it. @throws KeepError secret/* */
export async function fetchCredentials(store: SecretStore, device: DeviceRecord): Promise<Credentials> {
  const password = await store.get(passwordAccount(device.id), device.name);
  if (!device.hasDeviceToken) return { user: device.user, password };
  return { user: device.user, password, deviceToken: await store.get(tokenAccount(device.id), device.name) };
}

export async function storeSecrets(
  store: SecretStore,
  deviceId: string,
  secrets: { readonly password: string; readonly deviceToken: string | undefined },
): Promise<void> {
  await store.set(passwordAccount(deviceId), secrets.password);
  if (secrets.deviceToken !== undefined) await store.set(tokenAccount(deviceId), secrets.deviceToken);
}

export async function deleteSecrets(
  store: SecretStore,
  deviceId: string,
  alarms: readonly AlarmRecord[] = [],
): Promise<void> {
  await store.delete(passwordAccount(deviceId));
  await store.delete(tokenAccount(deviceId));
  for (const { id } of alarms) await store.delete(alarmAccount(id));
}

/** The address of an alarm works like a password and lies where passwords do. */
export const alarmAccount = (alarmId: string): string => `alarm/${segmentOf(alarmId)}`;

/** @throws KeepError secret/* */
export async function fetchAlarmUrl(store: SecretStore, { id, host }: AlarmRecord): Promise<string> {
  return store.get(alarmAccount(id), host);
}
