import { keepError, type KeepError, type SignInForm } from '../../shared/index.ts';
import { fetchEnvelopeKey } from './encryption.ts';
import { hostLabel } from './endpoints.ts';
import { signInFailure } from './failures.ts';
import { loginByApi } from './login-api.ts';
import { loginByPage } from './login-page.ts';
import { openSession, type OpenSession } from './session.ts';
import { usableForm } from './sign-in-form.ts';
import { cancellation, refuseIfAborted, withGrace } from './timeouts.ts';
import type { Connection, Credentials, Directory, LoginWatch, SignInRequest } from './types.ts';

/** How long a login that is under way is still waited for after a cancellation, so that its session can be ended. */
const GRACE_MS = 5_000;

/** Logins made so far. */
export interface LoginCount {
  made: number;
}

/**
 * One login in one form, for a diagnosis. The caller signs out.
 * @throws KeepError auth/*, network/*, tls/*, http/*, device/*, session/lost, cancelled
 */
export async function signIn(
  connection: Connection,
  directory: Directory,
  credentials: Credentials,
  form: SignInForm,
  watch?: LoginWatch,
): Promise<OpenSession> {
  const request = { credentials: () => Promise.resolve(credentials), forms: [form], ...watch };
  return signInByForms(connection, directory, request, { made: 0 });
}

/**
 * Signs in with the first form; with the second (inside TLS alone there is one, see `usableForm`) only after 400 or 402,
 * which is what strict firmware says to the wrong form (R field report), and never with a one-time code, which would be
 * sent twice.
 * @throws KeepError the refusal that tells more, or whatever else went wrong
 */
export async function signInByForms(
  connection: Connection,
  directory: Directory,
  request: SignInRequest,
  count: LoginCount,
): Promise<OpenSession> {
  const wanted = request.forms.map((form) => usableForm(connection, directory, form));
  const [first, second] = [...new Set(wanted)];
  if (first === undefined) throw keepError('http/consent-needed', { host: hostLabel(connection.endpoint) });
  const credentials = await request.credentials();
  const attempt = await logIn(connection, directory, request, credentials, first, count);
  if (attempt.kind === 'open') return attempt.session;
  const worthAnother =
    second !== undefined &&
    (attempt.code === 400 || attempt.code === 402) &&
    credentials.code === undefined &&
    !connection.context.signal.aborted;
  if (!worthAnother) throw attempt.error;
  const again = await logIn(connection, directory, request, credentials, second, count);
  if (again.kind === 'open') return again.session;
  // "Refused" may only mean the form; anything else is about the account.
  throw again.error.code === 'auth/refused' ? attempt.error : again.error;
}

type Attempt =
  | { readonly kind: 'open'; readonly session: OpenSession }
  | { readonly kind: 'refused'; readonly code: number; readonly error: KeepError };

async function logIn(
  connection: Connection,
  directory: Directory,
  request: SignInRequest,
  credentials: Credentials,
  form: SignInForm,
  count: LoginCount,
): Promise<Attempt> {
  const { context } = connection;
  const key = form === 'plain' ? undefined : await fetchEnvelopeKey(connection, directory, credentials.user);
  refuseIfAborted(context.signal);
  await request.beforeLogin?.(form);
  count.made += 1;
  const outcome = await withGrace(context, GRACE_MS, async (signal) =>
    directory.signInBy === 'page'
      ? loginByPage(connection, credentials, key, signal)
      : loginByApi(connection, directory, credentials, key, signal),
  );
  if (outcome.kind === 'refused') {
    await request.onRefused?.(form, outcome.code);
    return { ...outcome, error: signInFailure(connection, credentials.user, outcome.code, outcome.kinds) };
  }
  const session = openSession(connection, directory, credentials.user, form, outcome);
  try {
    await request.onSignedIn?.(form);
  } catch (thrown) {
    await session.signOut();
    throw thrown;
  }
  if (!context.signal.aborted) return { kind: 'open', session };
  await session.signOut();
  throw cancellation(context.signal);
}
