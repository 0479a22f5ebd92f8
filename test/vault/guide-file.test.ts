import { lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeGuide } from '../../electron/vault/index.ts';
import { save } from './sample.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('the restore page beside the backups', () => {
  it('is written for the owner alone, and again only when it changed', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    await save(folder);
    const page = path.join(folder, 'HOW-TO-RESTORE.html');
    expect(await writeGuide(folder, '<p>Büro</p>')).toBe(true);
    const first = await lstat(page);
    expect(first.mode & 0o777).toBe(0o600);
    expect(await writeGuide(folder, '<p>Büro</p>')).toBe(false);
    expect((await lstat(page)).ino).toBe(first.ino);
    expect(await writeGuide(folder, '<p>Bad</p>')).toBe(true);
    expect(await readFile(page, 'utf8')).toBe('<p>Bad</p>');
    expect(await writeGuide(folder, '<p>Bid</p>')).toBe(true);
    expect(await readFile(page, 'utf8')).toBe('<p>Bid</p>');
    expect(await readdir(folder)).toHaveLength(3);
  });

  it('replaces a link planted in its place instead of writing through it', async () => {
    const root = await temporaryFolder();
    const folder = path.join(root, 'Office');
    await mkdir(folder);
    const outside = path.join(root, 'precious');
    await writeFile(outside, 'page');
    await symlink(outside, path.join(folder, 'HOW-TO-RESTORE.html'));
    expect(await writeGuide(folder, 'page')).toBe(true);
    expect(await readFile(outside, 'utf8')).toBe('page');
    expect((await lstat(path.join(folder, 'HOW-TO-RESTORE.html'))).isFile()).toBe(true);
  });

  it('says so when a folder stands in its place or its own folder is gone', async () => {
    const root = await temporaryFolder();
    await mkdir(path.join(root, 'Office', 'HOW-TO-RESTORE.html'), { recursive: true });
    await expect(writeGuide(path.join(root, 'Office'), 'page')).rejects.toMatchObject({ code: 'vault/unwritable' });
    expect(await readdir(path.join(root, 'Office'))).toEqual(['HOW-TO-RESTORE.html']);
    await expect(writeGuide(path.join(root, 'gone'), 'page')).rejects.toMatchObject({ code: 'vault/missing' });
  });
});
