import { keepError, say } from '../../shared/index.ts';
import type { DeviceRecord, Settings } from '../records/index.ts';
import type { Selection } from './types.ts';

/** The devices a selection means, in the order of the list. @throws KeepError usage/unknown-device, usage/invalid */
export function select(settings: Settings, selection: Selection): readonly DeviceRecord[] {
  switch (selection.kind) {
    case 'all':
      return settings.devices;
    case 'group': {
      const members = settings.devices.filter((device) => sameName(device.group ?? '', selection.group));
      if (members.length > 0) return members;
      throw keepError('usage/invalid', {
        problem: say('keeper.no-group', { group: selection.group }),
        remedy: say('keeper.see-list'),
      });
    }
    case 'names': {
      const chosen = new Set(selection.names.map((name) => findDevice(settings, name)));
      return settings.devices.filter((device) => chosen.has(device));
    }
  }
}

/** The device of a name, upper and lower case alike. @throws KeepError usage/unknown-device */
export function findDevice(settings: Settings, name: string): DeviceRecord {
  const device = settings.devices.find((candidate) => sameName(candidate.name, name));
  if (device === undefined) throw keepError('usage/unknown-device', { name });
  return device;
}

export function sameName(one: string, other: string): boolean {
  return one.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase();
}
