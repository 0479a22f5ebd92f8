import type { Warning } from '../../shared/index.ts';
import type { ArchiveFile } from './archive-file.ts';
import type { Container } from './container.ts';

/** Behind the magic of an xz stream come two flag bytes; the second names the check of its blocks, 0 being none. */
const CHECK = 7;

/** An xz file may go without checksums; devices use CRC-64 (dss-format.md), so this is odd but no proof of damage. */
export async function checkWarnings(file: ArchiveFile, container: Container): Promise<readonly Warning[]> {
  if (container !== 'xz' || (await file.head(CHECK + 1))[CHECK] !== 0) return [];
  return [{ code: 'unfamiliar/no-checksum' }];
}
