import { keepError, KeepError, asKeepError, say, type Verification } from '../../shared/index.ts';
import { openArchiveFile, type ArchiveFile } from './archive-file.ts';
import { CONFIG_INFO, parseConfigInfo } from './config-info.ts';
import { containerOf } from './container.ts';
import { contentHashOf } from './content-hash.ts';
import { readDatabases } from './databases.ts';
import { checkOrigin, collapseWarnings } from './judge.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { MAIN_DATABASE, type Member } from './members.ts';
import type { ArchiveLimits, VerifyOptions } from './types.ts';
import { unpack } from './unpack.ts';
import { checkWarnings } from './xz-check.ts';

/**
 * Proves that a file is a configuration archive by opening it to its last row (dss-format.md, "What verified means").
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
  const { bytes: unpackedBytes, members } = await unpack(file, container, limits, options.signal);
  const info = parseConfigInfo(required(members, CONFIG_INFO));
  required(members, MAIN_DATABASE);
  checkOrigin(info, options.expected);
  const databases = await readDatabases(members.values(), limits, options.signal);
  const { tables, rows } = databases.main;
  return {
    container,
    bytes: file.size,
    unpackedBytes,
    members: members.size,
    osName: info.osName,
    ...(info.osVersion === undefined ? {} : { osVersion: info.osVersion }),
    ...(info.unique === undefined ? {} : { unique: info.unique }),
    tables,
    rows,
    contentHash: contentHashOf(members.values(), databases.digests),
    warnings: [
      ...(await checkWarnings(file, container)),
      ...databases.warnings,
      ...collapseWarnings({ bytes: file.size, rows }, options.previous),
    ],
  };
}

function required(members: ReadonlyMap<string, Member>, path: string): Buffer {
  const contents = members.get(path)?.contents;
  if (contents === undefined) {
    throw keepError('archive/incomplete', { detail: say('archive.member-missing', { path }) });
  }
  return contents;
}
