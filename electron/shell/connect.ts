import type { StageEvent } from './engine/stage.ts';
import type { Stage } from './engine/index.ts';
import type { Dispose } from './emitter.ts';
import type { Notifications } from './desktop/index.ts';
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
}

/** What the engine tells reaches everything that shows it. */
export function connect({ stage, tray, window, push, notifications, suspension, onNotice }: Connected): Dispose {
  return stage.on((event: StageEvent) => {
    tellPage(event, push);
    switch (event.kind) {
      case 'notification':
        notifications.show(event.notification);
        break;
      case 'run':
      case 'run-ended':
        suspension.update(stage.engines().reduce((sum, { runs }) => sum + runs.list().length, 0));
        break;
      case 'mode':
        window.retitle();
        tray.update();
        break;
      case 'overview':
        tray.update();
        break;
      case 'notice':
        if (window.current() === undefined) onNotice(event.sentence);
        break;
    }
  });
}
