import type { DesktopState } from '../../../../shared/ipc/index.ts';

/** For the tray's check mark: what the system will do, not what was asked of it. */
export function launchFacts(state: DesktopState['launchAtLogin']): {
  readonly on: boolean;
  readonly possible: boolean;
} {
  return { on: state === 'on', possible: state !== 'unavailable' };
}
