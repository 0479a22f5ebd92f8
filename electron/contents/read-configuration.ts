import { FILES, type FileRow } from './catalogue/files.ts';
import { FAMILIES, SECRET_SETTINGS, SETTINGS_TABLES, type SettingsTable } from './catalogue/settings.ts';
import { TABLES, type TableRow } from './catalogue/tables.ts';
import { binaryValue, isSecret, maskBytes, maskText } from './secrets.ts';
import type {
  ArchiveContents,
  Cell,
  Configuration,
  ConfigurationRecord,
  ContentsTable,
  Field,
  RecordKind,
  Section,
  Source,
  Value,
} from './types.ts';
import { compareTexts, unfold, withoutLineEnds, type Node } from './unfold.ts';

/** Where a database of settings lies in every archive (docs/dss-format.md). */
const MAIN_DATABASE = 'ConfigBkp/_Syno_ConfBkp.db';
/** All files lie below it; it tells nobody anything. */
const ROOT = 'ConfigBkp/';

interface Reader {
  readonly mask: Uint8Array;
  readonly accounts: ReadonlyMap<string, string>;
  /** Later ones of one address add to the earlier. */
  readonly add: (address: string, ordered: boolean, records: readonly ConfigurationRecord[]) => void;
}

/** How a list or value inside something else is filed. */
interface Place {
  readonly address: string;
  readonly section: Section;
  readonly kind: RecordKind;
  readonly ordered: boolean;
}

/**
 * Everything an archive says, as records of fields: tables, settings, and what stands inside their values and files. What
 * cannot be taken apart stays one value; nothing makes it fail.
 * @param mask random bytes of one comparison, the same for both sides: secrets are digests under it
 */
export function readConfiguration(contents: ArchiveContents, mask: Uint8Array): Configuration {
  const sources = new Map<string, Source>();
  const add: Reader['add'] = (address, ordered, records) => {
    const before = sources.get(address);
    sources.set(address, {
      address,
      ordered,
      records: before === undefined ? records : [...before.records, ...records],
    });
  };
  const main = contents.databases.find(({ path }) => path === MAIN_DATABASE);
  const reader: Reader = { mask, accounts: accountsOf(main?.tables ?? []), add };
  for (const { path, tables } of contents.databases) {
    const file = path === MAIN_DATABASE ? undefined : fileRow(path);
    if (file?.noise === true) continue;
    for (const table of tables) {
      readTable(table, path === MAIN_DATABASE ? '' : `${shortened(path)} `, file?.section ?? 'other', reader);
    }
  }
  for (const { path, bytes } of contents.files) readFile(path, bytes, reader);
  return { sources };
}

/** Names by number: `uid:1026` and `gid:101`. */
function accountsOf(tables: readonly ContentsTable[]): ReadonlyMap<string, string> {
  const accounts = new Map<string, string>();
  for (const [table, id] of [
    ['confbkp_user_tb', 'uid'],
    ['confbkp_group_tb', 'gid'],
  ] as const) {
    const found = tables.find(({ name }) => name === table);
    const [at, called] = [found?.columns.indexOf(id) ?? -1, found?.columns.indexOf('name') ?? -1];
    if (found === undefined || at < 0 || called < 0) continue;
    for (const row of found.rows) accounts.set(`${id}:${cellText(row[at] ?? null)}`, cellText(row[called] ?? null));
  }
  return accounts;
}

function readTable(table: ContentsTable, prefix: string, section: Section, reader: Reader): void {
  const address = prefix + table.name;
  const settings = prefix === '' ? SETTINGS_TABLES[table.name] : undefined;
  if (settings !== undefined && table.columns.includes('key') && table.columns.includes('value')) {
    readSettings(address, table, settings, reader);
    return;
  }
  const known = prefix === '' ? TABLES[table.name] : undefined;
  const records = table.rows.map((row) =>
    known === undefined ? unknownRecord(table, row, section, reader) : knownRecord(table, row, known, reader),
  );
  reader.add(address, false, records);
}

function knownRecord(table: ContentsTable, row: readonly Cell[], known: TableRow, reader: Reader): ConfigurationRecord {
  const cell = (column: string): string => cellText(row[table.columns.indexOf(column)] ?? null);
  const fields: Field[] = [];
  for (const [index, column] of table.columns.entries()) {
    if (known.noise?.includes(column) === true) continue;
    const value = row[index] ?? null;
    if (column === known.json && typeof value === 'string') {
      fields.push(...fieldsOf(unfold(value), [], { ...known, mask: reader.mask }));
    } else if (value !== null) {
      fields.push({
        path: [column],
        value: cellValue([column], value, reader.mask, known.secret?.includes(column) === true),
      });
    }
  }
  const fieldText = (name: string): string => {
    if (table.columns.includes(name)) return cell(name);
    const found = fields.find(({ path }) => path[0] === name)?.value;
    return found?.kind === 'text' ? found.text : '';
  };
  const name = known.name?.replace(/\{([\w ]+)(:account)?\}/g, (_, column: string, account?: string) =>
    account === undefined ? fieldText(column) : accountName(column, cell, reader.accounts),
  );
  return {
    section: known.section,
    kind: known.kind,
    key: known.key.map(cell).join('\u001f'),
    name: name === undefined || name.trim() === '' ? known.key.map(cell).join(', ') : name,
    ...(known.formerly === undefined ? {} : { formerly: known.formerly.map(fieldText).join('\u001f') }),
    fields: fields.sort((one, other) => compareTexts(one.path.join('\u001f'), other.path.join('\u001f'))),
  };
}

