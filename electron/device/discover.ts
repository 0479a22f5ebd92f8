import { z } from 'zod';
import { keepError, say, type Product } from '../../shared/index.ts';
import { parseBoundedJson } from '../platform/bounded-json.ts';
import { readText, requireOrdinary, unexpected } from './answer.ts';
import { CALLS } from './calls.ts';
import { hostLabel } from './endpoints.ts';
import { BUSY_CODES } from './failures.ts';
import { looseNumber, parseReply } from './reply.ts';
import { sendCall, versionFor } from './send.ts';
import type { ApiEntry, Connection, Directory } from './types.ts';

/**
 * Asks the device what it offers, without credentials.
 * @throws KeepError network/*, tls/identity-changed, http/redirected, cancelled; device/not-synology where something else
 *   answers, device/unexpected-answer where it may be a device in trouble, device/busy
 */
export async function discover(connection: Connection): Promise<Directory> {
  const host = hostLabel(connection.endpoint);
  const answer = await sendCall(connection, undefined, 'directory', { fields: [['query', 'all']], stage: 'front' });
  if (typeof answer === 'number') throw keepError('internal', { detail: 'no path to the directory' });
  requireOrdinary(connection, answer, 'front');
  const text = await readText(connection, answer);
  const reply = parseReply(text);
  if (reply === undefined) {
    // Broken JSON may come from a device that is just restarting; a page or anything else is not one of ours.
    const broken = text.trimStart().startsWith('{') && !isJson(text);
    throw broken ? unexpected(connection, say('device.detail.not-json')) : keepError('device/not-synology', { host });
  }
  if (!reply.ok) {
    if (BUSY_CODES.includes(reply.code)) throw keepError('device/busy', { host });
    throw unexpected(connection, say('device.detail.code', { code: reply.code }));
  }
  const apis = readApis(reply.data);
  if (apis.size === 0) throw keepError('device/not-synology', { host });
  return directoryOf(apis);
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

/** R protocol.md 5.2: these stand in the list of every router and of no NAS. */
const ROUTER_APIS = /^SYNO\.(Mesh\.|SRM\.|Core\.NGFW\.)/;

function directoryOf(apis: ReadonlyMap<string, ApiEntry>): Directory {
  const product: Product = [...apis.keys()].some((name) => ROUTER_APIS.test(name)) ? 'SRM' : 'DSM';
  const authVersion = authVersionFor(product, apis.get(CALLS.login.api));
  const backup = apis.get(CALLS.backupStart.api);
  return {
    product,
    apis,
    signInBy: authVersion === undefined ? 'page' : 'api',
    ...(authVersion === undefined ? {} : { authVersion }),
    hasEncryption: apis.has(CALLS.encryption.api),
    hasBackup: backup !== undefined && versionFor(CALLS.backupStart, backup) !== undefined,
  };
}

/**
 * SRM tops at 3 (R aerialls tests/payload.py, field report: higher ones are refused as 400); on DSM privileged calls want
 * 7 (C dsmctl internal/synology/client.go). Never above what is listed: that is 104, or 400 (R N4S4 issue 85, field report).
 */
function authVersionFor(product: Product, auth: ApiEntry | undefined): number | undefined {
  if (auth === undefined) return undefined;
  const wanted = product === 'SRM' ? 3 : 7;
  return CALLS.login.versions.findLast(
    (version) => version <= wanted && version >= auth.minVersion && version <= auth.maxVersion,
  );
}
