import { gzipSync } from 'node:zlib';
import { compressSync } from '@napi-rs/lzma/xz';
import initSqlJs from 'sql.js';
import { pack } from 'tar-stream';

type Headers = Parameters<ReturnType<typeof pack>['entry']>[0];

/** An entry as tar-stream writes it; `contents` of a folder or link are left out. */
export interface Part {
  readonly name: string;
  readonly contents?: Buffer | string;
  readonly header?: Partial<Headers>;
}

export async function buildTar(parts: readonly Part[]): Promise<Buffer> {
  const tar = pack();
  for (const { name, contents, header } of parts) {
    const full = { name, mtime: new Date(0), ...header };
    if (contents === undefined) tar.entry(full);
    else tar.entry(full, Buffer.from(contents));
  }
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A database made by running statements. */
export async function buildDatabase(...statements: readonly string[]): Promise<Buffer> {
  const engine = await initSqlJs();
  const database = new engine.Database();
  try {
    for (const statement of statements) database.run(statement);
    return Buffer.from(database.export());
  } finally {
    database.close();
  }
}

/** Tables and columns as a device has them (dss-format.md, "Database"). */
export const SETTINGS: readonly string[] = [
  'CREATE TABLE confbkp_config_tb (key TEXT, value TEXT)',
  'CREATE TABLE confbkp_group_tb (name TEXT, gid INTEGER, description TEXT)',
  'CREATE TABLE confbkp_volume_tb (vid INTEGER, location INTEGER, fstype INTEGER, mount_point TEXT)',
  `INSERT INTO confbkp_config_tb VALUES ('AutoBlock_attempts', '10'), ('w3_admin_port', '8000'), ('Terminal_SSHPort', '22'),
    ('FIREWALL_config', '{"/etc/fw_security/eth0.conf":"\n[SETTINGS]\ndos_protect_enable=yes\n"}')`,
  `INSERT INTO confbkp_group_tb VALUES ('administrators', 101, 'System default admin group'), ('users', 100, '')`,
];

export const CONFIG_INFO_TEXT = [
  'os_name="SRM"',
  'conf_version="1"',
  'dsm_majorversion="1"',
  'dsm_minorversion="3"',
  'dsm_buildnumber="9346"',
  'unique="synology_cypress_rt6600ax"',
  '',
].join('\n');

export interface SampleOptions {
  readonly info?: string | Buffer;
  readonly database?: Buffer;
  readonly more?: readonly Part[];
}

/** The parts of a small, sound archive. */
export async function sampleParts(options: SampleOptions = {}): Promise<readonly Part[]> {
  return [
    { name: 'ConfigBkp', header: { type: 'directory' } },
    { name: 'ConfigBkp/config_info', contents: options.info ?? CONFIG_INFO_TEXT },
    { name: 'ConfigBkp/_Syno_ConfBkp.db', contents: options.database ?? (await buildDatabase(...SETTINGS)) },
    { name: 'ConfigBkp/srm/usr/syno/etc/synongfw/mark_rule.conf', contents: '[rule]\nname=guest\n' },
    ...(options.more ?? []),
  ];
}

export function gzip(tar: Buffer, seconds = 0): Buffer {
  const packed = gzipSync(tar);
  packed.writeUInt32LE(seconds, 4);
  return packed;
}

export function xz(tar: Buffer): Buffer {
  return compressSync(tar);
}

/** A small, sound archive as a router makes it. */
export async function sampleArchive(options: SampleOptions = {}): Promise<Buffer> {
  return gzip(await buildTar(await sampleParts(options)));
}
