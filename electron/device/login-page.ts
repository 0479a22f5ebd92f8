import { z } from 'zod';
import { say } from '../../shared/index.ts';
import { describeNonsense, readText, requireOrdinary, unexpected } from './answer.ts';
import { seal, type EnvelopeKey } from './envelope.ts';
import { isRefusal, signInFailure } from './failures.ts';
import type { Fields } from './form.ts';
import { sessionCookie, sessionKeyFrom, type LoginOutcome } from './login.ts';
import { looseNumber, looseText, parseJson } from './reply.ts';
import { sendPage } from './send.ts';
import type { Connection, Credentials } from './types.ts';

/**
 * `{"SynoToken", "result": "success", "success": true}` (R protocol.md 2.2), or `{"result": "error", "reason": "error_cantlogin"}`,
 * with `success` of either value beside it (C several clients of DSM 2 to 5), or an error number like the other calls.
 */
const answerSchema = z
  .object({
    result: z.string().optional(),
    success: z.boolean().optional(),
    reason: z.string().optional(),
    SynoToken: z.string().nullish(),
    sid: looseText.optional(),
    error: z.union([z.object({ code: looseNumber }).transform(({ code }) => code), looseNumber]).optional(),
  })
  // What judges nothing is no refusal: a device in trouble must not look like a wrong password.
  .refine(({ result, success, error }) => result !== undefined || success !== undefined || error !== undefined);

/**
 * One login by /webman/login.cgi of DSM 5 and older: in an envelope where `key` is given, else in clear, which only TLS may carry.
 * @throws KeepError for everything but a judgement on the credential
 */
export async function loginByPage(
  connection: Connection,
  credentials: Credentials,
  key: EnvelopeKey | undefined,
  signal: AbortSignal,
): Promise<LoginOutcome> {
  const secrets: Fields = [
    ['username', credentials.user],
    ['passwd', credentials.password],
    ...(credentials.code === undefined ? [] : [['OTPcode', credentials.code] as const]),
  ];
  const wrapped: Fields = key === undefined ? secrets : [await seal(secrets, key, connection.context.randomBytes)];
  const fields: Fields = [['enable_syno_token', 'yes'], ...wrapped];
  const answer = await sendPage(connection, 'login', { fields, signal });
  requireOrdinary(connection, answer, 'work');
  const text = await readText(connection, answer);
  const parsed = answerSchema.safeParse(parseJson(text));
  if (!parsed.success) throw unexpected(connection, describeNonsense(text));
  const page = parsed.data;
  const succeeded = page.result === undefined ? page.success === true : page.result === 'success';
  if (!succeeded) {
    const code = page.error ?? codeOfReason(page.reason ?? page.result ?? '');
    if (isRefusal(code)) return { kind: 'refused', code };
    throw signInFailure(connection, credentials.user, code);
  }
  const session = sessionKeyFrom(sessionCookie(answer.cookies) ?? page.sid, page.SynoToken ?? undefined);
  if (session === undefined) throw unexpected(connection, say('device.detail.no-session'));
  return { kind: 'signed-in', key: session };
}

/**
 * The page's reasons in the numbers of SYNO.API.Auth. `error_cantlogin`, `error_guest`, `error_expired` (disabled),
 * `error_noprivilege`, `error_interrupt` and `error_systemfull` are C (clients of DSM 2 to 4); those of two-step sign-in,
 * passwords and blocks follow the device's own names (protocol.md 1.8, I). What nobody knows is a refused credential.
 */
const REASONS: readonly (readonly [reason: RegExp, code: number])[] = [
  [/otp.*enforc/i, 406],
  [/otp.*(err|fail|wrong|invalid)/i, 404],
  [/otp/i, 403],
  [/max_?tries|block/i, 407],
  [/(pwd|passw(or)?d)_?.*(must|change)/i, 410],
  [/(pwd|passw(or)?d)_?.*expire/i, 409],
  [/lock/i, 411],
  [/privilege|permission/i, 402],
  [/expired|guest|disabled/i, 401],
  [/interrupt/i, 107],
  [/timeout/i, 106],
  [/system/i, 100],
];

function codeOfReason(reason: string): number {
  return REASONS.find(([pattern]) => pattern.test(reason))?.[1] ?? 400;
}
