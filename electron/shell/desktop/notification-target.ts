import type { EventPayload } from '../../../shared/ipc/index.ts';
import { parseNotificationAction } from '../../keeper/index.ts';

/** Where a click on a notification leads. The text came back through the system: what is not understood opens the devices. */
export function notificationTarget(action: string | undefined): EventPayload<'navigate'> {
  const parsed = action === undefined ? undefined : parseNotificationAction(action);
  switch (parsed?.kind) {
    case undefined:
    case 'open-devices':
      return { place: 'devices' };
    case 'open-device':
      return { place: 'devices', deviceId: parsed.deviceId };
    case 'enter-password':
      return { place: 'devices', deviceId: parsed.deviceId, view: 'password' };
    case 'compare-identity':
      return { place: 'devices', deviceId: parsed.deviceId, view: 'trust' };
  }
}
