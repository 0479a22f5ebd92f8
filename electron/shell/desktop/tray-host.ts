import type { EventEmitter } from 'node:events';

/** The name that a panel which shows tray icons owns on the session bus. */
const WATCHER = 'org.kde.StatusNotifierWatcher';

/**
 * Whether anything shows tray icons. Only Linux has desktops without; no API says so, but the bus does.
 * A bus that cannot be asked shows nothing either.
 */
export async function hasTrayHost(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  const { Message, sessionBus } = await import('@jellybrick/dbus-next');
  try {
    const bus = sessionBus();
    return await new Promise<boolean>((resolve) => {
      // An error of the connection comes as an event, and would end the program if nobody heard it.
      (bus as EventEmitter).on('error', () => resolve(false));
      const question = new Message({
        destination: 'org.freedesktop.DBus',
        path: '/org/freedesktop/DBus',
        interface: 'org.freedesktop.DBus',
        member: 'NameHasOwner',
        signature: 's',
        body: [WATCHER],
      });
      bus.call(question).then(
        (answer) => resolve(answer?.body[0] === true),
        () => resolve(false),
      );
    }).finally(() => bus.disconnect());
  } catch {
    return false;
  }
}
