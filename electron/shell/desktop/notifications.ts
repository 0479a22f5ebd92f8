import { Notification } from 'electron';
import { say } from '../../../shared/index.ts';
import type { DesktopState } from '../../../shared/ipc/index.ts';
import type { WatchNotification } from '../../keeper/index.ts';
import type { Dispose } from '../emitter.ts';
import { notificationText } from './notification-text.ts';
import { createShownBook } from './shown-book.ts';

/** As long as a system may take to show something. */
const PATIENCE_MS = 3000;

export interface Notifications {
  readonly show: (notification: WatchNotification) => void;
  /** Of what was changed from the page; a newer one about the same takes the place of the one before. */
  readonly tellChange: (about: string, title: string) => void;
  readonly test: () => Promise<{ readonly shown: boolean; readonly sentence: string }>;
  readonly state: () => DesktopState['notifications'];
  readonly dispose: Dispose;
}

export interface NotificationsOptions {
  /** @param action what `WatchNotification` says a click opens; undefined for a test */
  readonly onClick: (action: string | undefined) => void;
  readonly onState: () => void;
  readonly log: (line: string) => void;
}

/** Notifications of the system. */
export function createNotifications({ onClick, onState, log }: NotificationsOptions): Notifications {
  const book = createShownBook();
  let blocked = false;

  function settle(failed: boolean): void {
    if (failed === blocked) return;
    blocked = failed;
    onState();
  }

  function prepare(title: string, body: string, action: string | undefined, topic?: string): Notification {
    const notification = new Notification(notificationText({ title, body }, process.platform));
    book.keep(notification, topic);
    notification.on('click', () => onClick(action));
    notification.on('show', () => settle(false));
    notification.on('failed', (_event, error) => {
      log(`notifications: ${error}`);
      settle(true);
    });
    return notification;
  }

  return {
    show: ({ title, body, action }) => {
      if (Notification.isSupported()) prepare(title, body, action).show();
    },
    tellChange: (about, title) => {
      if (Notification.isSupported()) prepare(title, say('shell.told.body'), undefined, about).show();
    },
    test: async () => {
      if (!Notification.isSupported()) {
        return { shown: false, sentence: say('shell.notification.test.unsupported') };
      }
      const shown = await isShown(
        prepare(say('shell.notification.test.title'), say('shell.notification.test.body'), undefined),
      );
      return { shown, sentence: say(shown ? 'shell.notification.test.shown' : 'shell.notification.test.failed') };
    },
    state: () => (Notification.isSupported() ? (blocked ? 'blocked' : 'supported') : 'unsupported'),
    dispose: book.closeAll,
  };
}

function isShown(notification: Notification): Promise<boolean> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => resolve(false), PATIENCE_MS);
    const settle = (shown: boolean) => (): void => {
      clearTimeout(patience);
      resolve(shown);
    };
    notification.once('show', settle(true));
    notification.once('failed', settle(false));
    // Some systems tell within the call.
    notification.show();
  });
}
