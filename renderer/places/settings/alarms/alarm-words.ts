import type { AlarmKind } from '../../../../shared/alarms.ts';
import { say } from '../../../../shared/words/say.ts';
import type { SettingKey } from '../use-settings.ts';

/** The setting that holds the address of a kind of alarm. */
export const ALARM_KEYS = { ntfy: 'ntfy', webhook: 'webhook', ping: 'ping-url' } as const satisfies Readonly<
  Record<AlarmKind, SettingKey>
>;

interface Named {
  readonly kind: AlarmKind;
  readonly host: string;
  readonly device?: string | undefined;
}

/** "ntfy topic at ntfy.sh" */
export function alarmName({ kind, host }: Named): string {
  return say('window.settings.alarms.name', { kind: say(`window.settings.alarms.kind.${kind}`), host });
}

export function alarmFor({ device }: Pick<Named, 'device'>): string {
  return device === undefined ? say('window.settings.alarms.for-all') : say('window.settings.alarms.for', { device });
}
