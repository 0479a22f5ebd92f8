import type { StageEvent } from './engine/stage.ts';
import type { Stage } from './engine/index.ts';
import type { Dispose } from './emitter.ts';
import { watchFailedByHand, type Notifications } from './desktop/index.ts';
import { tellPage, type Push } from './ipc/index.ts';
import type { TrayIcon } from './tray/index.ts';
import type { MainWindow } from './window/index.ts';

export interface Connected {
  readonly stage: Stage;
  readonly tray: TrayIcon;
  readonly window: MainWindow;
  readonly push: Push;
  readonly notifications: Notifications;
  readonly suspension: { readonly update: (running: number) => void };
  readonly onNotice: (sentence: string) => void;
  readonly now: () => number;
}

/** What the engine tells reaches everything that shows it. */
export function connect({ stage, tray, window, push, notifications, suspension, onNotice, now }: Connected): Dispose {
  const running = (): number => stage.engines().reduce((sum, { runs }) => sum + runs.list().length, 0);
  const failedByHand = watchFailedByHand({
    now,
    isSeen: () => {
      const open = window.current();
      return open?.isVisible() === true && !open.isMinimized();
    },
    isBusy: () => running() > 0,
    show: notifications.show,
  });
  return stage.on((event: StageEvent) => {
    tellPage(event, push);
    switch (event.kind) {
      case 'notification':
        notifications.show(event.notification);
        break;
      case 'run':
        suspension.update(running());
        break;
      case 'run-ended':
        suspension.update(running());
        // What the schedule did it tells by itself.
        if (event.asked) failedByHand.ended(event.deviceId, event.result);
        break;
      case 'mode':
        window.retitle();
        tray.update();
        break;
      case 'overview':
        tray.update();
        failedByHand.looked(event.after);
        break;
      case 'batch':
        // The window shows it; what failed while there is none is told above.
        break;
      case 'notice':
        if (window.current() === undefined) onNotice(event.sentence);
        break;
    }
  });
}