/** Application privileges tell by Type whether a number is a user's or a group's (0 and 1, I); elsewhere the column tells. */
function accountName(column: string, cell: (column: string) => string, accounts: ReadonlyMap<string, string>): string {
  const number = cell(column);
  const kinds = column === 'ID' ? [cell('Type') === '1' ? 'gid' : 'uid', 'uid', 'gid'] : [column];
  for (const kind of kinds) {
    const name = accounts.get(`${kind}:${number}`);
    if (name !== undefined) return name;
  }
  return number;
}

function unknownRecord(
  table: ContentsTable,
  row: readonly Cell[],
  section: Section,
  { mask }: Reader,
): ConfigurationRecord {
  const fields = table.columns.flatMap((column, index): Field[] => {
    const value = row[index] ?? null;
    return value === null ? [] : [{ path: [column], value: cellValue([column], value, mask, false) }];
  });
  return { section, kind: 'entry', name: table.name, fields };
}

function readSettings(address: string, table: ContentsTable, known: SettingsTable, reader: Reader): void {
  const [key, value] = [table.columns.indexOf('key'), table.columns.indexOf('value')];
  const records: ConfigurationRecord[] = [];
  for (const row of table.rows) {
    const name = cellText(row[key] ?? null);
    if (known.noise?.includes(name) === true) continue;
    const family = table.name === 'confbkp_config_tb' ? FAMILIES[name.split('_')[0] ?? ''] : undefined;
    const listed = known.secret?.includes(name) === true || SECRET_SETTINGS.includes(name);
    const place: Place = {
      address: `${address} ${name}`,
      section: family?.section ?? known.section,
      kind: family?.kind ?? 'entry',
      ordered: family?.ordered === true,
    };
    const cell = row[value] ?? null;
    const fields =
      typeof cell === 'string' && !listed
        ? fileLists(unfold(cell), [name], [], place, reader)
        : [{ path: [], value: cellValue([name], cell ?? '', reader.mask, listed) }];
    records.push({ section: place.section, kind: known.kind, key: name, name, fields });
  }
  reader.add(address, false, records);
}

function readFile(path: string, bytes: Uint8Array, reader: Reader): void {
  const row = fileRow(path);
  if (row?.noise === true) return;
  const name = shortened(path);
  const section = row?.section ?? 'other';
  const text = textOf(bytes);
  if (text === undefined) {
    const value = binaryValue(bytes, reader.mask);
    reader.add(name, false, [{ section, kind: 'file', key: '', name, fields: [{ path: [], value }] }]);
    return;
  }
  const node = unfold(text);
  if (node.kind === 'text' && (row?.lines !== undefined || text.trim().includes('\n'))) {
    readLines(name, text, { section, kind: row?.kind ?? 'entry', ordered: row?.lines === 'ordered' }, reader);
    return;
  }
  const place: Place = { address: name, section, kind: row?.kind ?? 'entry', ordered: row?.lines === 'ordered' };
  const fields = fileLists(node, [name], [], place, reader);
  reader.add(name, false, [{ section, kind: 'file', key: '', name, fields }]);
}

/** dnsmasq's reservation: a hardware address, an address, a name, a time. */
const RESERVATION = /^dhcp-host=([0-9A-Fa-f:]{17}),(.*)$/;

function readLines(name: string, text: string, how: Omit<Place, 'address'>, reader: Reader): void {
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  const records = lines.map((line): ConfigurationRecord => {
    const [, mac, rest] = RESERVATION.exec(line.trim()) ?? [];
    if (mac !== undefined && rest !== undefined) {
      const [address = '', host = '', time = ''] = rest.split(',');
      const fields = Object.entries({ address, host, time }).filter(([, value]) => value !== '');
      return {
        section: how.section,
        kind: 'reservation',
        key: mac.toLowerCase(),
        name: host === '' ? mac : `${host} (${mac})`,
        fields: fields.map(([field, value]) => ({ path: [field], value: { kind: 'text', text: value } as const })),
      };
    }
    const value = lineValue(line.trim(), reader.mask);
    return { section: how.section, kind: how.kind, name, fields: [{ path: [], value }] };
  });
  reader.add(`${name} *`, how.ordered, records);
}

