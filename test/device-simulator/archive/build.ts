import { factsOf, type DeviceFacts } from '../profiles.ts';
import { packGzip, packXz } from './compress.ts';
import { configInfo } from './config-info.ts';
import { buildDatabase } from './database.ts';
import { dsmSettings } from './dsm-settings.ts';
import { breakDatabase, breakMembers, breakPacked, breakTar } from './faults.ts';
import { dsmFiles, srmFiles } from './files.ts';
import type { ArchiveOptions } from './options.ts';
import { dsmRows, srmRows } from './rows.ts';
import { srmSettings } from './srm-settings.ts';
import { DSM_TABLES, SRM_TABLES } from './tables.ts';
import { packTar, type Member } from './tar.ts';
import { unfamiliarDatabase, unfamiliarMembers, unfamiliarPacking, unfamiliarTar } from './unfamiliar.ts';

/**
 * Builds a `.dss` as a device exports it: a compressed tar with `config_info`, a real database and configuration
 * files. About 90 KB packed and 380 KB unpacked for SRM (gzip); DSM 7 comes as xz.
 * Equal options give equal contents; the raw bytes follow `exportedAt` and `exportNumber`.
 */
export async function buildArchive(options: ArchiveOptions): Promise<Buffer> {
  const facts = describedDevice(options);
  const { fault, unfamiliar = [], exportedAt = Date.now() } = options;
  const members = unfamiliarMembers(breakMembers(membersOf(facts, options), fault), unfamiliar);
  const tar = breakTar(unfamiliarTar(await packTar(members), unfamiliar), fault);
  const packed = await unfamiliarPacking(tar, unfamiliar, async (plain) =>
    facts.compression === 'gzip' ? packGzip(plain, exportedAt) : packXz(plain),
  );
  return breakPacked(packed, fault);
}

/** The device that the archive claims to come from; two faults make it another one. */
function describedDevice(options: ArchiveOptions): DeviceFacts {
  const facts = factsOf(options.profile);
  const described = { ...facts, hostName: options.hostName ?? facts.hostName };
  switch (options.fault) {
    case 'other-device':
      return { ...described, unique: facts.os === 'SRM' ? 'synology_ipq806x_rt2600ac' : 'synology_armada370_ds115j' };
    case 'other-system':
      return { ...factsOf(facts.os === 'SRM' ? 'dsm6' : 'srm-strict'), hostName: described.hostName };
    default:
      return described;
  }
}

function membersOf(facts: DeviceFacts, options: ArchiveOptions): Member[] {
  const { hostName } = facts;

  const router = facts.os === 'SRM';
  const settings = new Map(router ? srmSettings(hostName) : dsmSettings(hostName));
  const files = new Map(router ? srmFiles(hostName) : dsmFiles(hostName));
  for (const [key, value] of options.settings ?? []) (key.startsWith('ConfigBkp/') ? files : settings).set(key, value);

  const empty = options.fault === 'empty-database';
  const database = buildDatabase({
    tables: router ? SRM_TABLES : DSM_TABLES,
    settings: empty ? new Map() : settings,
    rows: empty ? new Map() : router ? srmRows(hostName) : dsmRows(hostName),
    exportNumber: options.exportNumber ?? 1,
    fillTo: options.databaseBytes ?? 0,
  });
  const plain = new Map<string, Buffer>([...files].map(([name, text]) => [name, Buffer.from(text)]));
  plain.set('ConfigBkp/config_info', Buffer.from(configInfo(facts)));
  plain.set('ConfigBkp/_Syno_ConfBkp.db', breakDatabase(database, options.fault));
  const more = unfamiliarDatabase(database, options.unfamiliar ?? []);
  if (more !== database) plain.set('ConfigBkp/own.db', more);
  return withDirectories(plain);
}

/** Directories stand in real archives too, each before its files. */
function withDirectories(files: ReadonlyMap<string, Buffer>): Member[] {
  const members = new Map<string, Member>();
  for (const [name, content] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const parts = name.split('/').slice(0, -1);
    parts.forEach((_, index) => {
      const directory = `${parts.slice(0, index + 1).join('/')}/`;
      members.set(directory, { name: directory });
    });
    members.set(name, { name, content });
  }
  return [...members.values()];
}
