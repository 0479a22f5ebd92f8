import type { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type * as dbus from '@jellybrick/dbus-next';
import type { Dispose } from '../emitter.ts';

/** The name that a panel which shows tray icons owns on the session bus. */
const WATCHER = 'org.kde.StatusNotifierWatcher';
const BUS = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const;
/** A bus that says nothing must not hold up the start. */
const PATIENCE_MS = 3000;

type Library = Pick<typeof dbus, 'Message'>;

export interface TrayHostWatch {
  /** Whether anything shows tray icons, as last known. */
  readonly present: () => boolean;
  readonly dispose: Dispose;
}

/**
 * Whether anything shows tray icons. Only Linux has desktops without, and panels that come up after the programs started at
 * login; no API says so, but the bus does. A bus that cannot be asked shows nothing either.
 * @param onChange called when a panel comes or goes later
 * @returns once it is known how it stands, or after three seconds
 */
export async function watchTrayHost(
  platform: NodeJS.Platform,
  onChange: (present: boolean) => void,
): Promise<TrayHostWatch> {
  if (platform !== 'linux') return { present: () => true, dispose: () => undefined };
  let present = false;
  let answered = false;
  const settle = (found: boolean): void => {
    if (found === present) return;
    present = found;
    if (answered) onChange(found);
  };
  // Only Linux needs it.
  const library = await import('@jellybrick/dbus-next');
  const bus = library.sessionBus();
  await Promise.race([ask(library, bus, settle), sleep(PATIENCE_MS)]);
  answered = true;
  return { present: () => present, dispose: () => bus.disconnect() };
}

/** Resolves when it is known how it stands; goes on telling. */
function ask({ Message }: Library, bus: dbus.MessageBus, settle: (found: boolean) => void): Promise<void> {
  return new Promise((resolve) => {
    const tell = (found: boolean): void => {
      settle(found);
      resolve();
    };
    // An error of the connection comes as an event, and would end the program if nobody heard it.
    (bus as EventEmitter).on('error', () => tell(false));
    bus.on('message', ({ member, body }) => {
      if (member === 'NameOwnerChanged' && body[0] === WATCHER) settle(body[2] !== '');
    });
    const rule = `type='signal',sender='${BUS.destination}',member='NameOwnerChanged',arg0='${WATCHER}'`;
    void bus.call(new Message({ ...BUS, member: 'AddMatch', signature: 's', body: [rule] })).catch(() => undefined);
    const question = new Message({ ...BUS, member: 'NameHasOwner', signature: 's', body: [WATCHER] });
    bus.call(question).then(
      (answer) => tell(answer?.body[0] === true),
      () => tell(false),
    );
  });
}
