import { keepError, say } from '../../shared/index.ts';
import { decodeUnambiguous } from '../platform/decode-text.ts';
import { NO_FILE, readBounded, TOO_LARGE } from '../platform/read-bounded.ts';
import { errorCode } from './error-code.ts';
import type { SecretStoreOptions } from './types.ts';

/** A key file is a line; this also ends the reading of something endless. */
const LONGEST = 64 * 1024;

/**
 * The master key: `ROUTERKEEP_MASTER_KEY`, else the content of `ROUTERKEEP_MASTER_KEY_FILE` without the line end behind it
 * and, where it is text, the byte order mark before it: the same key, whichever program wrote it down.
 * @throws KeepError secret/unavailable
 */
export async function masterKey(env: SecretStoreOptions['env']): Promise<Buffer> {
  const key = env.ROUTERKEEP_MASTER_KEY ?? '';
  if (key !== '') return Buffer.from(key, 'utf8');
  const file = env.ROUTERKEEP_MASTER_KEY_FILE ?? '';
  if (file === '') throw keepError('secret/unavailable', { reason: say('secrets.no-master-key') });
  const content = keyIn(await readKeyFile(file));
  if (content.length === 0) throw keepError('secret/unavailable', { reason: say('secrets.master-key-empty') });
  return content;
}

/** Of a file, or of what a shell writes to us by `<(command)`; nobody waits for a pipe that was only put there. */
async function readKeyFile(file: string): Promise<Buffer> {
  try {
    return await readBounded(file, LONGEST);
  } catch (error) {
    throw keepError('secret/unavailable', { reason: reasonFor(errorCode(error)) }, error);
  }
}

function reasonFor(code: string): string {
  if (code === TOO_LARGE) return say('secrets.master-key-too-long');
  if (code === NO_FILE) return say('secrets.master-key-no-file');
  return say('secrets.master-key-unreadable', { code });
}

/** A key that is text has the bytes it would have in the environment; any other is taken as it is. */
function keyIn(content: Buffer): Buffer {
  const decoded = decodeUnambiguous(content);
  if (decoded === undefined || /[^\P{Cc}\t\n\r\u0085]/u.test(decoded.text)) return withoutLineEnd(content);
  return Buffer.from(decoded.text.replace(/(\r\n|[\r\n\u0085])$/u, ''), 'utf8');
}

function withoutLineEnd(content: Buffer): Buffer {
  if (content.at(-1) !== 0x0a) return content;
  return content.subarray(0, content.at(-2) === 0x0d ? -2 : -1);
}
