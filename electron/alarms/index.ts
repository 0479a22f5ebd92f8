/** Alarms outside this computer: a dead-man's-switch for each device, webhooks and ntfy topics. */
export { alarmHost, parseAlarmUrl } from './alarm-url.ts';
export { openAlarms } from './open-alarms.ts';
export type * from './types.ts';
