import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ReadableStream } from 'node:stream/web';
import { keepError, KeepError, say } from '../../shared/index.ts';
import type { ArchiveFile } from './archive-file.ts';
import type { Consume } from './container.ts';

/**
 * Unpacks xz in ways that the first decoder does not know: filters for machine code, delta, SHA-256, larger dictionaries.
 * liblzma itself, in a WebAssembly sandbox that may take 256 MB; started only for such a file.
 * @throws KeepError archive/damaged, archive/too-large, whatever `consume` throws, or the signal's abort
 */
export async function unxzOtherwise(
  file: ArchiveFile,
  until: number,
  consume: Consume,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { initModule, createUnxz } = await import('node-liblzma/wasm');
  await initModule(async () => {
    const { default: create } = await import('node-liblzma/wasm/liblzma.js');
    return await create({ wasmBinary: await readFile(wasmPath()) });
  });
  try {
    const packed = ReadableStream.from(file.chunks({ until }));
    for await (const chunk of packed.pipeThrough(createUnxz(), signal === undefined ? {} : { signal })) {
      signal?.throwIfAborted();
      consume(chunk);
    }
  } catch (error) {
    throw damageOf(error);
  }
}

/** Beside the built program, where the build puts it; from sources, in the package. */
function wasmPath(): string {
  const beside = path.join(import.meta.dirname, 'liblzma.wasm');
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve('node-liblzma/wasm/liblzma.wasm');
}

/** The names of its errors follow `lzma_ret`. */
function damageOf(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof KeepError) return error;
  switch (error.name) {
    case 'LZMAMemoryError':
    case 'LZMAMemoryLimitError':
      return keepError('archive/too-large', { detail: say('archive.compression-memory') }, error);
    case 'LZMAOptionsError':
    case 'LZMAFormatError':
      return keepError('archive/damaged', { detail: say('archive.compression-unsupported') }, error);
    case 'LZMADataError':
      return keepError('archive/damaged', { detail: say('archive.checksum') }, error);
    case 'LZMABufferError':
      return keepError('archive/damaged', { detail: say('archive.cut-short') }, error);
    default:
      return error;
  }
}
