import { z } from 'zod';
import { readText, requireOrdinary } from './answer.ts';
import { KeepError, sanitizeText } from '../../shared/index.ts';
import { callFailure } from './failures.ts';
import { parseReply } from './reply.ts';
import { ask, sendPage } from './send.ts';
import type { SessionContext } from './session.ts';
import type { Account } from './types.ts';

/** More than any device lets an account be called. */
const LONGEST_USER = 256;

export interface AccountFacts {
  readonly account: Account;
  readonly hostName?: string;
}

/**
 * Who the device says we are and whether that is an administrator: the desktop's Initdata, the page that prints the
 * name, and for the rank the harmless `list`, which only administrators may call. For set-up and diagnosis: up to three requests.
 * @throws KeepError session/lost, network/*, cancelled
 */
export async function askAccount(context: SessionContext): Promise<AccountFacts> {
  const desktop = await askInitdata(context);
  const name = desktop?.user === undefined ? await askName(context) : undefined;
  const user = desktop?.user ?? name;
  const told = desktop?.isAdministrator;
  const administrator = told ?? (await probeRank(context));
  const source = name !== undefined ? 'authenticate.cgi' : desktop !== undefined ? 'initdata' : 'rights-probe';
  return {
    account: {
      ...(user === undefined ? {} : { user }),
      ...(administrator === undefined ? {} : { administrator }),
      source,
    },
    ...(desktop?.hostName === undefined ? {} : { hostName: desktop.hostName }),
  };
}

/** R protocol.md 2.2: the page prints the user name, or nothing. Devices without it answer with an error page. */
async function askName({ connection, user, key }: SessionContext): Promise<string | undefined> {
  const text = await tolerate(async () => {
    const answer = await sendPage(connection, 'whoAmI', { session: key });
    requireOrdinary(connection, answer, 'work');
    return readText(connection, answer);
  });
  if (text === undefined) return undefined;
  const reply = parseReply(text);
  if (reply?.ok === false) {
    const failure = callFailure(connection, user, 'other', reply.code);
    if (failure.code === 'session/lost') throw failure;
  }
  const line = text.trim();
  const name = line.length <= LONGEST_USER && /^[^<>{}\p{Cc}]+$/u.test(line) ? sanitizeText(line) : '';
  return name === '' ? undefined : name;
}

/** R mikespub tools/schemas/SYNO.Core.Desktop.Initdata-get.json. On SRM untested. */
const initdataSchema = z.object({
  Session: z.object({
    user: z
      .string()
      .max(LONGEST_USER)
      .transform((user) => sanitizeText(user))
      .pipe(z.string().min(1))
      .optional()
      .catch(undefined),
    is_admin: z.boolean().optional().catch(undefined),
    hostname: z
      .string()
      .regex(/^[\w.-]{1,253}$/)
      .optional()
      .catch(undefined),
  }),
});

interface Desktop {
  readonly user?: string | undefined;
  readonly isAdministrator?: boolean | undefined;
  readonly hostName?: string | undefined;
}

async function askInitdata({ connection, directory, user, key }: SessionContext): Promise<Desktop | undefined> {
  const reply = await tolerate(() => ask(connection, directory, 'initdata', { session: key }));
  if (reply === undefined) return undefined;
  if (!reply.ok) {
    const failure = callFailure(connection, user, 'other', reply.code);
    if (failure.code === 'session/lost') throw failure;
    return undefined;
  }
  const parsed = initdataSchema.safeParse(reply.data);
  if (!parsed.success) return undefined;
  const { user: name, is_admin: isAdministrator, hostname: hostName } = parsed.data.Session;
  if (name === undefined && isAdministrator === undefined) return undefined;
  return { user: name, isAdministrator, hostName };
}

async function probeRank({ connection, directory, user, key }: SessionContext): Promise<boolean | undefined> {
  const reply = await ask(connection, directory, 'backupList', { session: key });
  if (reply.ok) return true;
  const failure = callFailure(connection, user, 'list', reply.code);
  if (failure.code === 'session/lost') throw failure;
  return failure.code === 'auth/no-permission' ? false : undefined;
}

/** A page that a device does not have, or that makes no sense, tells nothing; that is no failure of the sign-in. */
async function tolerate<Result>(question: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await question();
  } catch (thrown) {
    const code = thrown instanceof KeepError ? thrown.code : undefined;
    if (code === 'device/unexpected-answer' || code === 'http/redirected') return undefined;
    throw thrown;
  }
}
