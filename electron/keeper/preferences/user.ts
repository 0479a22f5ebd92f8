import { keepError, reportOf, say } from '../../../shared/index.ts';
import { checkUserName } from '../../device/index.ts';
import { lockRun } from '../../records/index.ts';
import { changeDevice } from '../device-change.ts';
import { deleteSecrets } from '../secret-accounts.ts';
import { deviceOf } from './device-of.ts';
import type { Preference } from './preference.ts';
import { textOf } from './text-of.ts';

/**
 * The account on the device. The stored password belongs to the one before: it is deleted, so that it is never tried with
 * the new name, and the device waits for `passwd`.
 */
export const user: Preference = {
  show: (target) => ({ value: deviceOf(target).user, own: true }),
  change: async (ports, { target, typed }) => {
    const device = deviceOf(target);
    const wanted = checkUserName(textOf('user', typed));
    if (wanted === device.user && device.stop?.error.code !== 'secret/missing') return [];
    const lock = lockRun(ports.home, device.id);
    if (lock === undefined) throw keepError('busy', { name: device.name });
    try {
      const secrets = await ports.secrets();
      await secrets.proveReady();
      const stop = {
        at: new Date(ports.clock.now()).toISOString(),
        error: reportOf(keepError('secret/missing', { name: device.name })),
      };
      // First the stop: cut off before the password is gone, nothing is tried with it by itself.
      await changeDevice(ports.settings, device.id, (current) => ({
        ...current,
        user: wanted,
        hasDeviceToken: false,
        stop,
      }));
      await deleteSecrets(secrets, device.id);
      return [say('preferences.note.user', { user: wanted, name: device.name })];
    } finally {
      lock.release();
    }
  },
};
