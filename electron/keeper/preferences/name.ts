import { say } from '../../../shared/index.ts';
import { checkName } from '../new-device.ts';
import { deviceOf } from './device-of.ts';
import type { Preference } from './preference.ts';
import { textOf } from './text-of.ts';

/** What the device is called. Its folder keeps the first name: paths that people noted stay right. */
export const name: Preference = {
  show: (target) => ({ value: deviceOf(target).name, own: true }),
  change: async ({ settings }, { target, typed }) => {
    const { id, folder } = deviceOf(target);
    const wanted = textOf('name', typed);
    let changed = wanted;
    await settings.update((current) => {
      const others = current.devices.filter((device) => device.id !== id);
      changed = checkName({ ...current, devices: others }, wanted);
      return { ...current, devices: current.devices.map((one) => (one.id === id ? { ...one, name: changed } : one)) };
    });
    return changed === folder ? [] : [say('preferences.note.folder-stays', { folder })];
  },
};
