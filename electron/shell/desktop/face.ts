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
    launchByDefault: () => {
      if (memory.get().launchDecided === true || launch.state() !== 'off') return;
      memory.set({ launchDecided: true });
      try {
        launch.set(true);
      } catch {
        // Devices says that it is off, and what refused it is told when somebody asks for it.
      }
      onChange(state());
    },
    setLaunchAtLogin: (enabled) => {
      launch.set(enabled);
      memory.set({ launchDecided: true });
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
