import { say } from '../../shared/index.ts';
import type { SecretStoreOptions } from './types.ts';

/** The keychain by the name its owner knows. On Linux the desktop tells which one most likely answers. */
export function keychainPlace(platform: NodeJS.Platform, env: SecretStoreOptions['env']): string {
  if (platform === 'win32') return say('secrets.place-windows');
  if (platform === 'darwin') return say('secrets.place-macos');
  const desktop = env.XDG_CURRENT_DESKTOP ?? '';
  if (/\b(KDE|LXQt)\b/i.test(desktop)) return say('secrets.place-kde');
  if (/\b(GNOME|Unity|X-Cinnamon|MATE|XFCE|Budgie|Pantheon)\b/i.test(desktop)) return say('secrets.place-gnome');
  return say('secrets.place-desktop');
}
