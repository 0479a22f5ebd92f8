import type { Database } from 'sql.js';
import type { ArchiveDescription } from '../../shared/index.ts';
import { mask, maskName, maskText, sizeClass, type Masking } from '../platform/mask.ts';
import { openArchiveFile, type ArchiveFile } from './archive-file.ts';
import { isDatabase } from './database.ts';
import { loadDatabaseEngine } from './database-engine.ts';
import { pragma, selectAll } from './database-query.ts';
import { gunzip } from './gunzip.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { unxz } from './unxz.ts';

type Member = ArchiveDescription['members'][number];
type Described = ArchiveDescription['databases'][number];

const BLOCK = 512;
const MOST_MEMBERS = 2_000;
const MOST_TABLES = 500;
/** Enough of a file to know its kind by, and all of a config_info. */
const LOOKED_AT = 16 * 1024;

/**
 * What an archive is made of, without anything that is in it: for a report about one that Routerkeep does not understand.
 * More forgiving than the verification, because its subject is what that refuses; under the same ceilings. Names of members
 * are kept where they are the firmware's, values not at all.
 * @throws KeepError archive/not-an-archive for what is no file, or the signal's abort
 */
export async function describeArchive(
  path: string,
  masking: Masking,
  signal?: AbortSignal,
): Promise<ArchiveDescription> {
  const file = await openArchiveFile(path);
  try {
    const head = await file.head(6);
    const container = containerOf(head);
    const walk = readTar(masking);
    const whole = container !== 'other' && (await unpack(file, container, walk.push, signal));
    const databases: Described[] = [];
    for (const { name, bytes } of walk.databases()) {
      signal?.throwIfAborted();
      databases.push(await describeDatabase(name, bytes, masking));
    }
    return {
      bytes: sizeClass(file.size),
      head: head.subarray(0, 4).toString('hex'),
      container,
      unpacked: sizeClass(walk.bytes()),
      whole,
      ended: walk.ended(),
      members: walk.members(),
      databases,
    };
  } finally {
    await file.close();
  }
}

function containerOf(head: Buffer): ArchiveDescription['container'] {
  const hex = head.toString('hex');
  if (hex.startsWith('1f8b')) return 'gzip';
  return hex === 'fd377a585a00' ? 'xz' : 'other';
}

/** @returns whether it unpacked to its end; what came before a fault was given to `push` all the same */
async function unpack(
  file: ArchiveFile,
  container: 'gzip' | 'xz',
  push: (chunk: Uint8Array) => void,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    const { size } = file;
    const ended = await (container === 'gzip' ? gunzip(file, size, push, signal) : unxz(file, size, push, signal));
    return ended === 'whole' || ended === 'trailing-data';
  } catch {
    signal?.throwIfAborted();
    return false;
  }
}

interface TarReading {
  readonly push: (chunk: Uint8Array) => void;
  readonly bytes: () => number;
  readonly ended: () => boolean;
  readonly members: () => readonly Member[];
  readonly databases: () => readonly { readonly name: string; readonly bytes: Buffer }[];
}

