import { keepError, KeepError, asKeepError, say, type Verification } from '../../shared/index.ts';
import { openArchiveFile, type ArchiveFile } from './archive-file.ts';
import { readOrigin } from './config-info.ts';
import { containerOf } from './container.ts';
import { contentHashOf } from './content-hash.ts';
import { readDatabases } from './databases.ts';
import { collapseWarnings } from './judge.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { ArchiveLimits, VerifyOptions } from './types.ts';
import { unpack } from './unpack.ts';
import { checkWarnings } from './xz-check.ts';

/**
 * Proves that a file is a sound configuration archive by opening it to its last row (dss-format.md, "What verified means"):
 * unpacked to its end with every checksum right, the tar walked to its end, every database passed, the device not
 * contradicted. What is of no kind that is known is named among the warnings.
 * The file is untrusted: it is read as a stream under ceilings, nothing is written, nothing of it is executed.
 *
 * @param path a regular file
 * @throws KeepError archive/not-an-archive, archive/damaged, archive/incomplete, archive/too-large, device/other-device,
 *   cancelled
 */
export async function verifyArchive(path: string, options: VerifyOptions = {}): Promise<Verification> {
  const { signal } = options;
  try {
    signal?.throwIfAborted();
    const file = await openArchiveFile(path);
    try {
      return await verifyFile(file, options);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof KeepError) throw error;
    if (signal?.aborted === true) throw keepError('cancelled', {}, error);
    throw asKeepError(error);
  }
}

async function verifyFile(file: ArchiveFile, options: VerifyOptions): Promise<Verification> {
  const limits: ArchiveLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const container = await containerOf(file);
  if (file.size > limits.packedBytes) {
    throw keepError('archive/too-large', { detail: say('archive.packed-ceiling', { bytes: limits.packedBytes }) });
  }
  const { bytes: unpackedBytes, members, warnings } = await unpack(file, container, limits, options.signal);
  const origin = readOrigin(members, options.expected);
  const { tables, rows, ...databases } = await readDatabases(members, limits, options.signal);
  return {
    container,
    bytes: file.size,
    unpackedBytes,
    members: members.length,
    ...origin.info,
    tables,
    rows,
    contentHash: contentHashOf(members, databases.digests),
    warnings: [
      ...(await checkWarnings(file, container)),
      ...warnings,
      ...origin.warnings,
      ...databases.warnings,
      ...collapseWarnings({ bytes: file.size, rows }, options.previous),
    ],
  };
}