/** A line whose key is a secret's keeps nothing but that; `user * password` lines of PPP (pap-secrets) are all secret. */
function lineValue(line: string, mask: Uint8Array): Value {
  const [, key, value] = /^\s*([\w.-]+)\s*[=: ]\s*(.*)$/.exec(line) ?? [];
  if (key !== undefined && value !== undefined && isSecret([key], value, false)) return maskText(line, mask);
  return line.split(/[\s"',=]+/).some((word) => isSecret([''], word, false)) || /^"?[^"\s]+"?\s+\*\s+"?\S+/.test(line)
    ? maskText(line, mask)
    : { kind: 'text', text: line };
}

/**
 * The fields of a value. Lists whose elements have names become sources of their own, so that each element is a record that
 * can come, go and move.
 */
function fileLists(
  node: Node,
  names: readonly string[],
  path: readonly string[],
  place: Place,
  reader: Reader,
): readonly Field[] {
  switch (node.kind) {
    case 'text':
      return [{ path, value: textValue([...names, ...path], node.text, reader.mask) }];
    case 'map':
      return node.entries.flatMap(([name, inner]) =>
        fileLists(inner, names, name === '' ? path : [...path, name], place, reader),
      );
    case 'list': {
      const address = [place.address, ...path].join(' > ');
      const outer = [...names, ...path];
      const records = node.elements.map(({ key, node: inner }): ConfigurationRecord => {
        const own: Place = { ...place, address: `${address} > ${key ?? ''}` };
        const fields = fileLists(inner, outer, [], own, reader);
        const called = fields.find(({ path: [first], value }) => first === 'name' && value.kind === 'text')?.value;
        const name = called?.kind === 'text' && called.text !== '' ? called.text : (key ?? '');
        return { section: place.section, kind: place.kind, name, fields, ...(key === undefined ? {} : { key }) };
      });
      reader.add(address, place.ordered, records);
      return [];
    }
  }
}

/** The fields of a value in a known column: lists stay where they are. */
function fieldsOf(
  node: Node,
  path: readonly string[],
  how: { readonly mask: Uint8Array; readonly base64?: readonly string[]; readonly noise?: readonly string[] },
): readonly Field[] {
  const own = path.at(-1) ?? '';
  if (how.noise?.includes(own) === true) return [];
  switch (node.kind) {
    case 'text':
      if (how.base64?.includes(own) !== true) return [{ path, value: textValue(path, node.text, how.mask) }];
      return [{ path, value: scriptValue(decoded(node.text), how.mask) }];
    case 'map':
      return node.entries.flatMap(([name, inner]) => fieldsOf(inner, [...path, name], how));
    case 'list':
      return node.elements.flatMap(({ key, node: inner }, index) =>
        fieldsOf(inner, [...path, key ?? String(index + 1)], how),
      );
  }
}

/** A script in whose lines a secret stands is one as a whole: what is around it tells where it is used. */
function scriptValue(text: string, mask: Uint8Array): Value {
  const lines = text.split(/\r\n?|\n/).flatMap((line) => [line, ...line.split(/[\s;|&]+/)]);
  const isHidden = lines.some((line) => lineValue(line.trim(), mask).kind === 'secret' || SECRET_OPTION.test(line));
  return isHidden ? maskText(text, mask) : { kind: 'text', text };
}

/** `--password x`, `-p x` of sshpass and the like, and user and password in an address. */
const SECRET_OPTION =
  /(^|\s)--?(p|pass\w*|pwd|token|secret|api-?key|key)([= ]|$)|:\/\/[^\s/@]+:[^\s/@]+@|authorization:/i;

/** Base64 of UTF-8 text; anything else stays as it is. */
function decoded(text: string): string {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text.trim())) return text;
  return textOf(Buffer.from(text.trim(), 'base64')) ?? text;
}

function cellValue(names: readonly string[], cell: Exclude<Cell, null>, mask: Uint8Array, listed: boolean): Value {
  if (cell instanceof Uint8Array) return listed ? maskBytes(cell, mask) : binaryValue(cell, mask);
  const text = cellText(cell);
  return listed || isSecret(names, text, false) ? maskText(text, mask) : { kind: 'text', text };
}

function textValue(names: readonly string[], text: string, mask: Uint8Array): Value {
  return isSecret(names, text, false) ? maskText(text, mask) : { kind: 'text', text };
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  return cell instanceof Uint8Array ? Buffer.from(cell).toString('base64') : withoutLineEnds(String(cell));
}

/** UTF-8 text without controls; undefined for anything else. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return /[^\P{Cc}\t\n\v\f\r]/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function fileRow(path: string): FileRow | undefined {
  return FILES.find(({ pattern }) => pattern.test(path));
}

function shortened(path: string): string {
  return path.startsWith(ROOT) ? path.slice(ROOT.length) : path;
}
