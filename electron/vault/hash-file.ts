import { createHash } from 'node:crypto';
import path from 'node:path';
import { keepError, say } from '../../shared/index.ts';
import { vaultContext, type VaultContext, type VaultOptions } from './context.ts';
import { systemError } from '../platform/system-error.ts';
import { inFolder } from './vault-error.ts';

const CHUNK = 64 * 1024;

export interface FileHash {
  readonly bytes: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/**
 * Length and checksum of a stored file, read from a fresh handle. A link is not followed.
 * @throws KeepError `vault/missing`, `vault/unwritable`, `cancelled`
 */
export async function hashFile(file: string, options: VaultOptions = {}): Promise<FileHash> {
  const context = vaultContext(options);
  return await inFolder(path.dirname(file), context, () => readHash(file, context));
}

export async function readHash(file: string, { fs, signal }: VaultContext): Promise<FileHash> {
  const handle = await fs.openFile(file);
  try {
    if (!(await handle.stat()).isFile()) throw systemError('ELOOP', 'not a file');
    const hash = createHash('sha256');
    const buffer = new Uint8Array(CHUNK);
    let bytes = 0;
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await handle.read(buffer, 0, CHUNK);
      if (bytesRead === 0) return { bytes, sha256: hash.digest('hex') };
      hash.update(buffer.subarray(0, bytesRead));
      bytes += bytesRead;
    }
  } finally {
    await handle.close().catch(() => undefined);
  }
}

/** Proves that what lies at `file` is what was written. @throws KeepError `vault/unwritable` */
export async function readBack(file: string, written: FileHash, context: VaultContext): Promise<void> {
  const found = await readHash(file, context);
  if (found.bytes !== written.bytes || found.sha256 !== written.sha256) {
    throw keepError('vault/unwritable', { folder: path.dirname(file), reason: say('vault.reason.read-back') });
  }
}
