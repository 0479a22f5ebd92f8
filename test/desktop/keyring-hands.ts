import { Variant } from '@jellybrick/dbus-next';
import { z } from 'zod';
import { KEYRING_PASSWORD, type Keyring } from '../keyring/index.ts';
import type { SessionBus } from './session-bus.ts';

/** What a person, or another program, does with the keyring of the desktop. */
export interface KeyringHands extends Pick<Keyring, 'lock' | 'end' | 'begin'> {
  /** As the desktop's dialogue does when the password is typed into it. */
  readonly unlock: () => Promise<void>;
  /** Deletes every entry of Routerkeep, as a tidy person or another program may. @returns how many there were */
  readonly empty: () => Promise<number>;
}

const SERVICE = { to: 'org.freedesktop.secrets', path: '/org/freedesktop/secrets' } as const;
const FACE = 'org.freedesktop.Secret.Service';
/** How the desktop's own parts unlock it; it has no other way without a dialogue. */
const INTERNAL = 'org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface';
const LOGIN = '/org/freedesktop/secrets/collection/login';

export function keyringHands({ lock, end, begin }: Keyring, bus: SessionBus): KeyringHands {
  return {
    ...{ lock, end, begin },
    unlock: async () => {
      const plain = { signature: 'sv', body: ['plain', new Variant('s', '')] };
      const [, session] = await bus.ask({ ...SERVICE, face: FACE, member: 'OpenSession', ...plain });
      const secret = [session, Buffer.alloc(0), Buffer.from(KEYRING_PASSWORD), 'text/plain'];
      const opening = { member: 'UnlockWithMasterPassword', signature: 'o(oayays)', body: [LOGIN, secret] };
      await bus.ask({ ...SERVICE, face: INTERNAL, ...opening });
    },
    empty: async () => {
      const ours = { signature: 'a{ss}', body: [{ service: 'Routerkeep' }] };
      const [found] = await bus.ask({ ...SERVICE, face: FACE, member: 'SearchItems', ...ours });
      const items = z.array(z.string()).parse(found);
      for (const path of items) {
        await bus.ask({ ...SERVICE, path, face: 'org.freedesktop.Secret.Item', member: 'Delete' });
      }
      return items.length;
    },
  };
}
