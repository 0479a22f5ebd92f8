import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { replaceFileSync } from '../../electron/platform/durable-file.ts';

async function testFile(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-replace-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'file');
  await writeFile(file, 'old', { mode: 0o644 });
  return file;
}

describe('replacing a file', () => {
  it('shows what was really written to the one who checks it, before the old one goes', async () => {
    const file = await testFile();
    let seen = '';
    replaceFileSync(file, 'new', (written) => (seen = written));
    expect(seen).toBe('new');
    expect(await readFile(file, 'utf8')).toBe('new');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('keeps the old one when the new one is not what was meant', async () => {
    const file = await testFile();
    const refuse = (): never => {
      throw new Error('not what was meant');
    };
    expect(() => replaceFileSync(file, 'new', refuse)).toThrow('not what was meant');
    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await readdir(path.dirname(file))).toEqual(['file']);
  });
});
