import type { App } from 'electron';
import type { LaunchAtLogin } from './types.ts';

export type LoginItemApp = Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>;

/** macOS 13 and newer ask the person to approve; older ones tell only on or off. */
export function macLaunchAtLogin(app: LoginItemApp): LaunchAtLogin {
  return {
    state: () => {
      const { status, openAtLogin } = app.getLoginItemSettings();
      if (status === 'requires-approval') return 'requires-approval';
      return openAtLogin ? 'on' : 'off';
    },
    set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin }),
  };
}

/** Switched off in the Task Manager, an entry stays and is not started. */
export function windowsLaunchAtLogin(
  app: LoginItemApp,
  [path, ...args]: readonly [string, ...string[]],
): LaunchAtLogin {
  return {
    state: () => {
      const { openAtLogin, executableWillLaunchAtLogin } = app.getLoginItemSettings({ path, args });
      if (!openAtLogin) return 'off';
      return executableWillLaunchAtLogin ? 'on' : 'blocked';
    },
    set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin, path, args, enabled: true }),
  };
}
