import { CALLS, PAGES, type Call, type CallName, type PageName } from './calls.ts';
import { describeNonsense, readText, requireOrdinary, unexpected } from './answer.ts';
import { hostLabel } from './endpoints.ts';
import { encodeForm, type Fields } from './form.ts';
import type { Stage } from './network-error.ts';
import { notListed, recorded, type Asked } from './recorder.ts';
import { parseReply, type Reply } from './reply.ts';
import type { HttpAnswer } from './transport.ts';
import type { ApiEntry, Connection, Directory } from './types.ts';

/** What identifies a session to the device. */
export interface SessionKey {
  readonly sid: string;
  /** Absent where the device gives none (some SRM versions). */
  readonly token?: string;
}

export interface Sending {
  readonly fields?: Fields;
  readonly session?: SessionKey;
  /** Instead of the context's, for what must still be said after a cancellation. */
  readonly signal?: AbortSignal;
  readonly stage?: Stage;
  /** Instead of the highest version the device offers. */
  readonly version?: number;
}

/** No such API; version not supported: what a device answers too (R protocol.md 1.8). */
const NO_API = 102;
const NO_VERSION = 104;

/**
 * Sends a call of the table and waits for the head of its answer. This and `sendPage` are the only ways out of this room.
 * A call the device does not list is not sent.
 * @returns the error number in that case
 */
export async function sendCall(
  connection: Connection,
  directory: Directory | undefined,
  name: CallName,
  sending: Sending = {},
): Promise<HttpAnswer | number> {
  const call: Call = CALLS[name];
  const { recorder } = connection.context;
  const entry = call.path === undefined ? directory?.apis.get(call.api) : fixedEntry(call, call.path);
  const asked = askedOf(connection, sending, { api: call.api, method: call.method, anyWord: name === 'backupStatus' });
  if (entry === undefined) return notListed(recorder, asked, NO_API);
  const version = sending.version ?? versionFor(call, entry);
  if (version === undefined || !call.versions.includes(version)) return notListed(recorder, asked, NO_VERSION);
  const fields = [
    ['api', call.api],
    ['version', String(version)],
    ['method', call.method],
    ...(sending.fields ?? []),
    // In both places, because some calls look only where the device's own pages put them (C dsmctl client.go).
    ...(sending.session === undefined ? [] : [['_sid', sending.session.sid] as const]),
    ...tokenField(sending.session),
  ] as const;
  return recorded(recorder, { ...asked, version, path: entry.path, fields }, () =>
    connection.transport.exchange(
      {
        path: `/webapi/${entry.path}`,
        body: encodeForm(fields),
        headers: sessionHeaders(sending.session),
        repeatable: call.repeatable,
        stage: sending.stage ?? 'work',
      },
      sending.signal ?? connection.context.signal,
    ),
  );
}

/** Posts to one of the old pages. */
export async function sendPage(connection: Connection, name: PageName, sending: Sending = {}): Promise<HttpAnswer> {
  const page = PAGES[name];
  const fields = [...(sending.fields ?? []), ...tokenField(sending.session)];
  const asked = askedOf(connection, sending, { path: page.path, fields, anyWord: false });
  return recorded(connection.context.recorder, asked, () =>
    connection.transport.exchange(
      {
        path: page.path,
        body: encodeForm(fields),
        headers: sessionHeaders(sending.session),
        repeatable: page.repeatable,
        stage: 'work',
      },
      sending.signal ?? connection.context.signal,
    ),
  );
}

function askedOf(
  { endpoint }: Connection,
  { session, fields = [] }: Sending,
  what: Pick<Asked, 'anyWord'> & Partial<Asked>,
): Asked {
  return { path: '', fields, session, host: hostLabel(endpoint), ...what };
}

/**
 * Sends a call and reads what the device says to it.
 * @throws KeepError network/*, tls/identity-changed, http/redirected, device/unexpected-answer, cancelled
 */
export async function ask(
  connection: Connection,
  directory: Directory,
  name: CallName,
  sending: Sending = {},
): Promise<Reply> {
  const answer = await sendCall(connection, directory, name, sending);
  if (typeof answer === 'number') return { ok: false, code: answer };
  requireOrdinary(connection, answer, 'work');
  const text = await readText(connection, answer);
  const reply = parseReply(text);
  if (reply === undefined) throw unexpected(connection, describeNonsense(text));
  return reply;
}

function fixedEntry(call: Call, path: string): ApiEntry {
  return { path, minVersion: Math.min(...call.versions), maxVersion: Math.max(...call.versions) };
}

export function versionFor(call: Call, entry: ApiEntry): number | undefined {
  return call.versions.findLast((version) => version >= entry.minVersion && version <= entry.maxVersion);
}

function tokenField(session: SessionKey | undefined): Fields {
  return session?.token === undefined ? [] : [['SynoToken', session.token]];
}

/** The cookie and the header in which a device's own pages carry the session. Never in a URL, which ends up in logs. */
function sessionHeaders(session: SessionKey | undefined): Record<string, string> {
  if (session === undefined) return {};
  return {
    // Characters that end a cookie would cut the value; it stands in the body as well.
    ...(/[\s;,"\\]/.test(session.sid) ? {} : { Cookie: `id=${session.sid}` }),
    ...(session.token === undefined ? {} : { 'X-SYNO-TOKEN': session.token }),
  };
}
