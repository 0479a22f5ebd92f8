import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lockFile } from '../../electron/platform/file-lock.ts';

async function folderFor(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-lock-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe('a lock on a file', () => {
  it('is had by one at a time, and by the next when it was given back', async () => {
    const file = path.join(await folderFor(), 'a.lock');
    const first = lockFile(file, 0);
    expect([first?.isHeld(), lockFile(file, 0)]).toEqual([true, undefined]);
    first?.release();
    first?.release();
    expect(first?.isHeld()).toBe(false);
    const second = lockFile(file, 0);
    expect(second?.isHeld()).toBe(true);
    second?.release();
    expect((await readdir(path.dirname(file))).sort()).toEqual(['a.lock']);
  });

  it.each([
    { what: 'a link to nowhere', code: 'ELOOP', plant: (file: string) => symlink('elsewhere', file) },
    { what: 'a link to a file', code: 'ELOOP', plant: (file: string) => symlink('other', file) },
    { what: 'a folder', code: 'EISDIR', plant: (file: string) => mkdir(file) },
    {
      what: 'a pipe',
      code: 'EINVAL',
      plant: (file: string) => Promise.resolve(void execFileSync('mkfifo', [file])),
    },
  ])('is refused where $what was planted in its place, and nothing is touched', async ({ plant, code }) => {
    const folder = await folderFor();
    const [file, other] = [path.join(folder, 'a.lock'), path.join(folder, 'other')];
    await writeFile(other, '');
    await plant(file);
    expect(() => lockFile(file, 0)).toThrow(expect.objectContaining({ code }) as Error);
    expect(existsSync(path.join(folder, 'elsewhere'))).toBe(false);
    expect(await readFile(other, 'utf8')).toBe('');
  });
});