/** Goes from header to header; what is no header ends it, without an error. */
function readTar(masking: Masking): TarReading {
  const members: Member[] = [];
  const databases: { name: string; bytes: Buffer }[] = [];
  let bytes = 0;
  let databaseBytes = 0;
  let zeros = 0;
  let header = Buffer.alloc(0);
  let body:
    { readonly member: Member; readonly kept: Buffer[]; held: number; left: number; padding: number } | undefined;
  let lost = false;

  const finish = (): void => {
    if (body === undefined) return;
    const { member, kept, left } = body;
    const start = Buffer.concat(kept);
    body = undefined;
    if (member.kind !== 'file') members.push(member);
    else {
      const holds = left === 0 ? kindOfContents(start) : undefined;
      const values = holds === 'key-values' ? valuesOf(start, masking) : undefined;
      members.push({
        ...member,
        ...(holds === undefined ? {} : { holds }),
        ...(values === undefined ? {} : { values }),
      });
      if (holds === 'sqlite') databases.push({ name: member.name, bytes: start });
    }
    kept.length = 0;
  };

  const begin = (): void => {
    const block = header;
    header = Buffer.alloc(0);
    if (block.every((byte) => byte === 0)) {
      zeros += 1;
      return;
    }
    const size = Number.parseInt(block.toString('latin1', 124, 136).trim() || '0', 8);
    const isHeader = block.toString('latin1', 257, 262) === 'ustar' && Number.isSafeInteger(size) && size >= 0;
    if (!isHeader || members.length >= MOST_MEMBERS) {
      lost = true;
      return;
    }
    zeros = 0;
    const member = memberOf(block, size);
    body = { member, kept: [], held: 0, left: size, padding: (BLOCK - (size % BLOCK)) % BLOCK };
    if (size === 0) finish();
  };

  const push = (chunk: Uint8Array): void => {
    bytes += chunk.length;
    if (bytes > DEFAULT_LIMITS.unpackedBytes) throw new RangeError('larger than any configuration');
    for (let rest = chunk; rest.length > 0 && !lost;) {
      if (body === undefined) {
        const part = rest.subarray(0, BLOCK - header.length);
        header = Buffer.concat([header, part]);
        rest = rest.subarray(part.length);
        if (header.length === BLOCK) begin();
        continue;
      }
      const part = rest.subarray(0, body.left > 0 ? body.left : body.padding);
      if (body.left > 0) {
        const isKept =
          body.held < LOOKED_AT || (isDatabase(body.kept[0] ?? part) && databaseBytes < DEFAULT_LIMITS.databaseBytes);
        if (isKept) {
          body.kept.push(Buffer.from(part));
          body.held += part.length;
          databaseBytes += part.length;
        }
        body.left -= part.length;
      } else body.padding -= part.length;
      rest = rest.subarray(part.length);
      if (body.left === 0 && body.padding === 0) finish();
    }
  };
  return {
    push,
    bytes: () => bytes,
    ended: () => zeros >= 2,
    members: () => {
      finish();
      return members;
    },
    databases: () => databases,
  };
}

function memberOf(block: Buffer, size: number): Member {
  const field = (from: number, to: number): string => block.toString('latin1', from, to).replace(/\0.*$/s, '');
  const prefix = field(345, 500);
  const path =
    block.toString('latin1', 257, 263) === 'ustar\0' && prefix !== '' ? `${prefix}/${field(0, 100)}` : field(0, 100);
  const flag = String.fromCharCode(block[156] ?? 0);
  const kind =
    path.endsWith('/') && /[0\0]/.test(flag) ? 'folder' : (KINDS[flag] ?? `type ${/\w/.test(flag) ? flag : '-'}`);
  const link = kind === 'symlink' || kind === 'hardlink' ? { link: leadsTo(field(157, 257)) } : {};
  return { name: maskPath(path), kind, bytes: sizeClass(size), ...link };
}

const KINDS: Readonly<Record<string, string>> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '5': 'folder',
};

function leadsTo(target: string): 'inside' | 'outside' | 'absolute' {
  if (/^([/\\]|[A-Za-z]:)/.test(target)) return 'absolute';
  return target.split(/[/\\]/).includes('..') ? 'outside' : 'inside';
}

/** Words that names of the firmware's own files are made of (dss-format.md; listings of an RT6600ax). */
const FILE_WORDS = new Set(
  `configbkp config info syno confbkp db srm usr etc var synongfw mark rule rules conf json sqlite xml ini txt log tls profile profiles
  services service datastore filtersettings filter settings v synofirewall firewall iptables network policy miniupnpd mesh wifi wlan hostapd
  strongpassword dhcpd dhcp lbr gbr static addn hosts dhcpserver leases tmp ppp pap chap secrets pppoe portforward fw security global
  sysconf ddns provider synoautoblock autoblock synoappprivilege appprivilege synoinfo synodns zone dns openvpn server client vpn
  safe access traffic control device devices app web threat intermediate modern old dsm ftpd ldap mail smtp nfs smb afp ssh snmp
  synos s backup user group share route qos igmp ipv radius cert key users groups shares hardlink link second copy extra`.split(
    /\s+/,
  ),
);

