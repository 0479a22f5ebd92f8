import type { WordKey } from '../../../shared/words/say.ts';
import type { SettingKey } from './use-settings.ts';

/** What a setting is called in the window. */
export const SETTING_NAMES = {
  address: 'window.address.field',
  user: 'window.add.sign-in.user',
  name: 'window.rename.field',
  group: 'window.group.field',
  schedule: 'window.settings.section.schedule',
  keep: 'window.settings.section.keep',
  vault: 'window.settings.section.folder',
  'copy-to': 'window.settings.section.second-place',
  'ping-url': 'window.settings.alarms.kind.ping',
  webhook: 'window.settings.alarms.kind.webhook',
  ntfy: 'window.settings.alarms.kind.ntfy',
  'quiet-hours': 'window.settings.notify.quiet',
  'tell-success': 'window.settings.section.notifications',
} as const satisfies Readonly<Record<SettingKey, WordKey>>;
