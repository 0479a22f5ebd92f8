import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { bytesOf } from '../archive/database.ts';
import { packGzip, packXz } from '../archive/compress.ts';
import { packTar, type Member } from '../archive/tar.ts';
import { deviceSeconds, type Device } from '../device.ts';
import { invented } from './fill.ts';
import type { PlayedArchive } from './schema.ts';

/** An archive of the members, tables and columns that a report tells, with invented contents; noise where it tells nothing. */
export async function archiveOf(
  archive: PlayedArchive | undefined,
  file: { readonly bytes: number; readonly head: string },
  device: Device,
): Promise<Buffer> {
  const head = Buffer.from(file.head, 'hex');
  if (archive === undefined || archive.container === 'other') {
    return Buffer.concat([head, randomBytes(Math.max(0, Math.min(file.bytes, 2 ** 20) - head.length))]);
  }
  const plain = await packTar(archive.members.map((member, index) => memberOf(member, index, archive, device)));
  const tar = archive.ended ? plain : plain.subarray(0, plain.length - 1_024);
  const exportedAt = deviceSeconds(device) * 1_000;
  const packed = archive.container === 'gzip' ? await packGzip(tar, exportedAt) : await packXz(tar);
  return archive.whole ? packed : packed.subarray(0, Math.ceil(packed.length * 0.7));
}

type PlayedMember = PlayedArchive['members'][number];

function memberOf(member: PlayedMember, index: number, archive: PlayedArchive, device: Device): Member {
  const name = member.name.replaceAll(/<name(?:-([a-z]+))?:(\d+)>/g, (_, extension: string | undefined) =>
    extension === undefined ? `member-${index}` : `member-${index}.${extension}`,
  );
  switch (member.kind) {
    case 'folder':
      return { name: name.endsWith('/') ? name : `${name}/` };
    case 'symlink':
      return { name, type: 'symlink', linkname: targetOf(member) };
    case 'hardlink':
      return { name, type: 'link', linkname: targetOf(member) };
    case 'file':
      return { name, content: contentsOf(member, archive, device) };
    default:
      return { name, type: TYPES[member.kind] ?? 'fifo' };
  }
}

const TYPES: Readonly<Record<string, NonNullable<Member['type']>>> = {
  'type 3': 'character-device',
  'type 4': 'block-device',
  'type 6': 'fifo',
};

function targetOf({ link }: PlayedMember): string {
  if (link === 'absolute') return '/usr/syno/etc/elsewhere.conf';
  return link === 'outside' ? '../../../../elsewhere.conf' : 'config_info';
}

function contentsOf(member: PlayedMember, archive: PlayedArchive, device: Device): Buffer {
  const size = Math.min(member.bytes, 2 ** 20);
  switch (member.holds) {
    case 'sqlite': {
      const described = archive.databases.find((database) => database.member === member.name);
      const bytes = databaseOf(described?.tables ?? []);
      // Of one that could not be read the header is right, and what is behind it is not.
      return described?.readable === false ? Buffer.concat([bytes.subarray(0, 100), randomBytes(bytes.length)]) : bytes;
    }
    case 'key-values':
      return Buffer.from(
        Object.entries(member.values ?? {})
          .map(([key, value]) => `${plain(key)}="${valueOf(key, value, device)}"\n`)
          .join(''),
      );
    case 'json':
      return Buffer.from('{"value": 1}');
    case 'bytes':
      return randomBytes(size);
    case 'nothing':
      return Buffer.alloc(0);
    default:
      return Buffer.from('line of text\n'.repeat(Math.ceil(size / 13)).slice(0, size));
  }
}

function valueOf(key: string, value: string, device: Device): string {
  if (key === 'unique' && value.startsWith('<')) return device.facts.unique;
  return plain(value);
}

function plain(text: string): string {
  const [, kind, size] = /^<([a-z0-9-]+):(\d+)(?:#\d+)?>$/.exec(text) ?? [];
  return kind === undefined ? text : String(invented(kind, Math.min(Number(size), 64)));
}

function databaseOf(tables: PlayedArchive['databases'][number]['tables']): Buffer {
  const database = new DatabaseSync(':memory:');
  try {
    database.exec('BEGIN');
    tables.forEach(({ name, columns, rows }, index) => {
      const table = name.startsWith('<') ? `table_${index}` : name;
      const shown = columns.map(({ name: column, type, collation }, at) => {
        const known = ['BINARY', 'NOCASE', 'RTRIM'].includes((collation ?? 'BINARY').toUpperCase());
        return `"${column.startsWith('<') ? `column_${at}` : column}" ${type.startsWith('<') ? '' : type.replaceAll(/ \d+/g, '')}${known && collation !== undefined ? ` COLLATE ${collation}` : ''}`;
      });
      database.exec(`CREATE TABLE "${table}" (${shown.join(', ')})`);
      const insert = database.prepare(`INSERT INTO "${table}" VALUES (${columns.map(() => '?').join(', ')})`);
      for (let row = 0; row < Math.min(rows, 50_000); row += 1)
        insert.run(...columns.map((_, at) => `value ${row}.${at}`));
    });
    database.exec('COMMIT');
    return bytesOf(database);
  } finally {
    database.close();
  }
}
