import { once } from 'node:events';
import { DBusError, Message, MessageType, sessionBus, Variant, type MessageBus } from '@jellybrick/dbus-next';
import { z } from 'zod';

/** Who is asked what on the bus. */
export interface Question {
  readonly to: string;
  readonly path: string;
  readonly face: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly unknown[];
}

/** How we answer a call: signature and values. Whoever refuses throws a DBusError. */
export type Answer = readonly [signature: string, ...values: unknown[]];

export interface Signal {
  readonly sender: string;
  readonly path: string;
  readonly face: string;
  readonly member: string;
  readonly body: readonly unknown[];
}

/** One connection to a session bus, in plain messages: applications that answer no introspection are reached all the same. */
export interface SessionBus {
  /** @returns the values of the answer. @throws what the other side answered instead */
  readonly ask: (question: Question) => Promise<readonly unknown[]>;
  readonly property: (to: string, path: string, face: string, name: string) => Promise<unknown>;
  /** Answers calls of an interface at a path. Properties are answered through the interface that the bus has for them. */
  readonly serve: (place: ServedPlace) => void;
  /** Takes a well-known name. */
  readonly own: (name: string) => Promise<void>;
  readonly emit: (path: string, face: string, member: string, signature: string, body: readonly unknown[]) => void;
  /** Calls back for each signal that fits a match rule of the bus. */
  readonly listen: (rule: string, onSignal: (signal: Signal) => void) => Promise<void>;
  readonly close: () => void;
}

export interface ServedPlace {
  readonly path: string;
  readonly face: string;
  readonly methods: Readonly<Record<string, (body: readonly unknown[], sender: string) => Answer>>;
  readonly properties?: Readonly<Record<string, () => readonly [signature: string, value: unknown]>>;
}

const BUS = { to: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', face: 'org.freedesktop.DBus' } as const;
const PROPERTIES = 'org.freedesktop.DBus.Properties';
const variant = z.object({ signature: z.string(), value: z.unknown() });

/** A variant's inside, whatever it is. */
export function unwrap(value: unknown): unknown {
  return variant.parse(value).value;
}

/** Connects to the bus at an address as DBUS_SESSION_BUS_ADDRESS has it. */
export async function connectToBus(address: string): Promise<SessionBus> {
  const bus = sessionBus({ busAddress: address });
  await once(bus, 'connect');
  const ask = async (question: Question): Promise<readonly unknown[]> => {
    const { to, path, face, member, signature = '', body = [] } = question;
    const asked = new Message({ destination: to, path, interface: face, member, signature, body: [...body] });
    return (await bus.call(asked))?.body ?? [];
  };
  const places: ServedPlace[] = [];
  bus.addMethodHandler((message) => answer(bus, places, message));
  return {
    ask,
    property: async (to, path, face, name) => {
      const [value] = await ask({ to, path, face: PROPERTIES, member: 'Get', signature: 'ss', body: [face, name] });
      return unwrap(value);
    },
    serve: (place) => {
      places.push(place);
    },
    own: async (name) => {
      await bus.requestName(name);
    },
    emit: (path, face, member, signature, body) => {
      bus.send(Message.newSignal(path, face, member, signature, [...body]));
    },
    listen: async (rule, onSignal) => {
      bus.on('message', (message) => {
        if (message.type !== MessageType.SIGNAL) return;
        const { sender, path, interface: face, member, body } = message;
        onSignal({ sender, path, face, member, body });
      });
      await ask({ ...BUS, member: 'AddMatch', signature: 's', body: [rule] });
    },
    close: () => bus.disconnect(),
  };
}

/** @returns whether the call was one of ours */
function answer(bus: MessageBus, places: readonly ServedPlace[], message: Message): boolean {
  const reply = ([signature, ...values]: Answer): boolean => {
    bus.send(Message.newMethodReturn(message, signature, values));
    return true;
  };
  if (message.interface === PROPERTIES) {
    const [face, name] = z.tuple([z.string(), z.string().optional()]).parse(message.body.slice(0, 2));
    const properties = places.find((place) => place.path === message.path && place.face === face)?.properties;
    if (properties === undefined) return false;
    const valueOf = (key: string): Variant | undefined => {
      const read = properties[key]?.();
      return read === undefined ? undefined : new Variant(...read);
    };
    if (message.member === 'GetAll') {
      const all = Object.keys(properties).map((key) => [key, valueOf(key)] as const);
      return reply(['a{sv}', Object.fromEntries(all)]);
    }
    const value = name === undefined ? undefined : valueOf(name);
    return message.member === 'Get' && value !== undefined ? reply(['v', value]) : false;
  }
  const place = places.find(({ path, face }) => path === message.path && face === message.interface);
  const method = place?.methods[message.member];
  if (method === undefined) return false;
  try {
    return reply(method(message.body, message.sender));
  } catch (error) {
    if (!(error instanceof DBusError)) throw error;
    bus.send(Message.newError(message, error.type, error.text));
    return true;
  }
}
