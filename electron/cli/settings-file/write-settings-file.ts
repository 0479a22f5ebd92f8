import { open, rename, rm } from 'node:fs/promises';
import { say } from '../../../shared/index.ts';
import { invalid, invalidWords } from '../usage-error.ts';

/**
 * Writes an export, readable by this user alone: it names devices, accounts and addresses. A file that is there is replaced
 * only when that was asked for, and then in one step.
 * @param file absolute
 * @throws KeepError usage/invalid
 */
export async function writeSettingsFile(file: string, text: string, force: boolean): Promise<void> {
  const written = force ? `${file}.new` : file;
  try {
    if (force) await rm(written, { force: true });
    // Exclusive: neither an older export nor a link planted at the name is written through.
    const handle = await open(written, 'wx', 0o600);
    try {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (force) await rename(written, file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EEXIST') throw invalidWords('cli.settings.exists', error);
    throw invalid(say('cli.settings.unwritable', { file, code }), say('cli.settings.unwritable.remedy'), error);
  }
}
