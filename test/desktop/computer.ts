import { DBusError } from '@jellybrick/dbus-next';
import { z } from 'zod';
import type { SessionBus } from './session-bus.ts';
import { waitingRoom } from './waiting-room.ts';

/** The computer as programs hear of it: it sleeps, wakes and shuts down, and is kept awake by who asks for it. */
export interface Computer {
  /** Who wanted to be given a moment, and before what: `sleep`, `shutdown`. */
  readonly delays: () => readonly string[];
  /** Why it is kept awake at this moment, in the words of who asked. */
  readonly keptAwake: () => readonly string[];
  /** Asks after each change of the two above until the answer is not undefined. */
  readonly until: <T>(question: (computer: Computer) => Promise<T | undefined>) => Promise<T>;
  readonly fallAsleep: () => void;
  readonly wakeUp: () => void;
  readonly shutDown: () => void;
}

const LOGIN = { path: '/org/freedesktop/login1', face: 'org.freedesktop.login1.Manager' } as const;
const SESSION = { path: '/org/gnome/SessionManager', face: 'org.gnome.SessionManager' } as const;

const delay = z.tuple([z.string()]).rest(z.unknown());
const inhibition = z.tuple([z.string(), z.number(), z.string(), z.number()]);

/**
 * Takes the place of logind on a system bus and of GNOME's session manager on a session bus. logind answers who wants a moment
 * with an open file, which this bus library cannot hand over: everybody is refused, and told of sleep all the same.
 */
export async function startComputer(system: SessionBus, session: SessionBus): Promise<Computer> {
  const delays: string[] = [];
  const awake = new Map<number, string>();
  const { until, changed } = waitingRoom();
  let cookie = 0;
  system.serve({
    ...LOGIN,
    methods: {
      Inhibit: (values) => {
        const [what] = delay.parse(values);
        delays.push(what);
        changed();
        throw new DBusError('org.freedesktop.DBus.Error.NotSupported', 'nobody is waited for here');
      },
    },
  });
  session.serve({
    ...SESSION,
    methods: {
      Inhibit: (values) => {
        const [, , reason] = inhibition.parse(values);
        awake.set(++cookie, reason);
        changed();
        return ['u', cookie];
      },
      Uninhibit: ([given]) => {
        awake.delete(z.number().parse(given));
        changed();
        return [''];
      },
    },
  });
  await system.own('org.freedesktop.login1');
  await session.own(SESSION.face);
  const tell = (member: string, begins: boolean): void => system.emit(LOGIN.path, LOGIN.face, member, 'b', [begins]);
  const computer: Computer = {
    delays: () => [...delays],
    keptAwake: () => [...awake.values()],
    until: (question) => until(() => question(computer)),
    fallAsleep: () => tell('PrepareForSleep', true),
    wakeUp: () => tell('PrepareForSleep', false),
    shutDown: () => tell('PrepareForShutdown', true),
  };
  return computer;
}
