import { z } from 'zod';
import { say } from '../../shared/index.ts';
import { CALLS } from './calls.ts';
import { describeNonsense, readText, requireOrdinary, unexpected } from './answer.ts';
import type { EnvelopeKey } from './envelope.ts';
import { seal } from './envelope.ts';
import { isRefusal, signInFailure } from './failures.ts';
import type { Fields } from './form.ts';
import { DEVICE_NAME, sessionCookie, sessionKeyFrom, type LoginOutcome } from './login.ts';
import { kindsIn, looseText, parseReply } from './reply.ts';
import { ask, sendCall } from './send.ts';
import type { Connection, Credentials, Directory } from './types.ts';

/** R protocol.md 1.7: `did` from Auth 6, `device_id` from 7; `synotoken` from 3, and missing on some routers. */
const dataSchema = z.object({
  sid: looseText.optional(),
  synotoken: z.string().nullish(),
  device_id: z.string().nullish(),
  did: z.string().nullish(),
});

/**
 * One login by SYNO.API.Auth: in an envelope where `key` is given, else in clear, which only TLS may carry.
 * @throws KeepError for everything but a judgement on the credential
 */
export async function loginByApi(
  connection: Connection,
  directory: Directory,
  credentials: Credentials,
  key: EnvelopeKey | undefined,
  signal: AbortSignal,
): Promise<LoginOutcome> {
  const { user } = credentials;
  const fields = await loginFields(connection, directory, credentials, key);
  const version = isRoutersPlainForm(directory, key) ? ROUTERS_PLAIN_VERSION : directory.authVersion;
  const answer = await sendCall(connection, directory, 'login', {
    fields,
    signal,
    ...(version === undefined ? {} : { version }),
  });
  if (typeof answer === 'number') throw signInFailure(connection, user, answer);
  requireOrdinary(connection, answer, 'work');
  const text = await readText(connection, answer);
  const reply = parseReply(text);
  if (reply === undefined) throw unexpected(connection, describeNonsense(text));
  if (!reply.ok) {
    if (isRefusal(reply.code)) {
      const kinds =
        reply.code === CODE_NEEDED ? (reply.kinds ?? (await askKinds(connection, directory, user, signal))) : [];
      return { kind: 'refused', code: reply.code, ...(kinds.length === 0 ? {} : { kinds }) };
    }
    throw signInFailure(connection, user, reply.code);
  }
  const parsed = dataSchema.safeParse(reply.data);
  const data = parsed.success ? parsed.data : undefined;
  const session = sessionKeyFrom(data?.sid ?? sessionCookie(answer.cookies), data?.synotoken ?? undefined);
  if (session === undefined) throw unexpected(connection, say('device.detail.no-session'));
  const token = [data?.device_id, data?.did].find((value) => typeof value === 'string' && value !== '');
  return {
    kind: 'signed-in',
    key: session,
    ...(credentials.code !== undefined && typeof token === 'string' ? { newDeviceToken: token } : {}),
  };
}

const CODE_NEEDED = 403;
/** Proofs that are no second factor. */
const FIRST_KINDS = ['passwd', 'password', 'pwd'];

/** What else the account could prove itself by, where the refusal did not say. Nothing depends on it: silence is allowed. */
async function askKinds(
  connection: Connection,
  directory: Directory,
  user: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    const reply = await ask(connection, directory, 'signInKinds', { fields: [['account', user]], signal });
    return reply.ok ? kindsIn(reply.data).filter((kind) => !FIRST_KINDS.includes(kind)) : [];
  } catch {
    return [];
  }
}

const ROUTERS_PLAIN_VERSION = 2;

/**
 * In clear, and therefore inside TLS, routers are signed in to as all their known clients do it, also on SRM 1.3.2: version
 * 2, no token (R nioc, aerialls, pvulgaris, Vachler). They give no session name or one of their own, and any is taken; a strict
 * router takes `webui` alone (R field report). A device that lists no version beyond 3 gets it too.
 */
function isRoutersPlainForm({ apis, authVersion }: Directory, key: EnvelopeKey | undefined): boolean {
  const listed = apis.get(CALLS.login.api)?.minVersion ?? 1;
  return key === undefined && authVersion !== undefined && authVersion <= 3 && listed <= ROUTERS_PLAIN_VERSION;
}

async function loginFields(
  connection: Connection,
  directory: Directory,
  credentials: Credentials,
  key: EnvelopeKey | undefined,
): Promise<Fields> {
  const proof = secondFactor(credentials);
  if (isRoutersPlainForm(directory, key)) {
    return [
      ['account', credentials.user],
      ['passwd', credentials.password],
      ['session', 'webui'],
      ['format', 'sid'],
      ...proof,
    ];
  }
  const open: Fields = [
    ['enable_syno_token', 'yes'],
    // The report's working router got it; on DSM 7 it belongs to a handshake that other clients do without (R field report, C dsmctl).
    ...((directory.authVersion ?? 0) <= 3 ? [['client', 'browser'] as const] : []),
  ];
  const inner: Fields = [
    ['account', credentials.user],
    ['passwd', credentials.password],
    // R field report: a strict router knows no other session name. `sid`: no cookie is needed (protocol.md 1.7).
    ['session', 'webui'],
    ['format', 'sid'],
    ['logintype', 'local'],
    ['rememberme', '0'],
  ];
  if (key === undefined) return [...open, ...inner, ...proof];
  // Inside TLS the code stays beside the envelope, as the one library does that is known to work (T protocol.md 1.2);
  // over plain HTTP it would be readable there.
  const beside = connection.endpoint.scheme === 'https' ? proof : [];
  const within = connection.endpoint.scheme === 'https' ? [] : proof;
  return [...open, await seal([...inner, ...within], key, connection.context.randomBytes), ...beside];
}

/** R python-synology issue 11: once a code with `enable_device_token`, later the token it gave under the same name. */
function secondFactor({ code, deviceToken }: Credentials): Fields {
  if (code !== undefined) {
    return [
      ['otp_code', code],
      ['enable_device_token', 'yes'],
      ['device_name', DEVICE_NAME],
    ];
  }
  if (deviceToken === undefined) return [];
  return [
    ['device_id', deviceToken],
    ['device_name', DEVICE_NAME],
  ];
}
