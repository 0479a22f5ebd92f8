import type { VaultContext } from './context.ts';
import { systemError } from '../platform/system-error.ts';

/** The whole content of a small file. A link, a pipe or a file above `largest` bytes is refused with a system error. */
export async function readBounded(
  file: string,
  largest: number,
  { fs }: Pick<VaultContext, 'fs'>,
): Promise<Uint8Array> {
  const handle = await fs.openFile(file);
  try {
    const facts = await handle.stat();
    if (!facts.isFile() || facts.size > largest) throw systemError('EFBIG', 'not the file expected here');
    // One byte more than is told: a file that tells 0 and holds more is none of ours.
    const buffer = new Uint8Array(facts.size + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    if (length > facts.size) throw systemError('EFBIG', 'more than the system told');
    return buffer.subarray(0, length);
  } finally {
    await handle.close().catch(() => undefined);
  }
}