/** Each part of a path: kept where it is made of the firmware's words, else masked but for its extension. */
export function maskPath(path: string): string {
  return path
    .split('/')
    .map((segment) => {
      if (segment === '' || segment === '.' || segment === '..') return segment;
      const words = segment
        .toLowerCase()
        .split(/[^\p{L}]+/u)
        .filter((word) => word !== '');
      const digits = segment.match(/\d/g)?.length ?? 0;
      const known = words.length > 0 && digits <= 2 && words.every((word) => FILE_WORDS.has(word));
      if (known && /^[\w.-]{1,64}$/.test(segment)) return segment;
      const extension = /\.([a-z]{1,5})$/i.exec(segment)?.[1] ?? '';
      const shown = FILE_WORDS.has(extension.toLowerCase()) ? `-${extension.toLowerCase()}` : '';
      return mask(`name${shown}`, segment.length);
    })
    .join('/');
}

function kindOfContents(start: Buffer): NonNullable<Member['holds']> {
  if (start.length === 0) return 'nothing';
  if (isDatabase(start)) return 'sqlite';
  const text = start.toString('utf8');
  if (text.includes('\0') || text.includes('\ufffd')) return 'bytes';
  if (/^\s*[[{]/.test(text)) return 'json';
  return /^([A-Za-z_]\w*="[^"\n]*"\r?\n?)+$/.test(text) ? 'key-values' : 'text';
}

/** Names of config_info and its like, with the values that are the firmware's words or short numbers. */
function valuesOf(start: Buffer, masking: Masking): Readonly<Record<string, string>> {
  const lines = [...start.toString('utf8').matchAll(/^([A-Za-z_]\w*)="([^"\n]*)"\r?$/gm)].slice(0, 50);
  return Object.fromEntries(
    lines.map(([, name = '', value = '']) => [
      maskName(name, masking),
      maskText(value, masking, /version|build/.test(name) ? 'version' : ''),
    ]),
  );
}

/** Tables, columns and how many rows: nothing of a row is read, and nothing computed is evaluated but a count. */
async function describeDatabase(member: string, bytes: Buffer, masking: Masking): Promise<Described> {
  // Read in write-ahead mode, a file would want its log beside it.
  bytes.fill(1, 18, 20);
  const engine = await loadDatabaseEngine();
  let database: Database | undefined;
  try {
    database = new engine.Database(bytes);
    for (const setting of ['hard_heap_limit = 134217728', 'trusted_schema = OFF', 'query_only = ON'])
      pragma(database, setting);
    const opened = database;
    const stored = `SELECT name, sql FROM sqlite_master WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite_%'`;
    const tables = (selectAll(opened, `${stored} LIMIT ${MOST_TABLES}`, MOST_TABLES) ?? []).map(([name, sql]) =>
      describeTable(opened, String(name), String(sql), masking),
    );
    return { member, readable: true, tables };
  } catch {
    return { member, readable: false, tables: [] };
  } finally {
    database?.close();
  }
}

function describeTable(database: Database, name: string, sql: string, masking: Masking): Described['tables'][number] {
  const columns = selectAll(database, 'SELECT name, type FROM pragma_table_info(?)', 1_000, [name]) ?? [];
  const count = selectAll(database, `SELECT COUNT(*) FROM \`${name.replaceAll('`', '``')}\``, 1)?.[0]?.[0];
  return {
    name: maskName(name, masking),
    columns: columns.map(([column, type]) => {
      const text = String(column);
      // As it was written: the engine does not tell it of a column without an index.
      const written =
        sql.split(',').find((part) => new RegExp(`(^|[(\\s"\`[])${escaped(text)}["\`\\]]?\\s`).test(part)) ?? '';
      const collation = /\bCOLLATE\s+["`[]?(\w+)/i.exec(written)?.[1];
      return {
        name: maskName(text, masking),
        type: /^[A-Za-z ]{0,24}(\(\d{1,5}(, ?\d{1,5})?\))?$/.test(String(type))
          ? String(type).replace(/[(),]/g, ' ').trim()
          : '<text:8>',
        ...(collation === undefined ? {} : { collation: maskName(collation, masking) }),
      };
    }),
    rows: Number(count ?? 0),
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}
