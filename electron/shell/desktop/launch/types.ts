import type { DesktopState } from '../../../../shared/ipc/index.ts';

/** Whether the system starts the program at login, as the system itself has it. */
export interface LaunchAtLogin {
  readonly state: () => DesktopState['launchAtLogin'];
  readonly set: (enabled: boolean) => void;
}
