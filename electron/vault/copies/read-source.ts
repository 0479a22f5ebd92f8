import { createHash } from 'node:crypto';
import { say } from '../../../shared/index.ts';
import type { VerifiedBackup } from '../commit.ts';
import type { VaultContext } from '../context.ts';
import { systemCode } from '../../platform/system-error.ts';
import type { Stage } from '../types.ts';

const CHUNK = 64 * 1024;

/** A file and what it was when it was stored. */
export interface Source {
  readonly path: string;
  readonly sidecar: Pick<VerifiedBackup['sidecar'], 'bytes' | 'sha256'>;
}

/**
 * Reads a backup into a stage and proves on the way that it still is what was stored: rot is not carried on.
 * @returns why it must not be copied, a fragment of a sentence; undefined when all of it arrived
 */
export async function readIntoStage(
  { path, sidecar }: Source,
  stage: Pick<Stage, 'write'>,
  { fs, signal }: VaultContext,
): Promise<string | undefined> {
  const hash = createHash('sha256');
  let bytes = 0;
  const source = await asking(() => fs.openFile(path));
  if (source === undefined) return say('copies.left.source');
  try {
    const buffer = new Uint8Array(CHUNK);
    for (;;) {
      signal?.throwIfAborted();
      const read = await asking(() => source.read(buffer, 0, CHUNK));
      if (read === undefined) return say('copies.left.source');
      if (read.bytesRead === 0) break;
      const chunk = buffer.subarray(0, read.bytesRead);
      bytes += chunk.length;
      // Longer than it should be: no need to see the rest.
      if (bytes > sidecar.bytes) return say('copies.left.rotten');
      hash.update(chunk);
      await stage.write(chunk);
    }
  } finally {
    await source.close().catch(() => undefined);
  }
  const isWhole = bytes === sidecar.bytes && hash.digest('hex') === sidecar.sha256;
  return isWhole ? undefined : say('copies.left.rotten');
}

/** Undefined when the vault's disk refuses: that is not the place's fault. */
async function asking<Result>(ask: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await ask();
  } catch (thrown) {
    if (systemCode(thrown) === undefined) throw thrown;
    return undefined;
  }
}
