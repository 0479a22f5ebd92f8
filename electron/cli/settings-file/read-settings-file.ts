import { open } from 'node:fs/promises';
import { keepError, say } from '../../../shared/index.ts';
import { decodeText } from '../../platform/decode-text.ts';
import type { Input } from '../io.ts';
import { invalid, invalidWords } from '../usage-error.ts';

/** Bytes. Thousands of devices fit. */
const LARGEST = 32 * 1024 * 1024;

export interface SettingsFile {
  /** Not yet judged. */
  readonly json: unknown;
  /** The file is no UTF-8: somebody has to look at what was read. */
  readonly guessed: boolean;
}

/**
 * What an export holds, in whatever encoding an editor saved it.
 * @param source absolute path of a file, or standard input
 * @throws KeepError usage/invalid, cancelled
 */
export async function readSettingsFile(source: string | Input, signal: AbortSignal): Promise<SettingsFile> {
  const bytes = typeof source === 'string' ? await readFrom(source, signal) : await readAll(source, signal);
  const decoded = decodeText(bytes);
  if (decoded === undefined) throw invalidWords('cli.settings.not-json');
  try {
    return { json: JSON.parse(decoded.text) as unknown, guessed: decoded.guessed };
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
