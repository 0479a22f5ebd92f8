import { chmod, chown, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeDurably } from '../../electron/records/write-durably.ts';
import { temporaryFolder } from './home-folder.ts';
import { withoutPrivileges } from './without-privileges.ts';

/** A folder in which a file may be written but, for now, not renamed: what a virus scanner does to a fresh file. */
async function folderThatRefusesRenames(): Promise<{ readonly folder: string; readonly file: string }> {
  const outer = await temporaryFolder();
  await chmod(outer, 0o755);
  const folder = path.join(outer, 'home');
  await mkdir(folder);
  const file = path.join(folder, 'settings.json');
  await writeFile(file, 'old');
  await writeFile(`${file}.new`, '');
  if (process.geteuid?.() === 0) for (const owned of [folder, file, `${file}.new`]) await chown(owned, 65534, 65534);
  await chmod(folder, 0o500);
  return { folder, file };
}

describe('replacing a file', () => {
  it('waits out a rename that is refused for a moment', async () => {
    const { folder, file } = await folderThatRefusesRenames();
    const written = withoutPrivileges(() => writeDurably(file, 'new'));
    while ((await readFile(`${file}.new`, 'utf8')) !== 'new') await new Promise(setImmediate);
    // Written in full; the first rename follows within a millisecond or two. The refusals must have begun to be waited out.
    const until = performance.now() + 25;
    while (performance.now() < until) await new Promise(setImmediate);
    expect(await readFile(file, 'utf8')).toBe('old');
    await chmod(folder, 0o700);
    await written;
    expect(await readFile(file, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['settings.json']);
  });

  it('gives up on a rename that is refused for ever, and the old file stays', async () => {
    const { file } = await folderThatRefusesRenames();
    await expect(withoutPrivileges(() => writeDurably(file, 'new'))).rejects.toThrow('EACCES');
    expect(await readFile(file, 'utf8')).toBe('old');
  });
});
