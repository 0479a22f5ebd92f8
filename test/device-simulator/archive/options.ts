import type { DownloadFault } from '../fault-kinds.ts';
import type { Profile } from '../profiles.ts';
import type { UnfamiliarKind } from './unfamiliar.ts';

/** What can be wrong with an archive itself, apart from how it travels. */
export const ARCHIVE_FAULTS = [
  'cut-archive',
  'not-tar',
  'no-database',
  'no-config-info',
  'broken-database',
  'other-device',
  'other-system',
  'traversal',
  'absolute-path',
  'symlink',
  'hardlink',
  /** One byte in the middle of the compressed data is other. */
  'flipped-byte',
  /** The checksum behind the compressed data is wrong. */
  'bad-checksum',
  /** Bytes behind the compressed data. */
  'trailing-garbage',
  /** A tar header whose checksum is wrong. */
  'bad-header',
  /** The tar ends without its two zero blocks. */
  'no-end-blocks',
  /** The member is there, but it is text. */
  'database-is-text',
  /** A database whose tables have no rows. */
  'empty-database',
  'device-node',
  /** `config_info` twice, the second one of another device. */
  'twice',
] as const;
export type ArchiveFault = (typeof ARCHIVE_FAULTS)[number];

export interface ArchiveOptions {
  readonly profile: Profile;
  /** Default: the profile's. The contents are invented from it: equal names, equal contents. */
  readonly hostName?: string;
  /** Changes: a key of `confbkp_config_tb`, or the path of a member (`ConfigBkp/srm/usr/syno/etc/...`). */
  readonly settings?: ReadonlyMap<string, string>;
  /** Epoch milliseconds for the time in the gzip header; default now. */
  readonly exportedAt?: number;
  /** Moves the database's change counter, as on a device that has worked in between; default 1. */
  readonly exportNumber?: number;
  readonly fault?: ArchiveFault;
  /** What is in it although it is usual nowhere; it stays sound. */
  readonly unfamiliar?: readonly UnfamiliarKind[];
  /** Adds rows until the database has about this many bytes, for measurements. */
  readonly databaseBytes?: number;
}

/** The archive fault behind a download fault, where it is one of the archive. */
export function archiveFault(fault: DownloadFault): ArchiveFault | undefined {
  return ARCHIVE_FAULTS.find((known) => known === fault);
}
