import { assertNever } from '../../../shared/index.ts';
import type { EventPayload } from '../../../shared/ipc/index.ts';
import type { Stage } from '../engine/index.ts';
import { pauseEnd } from '../ipc/handlers/device-handlers.ts';
import type { DesktopFace, Outside } from '../ipc/types.ts';
import type { TrayAction } from './menu-model.ts';

export interface PerformPorts {
  readonly stage: Stage;
  readonly outside: Outside;
  readonly desktop: DesktopFace;
  readonly now: () => number;
  /** Shows the window, at a place if one is named. */
  readonly show: (goTo?: EventPayload<'navigate'>) => void;
  readonly quit: () => void;
}

/** Does what was chosen in the tray's menu. @throws KeepError */
export async function perform(action: TrayAction, ports: PerformPorts): Promise<void> {
  const engine = ports.stage.engine();
  const { keeper, runs, overview } = engine;
  switch (action.kind) {
    case 'back-up':
      runs.start([action.deviceId]);
      return;
    case 'back-up-all':
      runs.start(overview().devices.map(({ id }) => id));
      return;
    case 'history': {
      ports.show({ place: 'history', deviceId: action.deviceId });
      return;
    }
    case 'open-folder': {
      const device = overview().devices.find(({ id }) => id === action.deviceId);
      if (device !== undefined) await ports.outside.openFolder(device.folder);
      return;
    }
    case 'pause':
      await keeper.pause('everything', pauseEnd(action.until, ports.now()));
      break;
    case 'resume':
      // Every open pause: also those of devices that were paused each by itself.
      await keeper.resume({ kind: 'all' }, { apart: true });
      break;
    case 'open': {
      ports.show();
      return;
    }
    case 'launch-at-login':
      return ports.desktop.setLaunchAtLogin(action.enabled);
    case 'leave-demo':
      if (!(await ports.stage.leaveDemo())) ports.quit();
      return;
    case 'quit': {
      ports.quit();
      return;
    }
    default:
      return assertNever(action);
  }
  engine.nudge('changed');
  await engine.refresh();
}
