import { z } from 'zod';
import { KeepError, keepError, sanitizeText, say, type Identity } from '../../shared/index.ts';
import { parseBoundedJson } from '../platform/bounded-json.ts';
import { describeNonsense, readText, requireOrdinary, unexpected } from './answer.ts';
import { CALLS } from './calls.ts';
import { hostLabel } from './endpoints.ts';
import { BUSY_CODES, describeCode } from './failures.ts';
import { late, type Stage } from './network-error.ts';
import { signalsInList, signalsInPort, signalsInTitle, weigh, type Evidence } from './product.ts';
import { looseNumber, parseReply } from './reply.ts';
import { sendCall, sendPage, versionFor } from './send.ts';
import { peerOf } from './socket.ts';
import { refuseIfAborted, within } from './timeouts.ts';
import type { ApiEntry, Connection, Directory } from './types.ts';

/**
 * Asks the device what it offers, without credentials.
 * @param known what a device is that answered here before: nonsense is then a device in trouble, not somebody else, and the
 *   product is the remembered one unless the list speaks against it beyond doubt
 * @throws KeepError network/*, tls/identity-changed, http/redirected, cancelled; device/not-synology where something else
 *   answers, device/unexpected-answer where it may be a device in trouble, device/busy
 */
export async function discover(connection: Connection, known?: Pick<Identity, 'product'>): Promise<Directory> {
  const host = hostLabel(connection.endpoint);
  const stage: Stage = known === undefined ? 'front' : 'work';
  const answer = await sendCall(connection, undefined, 'directory', { fields: [['query', 'all']], stage });
  if (typeof answer === 'number') throw keepError('internal', { detail: 'no path to the directory' });
  requireOrdinary(connection, answer, stage);
  const text = await readText(connection, answer);
  const reply = parseReply(text);
  if (reply === undefined) {
    if (known !== undefined || mayBeStarting(text)) throw unexpected(connection, describeNonsense(text));
    throw keepError('device/not-synology', { host });
  }
  if (!reply.ok) {
    if (BUSY_CODES.includes(reply.code)) throw keepError('device/busy', { host, said: '' });
    throw unexpected(connection, describeCode('other', reply.code));
  }
  const apis = readApis(reply.data);
  if (apis.size === 0) {
    if (known === undefined) throw keepError('device/not-synology', { host });
    throw unexpected(connection, say('device.detail.partial-list'));
  }
  return directoryOf(apis, await examine(connection, apis, known));
}

/**
 * A device that is starting answers with nothing, with half of its list, or with a page that names its maker; anything else
 * that is no list is somebody else.
 */
function mayBeStarting(text: string): boolean {
  const start = text.trimStart();
  if (start === '') return true;
  return start.startsWith('<') ? /synology|diskstation|webman/i.test(text) : start.startsWith('{') && !isJson(text);
}

async function examine(
  connection: Connection,
  apis: ReadonlyMap<string, ApiEntry>,
  known: Pick<Identity, 'product'> | undefined,
): Promise<Evidence> {
  const listed = [...signalsInList(apis), ...signalsInPort(connection.endpoint.port)];
  const evidence = weigh(listed, known?.product);
  if (evidence.certain) return evidence;
  if (known !== undefined) return { ...evidence, product: known.product };
  return weigh([...listed, ...signalsInTitle(await askTitle(connection))]);
}

/** A page that does not come in time tells nothing. Milliseconds. */
const TITLE_MS = 5_000;

/** The title of the start page, for what the list leaves open; empty where there is none. */
async function askTitle(connection: Connection): Promise<string> {
  const { clock, signal } = connection.context;
  try {
    const deadline = { ms: TITLE_MS, late: () => late(peerOf(connection.endpoint), 'device.phase.answer') };
    return await within(clock, signal, deadline, async (inner) => {
      const answer = await sendPage(connection, 'start', { signal: inner });
      requireOrdinary(connection, answer, 'work');
      const title = /<title[^>]*>([^<]{1,200})/i.exec(await readText(connection, answer))?.[1] ?? '';
      return sanitizeText(title);
    });
  } catch (thrown) {
    refuseIfAborted(signal);
    if (thrown instanceof KeepError && thrown.code.startsWith('tls/')) throw thrown;
    return '';
  }
}

function isJson(text: string): boolean {
  try {
    parseBoundedJson(text);
    return true;
  } catch {
    return false;
  }
}

const entrySchema = z.object({ path: z.string(), minVersion: looseNumber, maxVersion: looseNumber });

/** The listed calls of Synology's own; an entry that makes no sense counts as not listed. */
export function readApis(data: unknown): ReadonlyMap<string, ApiEntry> {
  const apis = new Map<string, ApiEntry>();
  const listed = z.record(z.string(), z.unknown()).safeParse(data);
  for (const [name, value] of Object.entries(listed.success ? listed.data : {})) {
    const entry = entrySchema.safeParse(value);
    const path = entry.success ? safePath(entry.data.path) : undefined;
    if (!entry.success || path === undefined || !/^SYNO\.[\w.-]+$/.test(name)) continue;
    apis.set(name, { path, minVersion: entry.data.minVersion, maxVersion: entry.data.maxVersion });
  }
  return apis;
}

/**
 * A path below /webapi/ as it may be put into a request: no host, no scheme, no way up, nothing that needs escaping.
 * @returns undefined for anything else
 */
export function safePath(path: string): string | undefined {
  const relative = path.replace(/^\/webapi\//, '');
  const segments = relative.split('/');
  const plain = segments.every((segment) => /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(segment));
  return plain && relative.length <= 200 ? relative : undefined;
}

function directoryOf(apis: ReadonlyMap<string, ApiEntry>, evidence: Evidence): Directory {
  const authVersion = authVersionFor(evidence, apis.get(CALLS.login.api));
  const backup = apis.get(CALLS.backupStart.api);
  return {
    product: evidence.product,
    evidence,
    apis,
    signInBy: authVersion === undefined ? 'page' : 'api',
    ...(authVersion === undefined ? {} : { authVersion }),
    hasEncryption: apis.has(CALLS.encryption.api),
    hasBackup: backup !== undefined && versionFor(CALLS.backupStart, backup) !== undefined,
  };
}

/**
 * SRM tops at 3 (R aerialls tests/payload.py, field report: higher ones are refused as 400); on DSM privileged calls want
 * 7 (C dsmctl internal/synology/client.go), and a session of version 6 has reduced rights on DSM 7.4 (R math65/dsmaccess).
 * Never above what is listed: that is 102, 104 or 400 (R N4S4 issue 85, field report). A router that is only guessed gets
 * the highest it lists, as a NAS does.
 */
function authVersionFor({ product, certain }: Evidence, auth: ApiEntry | undefined): number | undefined {
  if (auth === undefined) return undefined;
  const wanted = product === 'SRM' && certain ? 3 : 7;
  return CALLS.login.versions.findLast(
    (version) => version <= wanted && version >= auth.minVersion && version <= auth.maxVersion,
  );
}
