import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { DatabaseSync } from 'node:sqlite';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Member } from './tar.ts';

/** What may be in a sound archive although no export that was seen has it. Each leaves the archive whole. */
export const UNFAMILIAR_KINDS = [
  'absolute-link',
  'hard-link',
  'device-node',
  'named-pipe',
  'sparse-file',
  'gnu-long-name',
  'pax-header',
  'global-pax-header',
  'unknown-entry',
  'sized-folder',
  'absolute-name',
  'climbing-name',
  'repeated-member',
  'odd-names',
  'no-config-info',
  'binary-config-info',
  'fewer-keys',
  'more-keys',
  'other-system-word',
  'no-main-database',
  'collation',
  'virtual-table',
  'more-members',
  'several-gzip-members',
  'zeros-behind',
  'bytes-behind',
  'xz-machine-code',
  'xz-delta',
  'xz-sha256',
  'xz-large-dictionary',
] as const;
export type UnfamiliarKind = (typeof UNFAMILIAR_KINDS)[number];

type Kinds = readonly UnfamiliarKind[];

const DATABASE = 'ConfigBkp/_Syno_ConfBkp.db';
const CONFIG_INFO = 'ConfigBkp/config_info';

export function unfamiliarDatabase(database: Buffer, kinds: Kinds): Buffer {
  if (!kinds.includes('collation') && !kinds.includes('virtual-table')) return database;
  const folder = mkdtempSync(path.join(tmpdir(), 'simulated-device-'));
  const file = path.join(folder, 'export.db');
  const own = new DatabaseSync(file);
  try {
    // The name is changed behind SQLite's back: no SQLite outside the device has what it means.
    own.exec("CREATE TABLE own (a TEXT COLLATE NOCASE); CREATE INDEX own_a ON own (a); INSERT INTO own VALUES ('x')");
    if (kinds.includes('virtual-table')) {
      own.exec("CREATE VIRTUAL TABLE words USING fts5 (a); INSERT INTO words VALUES ('x')");
    }
  } finally {
    own.close();
  }
  try {
    const bytes = readFileSync(file);
    const renamed = kinds.includes('collation') ? replaced(bytes, 'NOCASE', 'SYNCOL') : bytes;
    return kinds.includes('virtual-table') ? replaced(renamed, 'fts5', 'syn5') : renamed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function replaced(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
}

export function unfamiliarMembers(members: readonly Member[], kinds: Kinds): readonly Member[] {
  let all = [...members];
  const change = (name: string, to: (content: Buffer) => Buffer): void => {
    all = all.map((one) =>
      one.name === name && one.content !== undefined ? { ...one, content: to(one.content) } : one,
    );
  };
  const add = (...more: readonly Member[]): void => void all.push(...more);
  const text = Buffer.from('text\n');
  if (kinds.includes('absolute-link')) add({ name: 'ConfigBkp/link', type: 'symlink', linkname: '/etc/passwd' });
  if (kinds.includes('hard-link')) add({ name: 'ConfigBkp/same', type: 'link', linkname: CONFIG_INFO });
  if (kinds.includes('device-node')) add({ name: 'ConfigBkp/null', type: 'character-device' });
  if (kinds.includes('named-pipe')) add({ name: 'ConfigBkp/pipe', type: 'fifo' });
  if (kinds.includes('odd-names')) {
    for (const name of ['C:x', 'a\\b', 'größe', 'tab\there', ' ', '\u202Egnp'])
      add({ name: `ConfigBkp/${name}`, content: text });
  }
  if (kinds.includes('absolute-name')) add({ name: '/tmp/planted-by-archive', content: text });
  if (kinds.includes('climbing-name')) add({ name: 'ConfigBkp/../../../../tmp/planted-by-archive', content: text });
  if (kinds.includes('repeated-member'))
    add({ name: 'ConfigBkp/twice', content: text }, { name: 'ConfigBkp/twice', content: text });
  if (kinds.includes('more-members')) add({ name: 'ConfigBkp/later/than/this.json', content: Buffer.from('{}') });
  if (kinds.includes('no-config-info')) all = all.filter(({ name }) => name !== CONFIG_INFO);
  if (kinds.includes('binary-config-info')) change(CONFIG_INFO, () => Buffer.from([0xff, 0xfe, 0x6f, 0x00]));
  if (kinds.includes('fewer-keys'))
    change(CONFIG_INFO, (info) => Buffer.from(info.toString().replace(/^conf_version.*\n/m, '')));
  if (kinds.includes('more-keys')) change(CONFIG_INFO, (info) => Buffer.from(`${info.toString()}mesh_version="4"\n`));
  if (kinds.includes('other-system-word')) {
    change(CONFIG_INFO, (info) => Buffer.from(info.toString().replace(/^os_name=.*$/m, 'os_name="BSM"')));
  }
  if (kinds.includes('no-main-database')) all = all.filter(({ name }) => name !== DATABASE);
  return all;
}

/** Entries that the packer does not write go before the two zero blocks at the end. */
export function unfamiliarTar(tar: Buffer, kinds: Kinds): Buffer {
  const entries: Buffer[] = [];
  const add = (...more: readonly Buffer[]): void => void entries.push(...more);
  if (kinds.includes('sparse-file')) add(entry('ConfigBkp/sparse', 'S', 'data', 2));
  if (kinds.includes('gnu-long-name')) {
    const name = `ConfigBkp/${'long/'.repeat(40)}name`;
    add(entry('././@LongLink', 'L', `${name}\0`), entry(name.slice(0, 99), '0', 'text'));
  }
  if (kinds.includes('pax-header'))
    add(entry('pax', 'x', '18 path=ConfigBkp/p\n'.replace('18', '20')), entry('cut', '0', 'text'));
  if (kinds.includes('global-pax-header')) add(entry('pax', 'g', '16 comment=made\n'));
  if (kinds.includes('unknown-entry')) add(entry('ConfigBkp/unknown', 'Q', 'whatever'));
  // POSIX: the size of a folder may tell how much it may hold.
  if (kinds.includes('sized-folder')) add(entry('ConfigBkp/sized/', '5', '', 0, 4_096));
  return Buffer.concat([tar.subarray(0, tar.length - 1_024), ...entries, Buffer.alloc(1_024)]);
}

/** @param maps blocks with the map of a sparse file behind its header */
function entry(name: string, type: string, contents: string, maps = 0, told?: number): Buffer {
  const header = Buffer.alloc(512);
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  const body = Buffer.from(contents);
  header.write(name, 0, 'utf8');
  header.write(
    octal(0o600, 7) + octal(0, 7) + octal(0, 7) + octal(told ?? body.length, 11) + octal(0, 11),
    100,
    'latin1',
  );
  header.write(`        ${type}`, 148, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  if (maps > 0) header[482] = 1;
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  const map = Array.from({ length: maps }, (_, index) => Buffer.alloc(512, index + 1 < maps ? 1 : 0));
  return Buffer.concat([header, ...map, body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}

const XZ: Partial<Record<UnfamiliarKind, readonly string[]>> = {
  'xz-machine-code': ['--x86', '--lzma2'],
  'xz-delta': ['--delta=dist=4', '--lzma2'],
  'xz-sha256': ['-C', 'sha256'],
  'xz-large-dictionary': ['--lzma2=preset=1,dict=128MiB'],
};

/** @param pack as the profile packs */
export async function unfamiliarPacking(
  tar: Buffer,
  kinds: Kinds,
  pack: (tar: Buffer) => Promise<Buffer>,
): Promise<Buffer> {
  const options = kinds.map((kind) => XZ[kind]).find((found) => found !== undefined);
  const packed =
    options !== undefined
      ? // The program of the system: the packer of the other archives knows none of this.
        execFileSync('xz', ['-z', '-c', ...options], { input: tar, maxBuffer: 2 ** 30 })
      : kinds.includes('several-gzip-members')
        ? Buffer.concat([gzipSync(tar.subarray(0, 10_000)), gzipSync(tar.subarray(10_000))])
        : await pack(tar);
  const behind = [
    ...(kinds.includes('zeros-behind') ? [Buffer.alloc(70_000)] : []),
    ...(kinds.includes('bytes-behind') ? [Buffer.from('behind the end')] : []),
  ];
  return Buffer.concat([packed, ...behind]);
}
