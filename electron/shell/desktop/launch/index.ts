import { homedir } from 'node:os';
import type { App } from 'electron';
import { linuxLaunchAtLogin } from './linux.ts';
import type { LaunchAtLogin } from './types.ts';
import { macLaunchAtLogin, windowsLaunchAtLogin } from './windows-and-mac.ts';

export type { LaunchAtLogin } from './types.ts';

export interface LaunchOptions {
  readonly app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings' | 'isPackaged' | 'getAppPath'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of a home that was named at the start. */
  readonly home: string | undefined;
}

/** The way of this platform. */
export function createLaunchAtLogin({ app, env, home }: LaunchOptions): LaunchAtLogin {
  const program = env.APPIMAGE ?? process.execPath;
  const command = [
    program,
    ...(app.isPackaged ? [] : [app.getAppPath()]),
    '--hidden',
    ...(home === undefined ? [] : ['--home', home]),
  ] as const;
  if (process.platform === 'darwin') return macLaunchAtLogin(app);
  if (process.platform === 'win32') return windowsLaunchAtLogin(app, command);
  return linuxLaunchAtLogin({ env, homedir: homedir(), command });
}
