import type { DesktopState } from '../../../../shared/ipc/index.ts';
import type { LaunchAtLogin } from './types.ts';

/** A program that was started for the demo is not started again at login. */
export const NO_LAUNCH: LaunchAtLogin = { state: () => 'unavailable', set: () => undefined };

/** For the tray's check mark: what the system will do, not what was asked of it. */
export function launchFacts(state: DesktopState['launchAtLogin']): {
  readonly on: boolean;
  readonly possible: boolean;
} {
  return { on: state === 'on', possible: state !== 'unavailable' };
}
