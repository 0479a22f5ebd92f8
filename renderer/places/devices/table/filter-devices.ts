import type { DeviceModel } from '../../../../shared/ipc/index.ts';

/** What of a fleet is in sight; empty texts mean everything. */
export interface Filter {
  readonly text: string;
  readonly state: string;
  /** `NO_GROUP` for devices without one. */
  readonly group: string;
}

export const EVERYTHING: Filter = { text: '', state: '', group: '' };
/** Cannot be a group's name: those are trimmed. */
export const NO_GROUP = ' ';

/** Devices that fit, in the same order. Each word must stand somewhere in the device's own facts. */
export function filterDevices(devices: readonly DeviceModel[], filter: Filter): readonly DeviceModel[] {
  const words = filter.text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return devices.filter((device) => {
    const { protection, group } = device;
    if (filter.state !== '' && protection.state !== filter.state) return false;
    if (filter.group !== '' && (group ?? NO_GROUP) !== filter.group) return false;
    return words.length === 0 || fits(device, words);
  });
}

function fits({ name, group, origin, user, identity }: DeviceModel, words: readonly string[]): boolean {
  const facts = [name, group, origin, user, identity.model, identity.serial, identity.firmware, identity.hostName];
  const text = facts.join('\n').toLocaleLowerCase();
  return words.every((word) => text.includes(word));
}
