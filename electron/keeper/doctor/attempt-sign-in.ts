import { asKeepError, assertNever, KeepError, keepError, say, type SignInForm } from '../../../shared/index.ts';
import { formsToTry, signIn, type Connection, type Credentials, type Session } from '../../device/index.ts';
import { stopsDevice } from '../device-change.ts';
import type { KeeperPorts } from '../ports.ts';
import { signInGuard } from '../sign-in-guard.ts';
import type { Offer } from './examine-offer.ts';
import type { Notes } from './notes.ts';
import type { Patient } from './patient.ts';

export type OpenSession = Session & { readonly signOut: () => Promise<void> };

/** One login in the form that worked before, else envelope and, after 400 or 402 inside TLS, plain form. */
export async function attemptSignIn(
  ports: KeeperPorts,
  { device }: Patient,
  { directory }: Offer,
  credentials: Credentials,
  connection: Connection,
  notes: Notes,
): Promise<OpenSession | KeepError> {
  const { endpoint } = connection;
  const guard = signInGuard(ports, connection);
  const forms = device === undefined ? formsToTry(directory, endpoint) : [device.signInForm];
  const [first, second] = forms;
  if (first === undefined) throw keepError('internal', { detail: 'no form' });
  const single = say('doctor.sign-in.tried', { user: credentials.user, form: formName(first) });
  const failure = (tried: string, error: KeepError): KeepError => {
    const click =
      error.code === 'auth/refused' ? say('doctor.sign-in.not-these', { message: error.message }) : undefined;
    notes.fail('sign-in', tried, error, click === undefined ? {} : { meaning: click });
    return error;
  };
  const once = async (form: SignInForm): Promise<OpenSession | KeepError> => {
    try {
      return await signIn(connection, directory, credentials, form, guard);
    } catch (thrown) {
      const error = asKeepError(thrown);
      // A refusal that came in spite of a cancellation counts all the same.
      if (!stopsDevice(error)) connection.context.signal.throwIfAborted();
      return error;
    }
  };
  const outcome = await once(first);
  if (!(outcome instanceof KeepError)) {
    notes.note('sign-in', { outcome: 'ok', tried: single, meaning: say('doctor.sign-in.ok') });
    return outcome;
  }
  const mayTryPlain = outcome.code === 'auth/refused' || outcome.code === 'auth/no-permission';
  if (second === undefined || endpoint.scheme !== 'https' || !mayTryPlain) return failure(single, outcome);
  const tried = say('doctor.sign-in.tried.two', { user: credentials.user });
  const again = await once(second);
  if (again instanceof KeepError) return failure(tried, again);
  notes.note('sign-in', { outcome: 'ok', tried, meaning: say('doctor.sign-in.only-plain') });
  return again;
}

function formName(form: SignInForm): string {
  switch (form) {
    case 'envelope':
      return say('doctor.form.envelope');
    case 'plain':
      return say('doctor.form.plain');
    case 'page':
      return say('doctor.form.page');
    default:
      return assertNever(form);
  }
}
