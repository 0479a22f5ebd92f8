import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { KeepError, parseFingerprint, say, typedText } from '../../../shared/index.ts';
import { readBounded } from '../../platform/read-bounded.ts';
import { addressArgument, nameArgument, pathArgument, readArguments, userArgument } from '../arguments.ts';
import { decodeText } from '../../platform/decode-text.ts';
import { invalid } from '../usage-error.ts';

const COLUMNS = ['address', 'user', 'name', 'group', 'fingerprint', 'vault', 'allow-http'] as const;
type Column = (typeof COLUMNS)[number];

/** One device of the list. */
export interface ListedDevice {
  /** Of the file, counted from 1. */
  readonly line: number;
  readonly address: string;
  readonly user: string;
  readonly name?: string | undefined;
  readonly group?: string | undefined;
  /** 64 digits. */
  readonly fingerprint?: string | undefined;
  /** As written. */
  readonly vault?: string | undefined;
  readonly allowHttp: boolean;
}

export interface DeviceList {
  readonly devices: readonly ListedDevice[];
  /** The file is no UTF-8: somebody has to look at what was read. */
  readonly guessed: boolean;
}

/** What the command line says for rows that leave it out. */
export interface RowDefaults {
  readonly user?: string | undefined;
  readonly group?: string | undefined;
  readonly vault?: string | undefined;
  readonly allowHttp: boolean;
}

const rowSchema = z.object({
  address: addressArgument,
  user: userArgument,
  name: nameArgument.optional(),
  group: nameArgument.optional(),
  vault: pathArgument.optional(),
});

/** Bytes. A hundred thousand devices fit. */
const LARGEST = 32 * 1024 * 1024;

/** More would fill the screen. */
const MOST_TOLD = 5;

const recordsSchema = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }));

/**
 * Reads the whole list before anything is contacted. Columns may stand in any order, divided by commas, semicolons (as
 * spreadsheets write in many countries) or tabs.
 * @param file absolute
 * @throws KeepError usage/invalid that says of each wrong line, the first five, what is wrong
 */
export async function readDeviceList(file: string, defaults: RowDefaults): Promise<DeviceList> {
  const { records, guessed } = await readRecords(file);
  const [header, ...rows] = records;
  if (header === undefined || rows.length === 0) throw refuse(say('cli.from.empty', { file }));
  const columns = readHeader(header.record, defaults);
  const devices: ListedDevice[] = [];
  const wrong: string[] = [];
  for (const { record, info } of rows) {
    try {
      const device = readRow(columns, record, info.lines, defaults);
      requireNew(device, devices);
      devices.push(device);
    } catch (error) {
      if (!(error instanceof KeepError)) throw error;
      wrong.push(say('cli.from.wrong', { line: info.lines, problem: error.message }));
    }
  }
  if (wrong.length === 0) return { devices, guessed };
  const more = wrong.length - MOST_TOLD;
  const told = [...wrong.slice(0, MOST_TOLD), ...(more > 0 ? [say('cli.from.wrong.more', { count: more })] : [])];
  throw invalid(told.join(' '), say('cli.from.wrong.remedy'));
}

interface Records {
  readonly records: z.infer<typeof recordsSchema>;
  readonly guessed: boolean;
}

async function readRecords(file: string): Promise<Records> {
  let bytes: Buffer;
  try {
    bytes = await readBounded(file, LARGEST);
  } catch (error) {
    throw refuse(say('cli.file.unreadable', { file }), error);
  }
  const decoded = decodeText(bytes);
  if (decoded === undefined) throw refuse(say('cli.from.no-text', { file }));
  try {
    const parsed: unknown = parse(decoded.text, {
      delimiter: [',', ';', '\t'],
      info: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    });
    return { records: recordsSchema.parse(parsed), guessed: decoded.guessed };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The library's own text may repeat a field.
    const kind = error.code.includes('QUOTE') ? 'quote' : /COLUMN|RECORD/.test(error.code) ? 'fields' : 'other';
    const line = typeof error.lines === 'number' ? error.lines : 1;
    throw refuse(say('cli.from.no-csv', { line, file, problem: say(`cli.from.no-csv.${kind}`) }), error);
  }
}

function readHeader(header: readonly string[], { user }: RowDefaults): readonly Column[] {
  const columns = header.map((text) => text.toLowerCase());
  for (const [index, name] of columns.entries()) {
    if (!isColumn(name)) throw refuseHeader(say('cli.from.column.unknown', { name: typedText(name) }));
    if (columns.indexOf(name) !== index) throw refuseHeader(say('cli.from.column.twice', { name }));
  }
  for (const name of ['address', ...(user === undefined ? ['user'] : [])]) {
    if (!columns.includes(name)) throw refuseHeader(say('cli.from.column.missing', { name }));
  }
  return columns.filter(isColumn);
}

function isColumn(name: string): name is Column {
  return (COLUMNS as readonly string[]).includes(name);
}

function readRow(
  columns: readonly Column[],
  record: readonly string[],
  line: number,
  defaults: RowDefaults,
): ListedDevice {
  const cells = new Map(columns.map((column, index) => [column, record[index] ?? ''] as const));
  const cell = (column: Column): string | undefined => (cells.get(column) === '' ? undefined : cells.get(column));
  const fingerprint = cell('fingerprint');
  const given = readArguments(rowSchema, {
    address: cell('address') ?? '',
    user: cell('user') ?? defaults.user ?? '',
    name: cell('name'),
    group: cell('group') ?? defaults.group,
    vault: cell('vault') ?? defaults.vault,
  });
  return {
    ...given,
    line,
    ...(fingerprint !== undefined && { fingerprint: parseFingerprint(fingerprint) }),
    allowHttp: readFlag(cell('allow-http')) ?? defaults.allowHttp,
  };
}

function readFlag(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (/^(yes|y|true|1)$/i.test(text)) return true;
  if (/^(no|n|false|0)$/i.test(text)) return false;
  throw refuse(say('cli.from.bad-flag'));
}

function requireNew({ name, address }: ListedDevice, before: readonly ListedDevice[]): void {
  const same = (one: string | undefined, other: string): boolean => one?.toLowerCase() === other.toLowerCase();
  const named = name === undefined ? undefined : before.find((device) => same(device.name, name));
  if (named !== undefined) throw refuse(say('cli.from.same-name', { line: named.line }));
  const placed = before.find((device) => same(device.address, address));
  if (placed !== undefined) throw refuse(say('cli.from.same-address', { line: placed.line }));
}

function refuse(problem: string, cause?: unknown): KeepError {
  return invalid(problem, say('cli.from.unreadable.remedy', { columns: COLUMNS.join(',') }), cause);
}

function refuseHeader(problem: string): KeepError {
  return invalid(problem, say('cli.from.columns', { columns: COLUMNS.join(',') }));
}
