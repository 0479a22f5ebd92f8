import { z } from 'zod';
import type { SessionBus } from './session-bus.ts';
import { waitingRoom } from './waiting-room.ts';

export interface Notification {
  readonly id: number;
  readonly title: string;
  readonly body: string;
  /** Keys of what can be clicked; `default` is the notification itself. */
  readonly actions: readonly string[];
}

/** The desktop's notifications: what programs showed, and the clicks of a person. */
export interface NotificationService {
  /** All that were shown, oldest first; replaced ones too. */
  readonly shown: () => readonly Notification[];
  /** The first one that fits, shown already or yet to come. */
  readonly until: (fits: (notification: Notification) => boolean) => Promise<Notification>;
  /** A person clicks it; then it is gone. */
  readonly click: (id: number, action?: string) => void;
  /** A person waves it away. */
  readonly dismiss: (id: number) => void;
}

const PATH = '/org/freedesktop/Notifications';
const FACE = 'org.freedesktop.Notifications';
const arguments_ = z.tuple([z.string(), z.number(), z.string(), z.string(), z.string(), z.array(z.string())]);
const DISMISSED = 2;

/** Takes the place of the desktop's notification service on a bus that has none. */
export async function startNotificationService(bus: SessionBus): Promise<NotificationService> {
  const shown: Notification[] = [];
  const { until, changed } = waitingRoom();
  const close = (id: number): void => bus.emit(PATH, FACE, 'NotificationClosed', 'uu', [id, DISMISSED]);
  bus.serve({
    path: PATH,
    face: FACE,
    methods: {
      Notify: (values) => {
        const [, replaces, , title, body, actions] = arguments_.parse(values.slice(0, 6));
        const id = replaces === 0 ? shown.length + 1 : replaces;
        shown.push({ id, title, body, actions: actions.filter((_, index) => index % 2 === 0) });
        changed();
        return ['u', id];
      },
      CloseNotification: ([id]) => {
        close(z.number().parse(id));
        return [''];
      },
      GetCapabilities: () => ['as', ['actions', 'body']],
      GetServerInformation: () => ['ssss', 'test desktop', 'test', '1', '1.2'],
    },
  });
  await bus.own(FACE);
  return {
    shown: () => [...shown],
    until: (fits) => until(() => Promise.resolve(shown.find(fits))),
    click: (id, action = 'default') => {
      bus.emit(PATH, FACE, 'ActionInvoked', 'us', [id, action]);
      close(id);
    },
    dismiss: close,
  };
}
