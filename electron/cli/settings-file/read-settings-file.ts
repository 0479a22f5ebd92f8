import { keepError, say } from '../../../shared/index.ts';
import { parseBoundedJson } from '../../platform/bounded-json.ts';
import { decodeText } from '../../platform/decode-text.ts';
import { readBounded, TOO_LARGE } from '../../platform/read-bounded.ts';
import { systemCode } from '../../platform/system-error.ts';
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
    return { json: parseBoundedJson(decoded.text), guessed: decoded.guessed };
  } catch (error) {
    throw invalidWords('cli.settings.not-json', error);
  }
}

async function readFrom(file: string, signal: AbortSignal): Promise<Buffer> {
  try {
    return await readBounded(file, LARGEST, signal);
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    if (code === TOO_LARGE) throw invalidWords('cli.settings.too-large');
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
