import { nativeTheme } from 'electron';
import type { DesktopState } from '../../../shared/ipc/index.ts';
import type { WindowMemoryFile } from '../boot/window-memory.ts';
import type { DesktopFace } from '../ipc/index.ts';
import type { LaunchAtLogin } from './launch/index.ts';
import type { Notifications } from './notifications.ts';

export interface DesktopFaceOptions {
  readonly launch: LaunchAtLogin;
  readonly notifications: Notifications;
  readonly memory: WindowMemoryFile;
  readonly hasTray: () => boolean;
  readonly onChange: (state: DesktopState) => void;
}

/** How the program sits in the desktop, and what of that a person may change. */
export function createDesktopFace({
  launch,
  notifications,
  memory,
  hasTray,
  onChange,
}: DesktopFaceOptions): DesktopFace {
  const state = (): DesktopState => ({
    launchAtLogin: launch.state(),
    notifications: notifications.state(),
    tray: hasTray() ? 'present' : 'absent',
    theme: memory.get().theme,
  });
  nativeTheme.themeSource = memory.get().theme;
  return {
    state,
    setLaunchAtLogin: (enabled) => {
      launch.set(enabled);
      onChange(state());
      return Promise.resolve();
    },
    setTheme: (theme) => {
      memory.set({ theme });
      nativeTheme.themeSource = theme;
      onChange(state());
      return Promise.resolve();
    },
    testNotification: notifications.test,
    tellChange: notifications.tellChange,
  };
}
