import type { AlarmRecord, DeviceRecord, Settings } from '../../records/index.ts';

/** An alarm as it stands in the settings; `device` where it belongs to one device alone. */
export interface ConfiguredAlarm {
  readonly alarm: AlarmRecord;
  readonly device?: DeviceRecord;
}

/** The dead-man's-switch of a device; there is none for all. */
export function pingOf({ alarms = [] }: DeviceRecord): AlarmRecord | undefined {
  return alarms.find(({ kind }) => kind === 'ping');
}

/**
 * Where the troubles of a device are told: its own webhook and ntfy topic, and of a kind that it has none of, the one
 * for all, unless it is to do without. An empty list of its own is an answer: nowhere.
 */
export function listenersOf(
  settings: Settings,
  { alarms: own, withoutAlarms = [] }: DeviceRecord,
): readonly AlarmRecord[] {
  if (own?.length === 0) return [];
  const kinds = new Set([...(own ?? []).map(({ kind }) => kind), ...withoutAlarms]);
  const common = (settings.alarms ?? []).filter(({ kind }) => !kinds.has(kind));
  return [...(own ?? []), ...common].filter(({ kind }) => kind !== 'ping');
}

/** Every alarm there is: those for all, then those of the devices in their order. */
export function configuredAlarms({ alarms = [], devices }: Settings): readonly ConfiguredAlarm[] {
  const common = alarms.filter(({ kind }) => kind !== 'ping').map((alarm) => ({ alarm }));
  const own = devices.flatMap((device) => (device.alarms ?? []).map((alarm) => ({ alarm, device })));
  return [...common, ...own];
}
