import { open } from 'node:fs/promises';
import { keepError, say } from '../../../shared/index.ts';
import type { Input } from '../io.ts';
import { invalid, invalidWords } from '../usage-error.ts';

/** Bytes. Thousands of devices fit. */
const LARGEST = 32 * 1024 * 1024;

/**
 * What an export holds, not yet judged.
 * @param source absolute path of a file, or standard input
 * @throws KeepError usage/invalid, cancelled
 */
export async function readSettingsFile(source: string | Input, signal: AbortSignal): Promise<unknown> {
  const bytes = typeof source === 'string' ? await readFrom(source, signal) : await readAll(source, signal);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (error) {
    throw invalidWords('cli.settings.not-json', error);
  }
}

async function readFrom(file: string, signal: AbortSignal): Promise<Buffer> {
  try {
    const handle = await open(file, 'r');
    try {
      if ((await handle.stat()).size > LARGEST) throw invalidWords('cli.settings.too-large');
      return await handle.readFile({ signal });
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    throw invalid(say('cli.file.unreadable', { file }), say('cli.settings.unreadable.remedy'), error);
  }
}

async function readAll(stream: Input, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    if (signal.aborted) throw keepError('cancelled', {});
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > LARGEST) throw invalidWords('cli.settings.too-large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
