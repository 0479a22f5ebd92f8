import type { DeviceRecord, Settings } from '../../records/index.ts';
import { changeDevice } from '../device-change.ts';
import type { KeeperPorts } from '../ports.ts';
import type { Target } from './preference.ts';

/** What a device and the settings for all have alike. */
type Common = keyof Settings & keyof DeviceRecord;

/** The owner with this value of its own, or without any. */
export function withOwn<Owner extends object, Key extends keyof Owner>(
  owner: Owner,
  key: Key,
  value: Owner[Key] | undefined,
): Owner {
  const others = Object.entries(owner).filter(([name]) => name !== key);
  return Object.fromEntries(value === undefined ? others : [...others, [key, value]]) as Owner;
}

/** Gives the owner of a setting a value of its own, or takes it away. */
export async function storeOwn<Key extends Common>(
  { settings }: Pick<KeeperPorts, 'settings'>,
  { device }: Target,
  key: Key,
  value: (DeviceRecord[Key] & Settings[Key]) | undefined,
): Promise<void> {
  if (device === undefined) await settings.update((current) => withOwn(current, key, value));
  else await changeDevice(settings, device.id, (current) => withOwn(current, key, value));
}
