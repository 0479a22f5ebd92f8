import { KeepError } from '../../shared/index.ts';
import { signInByForms, type LoginCount } from './sign-in.ts';
import type { OpenSession } from './session.ts';
import type { Connection, Credentials, Directory, Session, SignInRequest } from './types.ts';

/** AutoBlock counts failures (10 in 5 minutes by default, R protocol.md 0): two logins a run stay far from it. */
const MOST_LOGINS = 2;

/**
 * Signs in, does the work, signs out: whatever happens, the session is ended, and the work's error wins.
 * When the device ends the session during the work (106, 107, 119, 150), there is one new login and the work begins anew;
 * the second time it is `session/lost`. Two logins at most, the second form's included; a one-time code is sent once.
 * @throws KeepError auth/*, session/lost, network/*, tls/*, http/*, device/*, cancelled; whatever `work` throws
 */
export async function withSession<Result>(
  connection: Connection,
  directory: Directory,
  request: SignInRequest,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const count: LoginCount = { made: 0 };
  const session = await signInByForms(connection, directory, request, count);
  try {
    return await workAndSignOut(session, work);
  } catch (thrown) {
    if (!isLost(thrown) || count.made >= MOST_LOGINS) throw thrown;
    const credentials = async (): Promise<Credentials> => {
      const again = credentialsAgain(await request.credentials(), session);
      if (again === undefined) throw thrown;
      return again;
    };
    const again = { ...request, credentials, forms: [session.form] };
    return workAndSignOut(await signInByForms(connection, directory, again, count), work);
  }
}

async function workAndSignOut<Result>(
  session: OpenSession,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(session);
  } finally {
    await session.signOut();
  }
}

function isLost(thrown: unknown): boolean {
  return thrown instanceof KeepError && thrown.code === 'session/lost';
}

/** A code is good for one sign-in; after it only the token it brought can stand in for it. */
function credentialsAgain(credentials: Credentials, session: Session): Credentials | undefined {
  const { code, ...rest } = credentials;
  if (code === undefined) return credentials;
  return session.newDeviceToken === undefined ? undefined : { ...rest, deviceToken: session.newDeviceToken };
}
