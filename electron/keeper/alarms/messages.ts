import { assertNever, type ErrorCode } from '../../../shared/index.ts';
import type { AlarmMessage } from '../../alarms/index.ts';
import type { Notification, Protection, ToldAbout } from '../../schedule/index.ts';

/**
 * What a notification says, as facts for the outside: one message for each device. Error sentences stay here, they
 * name hosts, accounts and folders. A success is told by the dead-man's-switch alone.
 * @param now milliseconds since 1970
 */
export function alarmMessages(
  { kind, deviceIds }: Pick<Notification, 'kind' | 'deviceIds'>,
  devices: readonly ToldAbout[],
  now: number,
): readonly AlarmMessage[] {
  const meant = devices.filter(({ deviceId }) => deviceIds.includes(deviceId));
  return meant.flatMap<AlarmMessage>(({ deviceId, name, protection }) => {
    const about = {
      at: new Date(now).toISOString(),
      device: { id: deviceId, name },
      lastVerifiedAt: lastVerifiedAt(protection),
    };
    switch (kind) {
      case 'success':
        return [];
      case 'recovered':
        return [{ event: 'recovered', ...about }];
      case 'needs-you':
      case 'failed':
      case 'overdue':
      case 'reminder': {
        const code = codeOf(protection);
        if (code === undefined) return [{ event: 'overdue', ...about }];
        const event = protection.state === 'needs-you' ? 'needs-you' : 'failing';
        return [{ event, ...about, code }];
      }
      default:
        return assertNever(kind);
    }
  });
}

function codeOf(protection: Protection): ErrorCode | undefined {
  return protection.state === 'needs-you' || protection.state === 'failing' ? protection.error.code : undefined;
}

function lastVerifiedAt({ lastBackup }: Protection): string | null {
  return lastBackup === undefined ? null : new Date(lastBackup.verifiedAt).toISOString();
}
