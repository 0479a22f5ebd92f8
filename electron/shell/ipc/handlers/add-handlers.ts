import { keepError } from '../../../../shared/index.ts';
import type { AddSession } from '../../adding/index.ts';
import type { DeskPorts, Handlers } from '../types.ts';

type Mine = Extract<keyof Handlers, `add/${string}`>;

/** The stepper. Each call answers with how it stands; the event `adding` tells the rest. */
export function addHandlers({ adding, outside }: DeskPorts): Pick<Handlers, Mine> {
  const step =
    <Given>(act: (session: AddSession, input: Given) => void) =>
    (input: Given) => {
      const session = adding.begin();
      act(session, input);
      return session.state();
    };
  return {
    'add/begin': () => adding.begin().state(),
    'add/look': step((session, input) => session.look(input)),
    'add/trust': step((session, input) => session.trust(input)),
    'add/sign-in': step((session, input) => session.signIn(input)),
    'add/code': step((session, input) => session.answerCode(input)),
    'add/cancel': step((session) => session.cancel()),
    'add/back': step((session, input) => session.back(input)),
    'add/finish': async () => {
      await adding.drop();
      return {};
    },
    'add/abandon': async () => {
      await adding.drop();
      return {};
    },
    'add/open-page': async () => {
      const origin = adding.current()?.origin();
      if (origin === undefined) throw keepError('usage/unknown-device', { name: '' });
      await outside.openPage(origin);
      return {};
    },
  };
}
