import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPackageWithOptions } from '@electron/asar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readArchive } from '../../build/packaging/check/archive.ts';

let folder = '';
let archive = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-archive-'));
  archive = path.join(folder, 'app.asar');
  await mkdir(path.join(folder, 'app/below'), { recursive: true });
  await writeFile(path.join(folder, 'app/main.js'), 'the program');
  await writeFile(path.join(folder, 'app/below/page.js'), 'the page');
  await writeFile(path.join(folder, 'app/below/native.node'), 'the native part');
  await createPackageWithOptions(path.join(folder, 'app'), archive, { unpack: '*.node' });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('an archive', () => {
  it('is read to its last file, those beside it too', async () => {
    const { files, broken } = await readArchive(archive);
    const texts = files.map(({ file, bytes }) => [file, bytes.toString()]);
    expect(Object.fromEntries(texts)).toEqual({
      'main.js': 'the program',
      'below/page.js': 'the page',
      'below/native.node': 'the native part',
    });
    expect(broken).toEqual([]);
  });

  it('that was changed after packing is found out', async () => {
    const bytes = await readFile(archive);
    bytes.write('THE', bytes.indexOf('the page'));
    await writeFile(archive, bytes);
    expect((await readArchive(archive)).broken).toEqual(['below/page.js']);
  });

  it('whose native part was exchanged is found out', async () => {
    await writeFile(`${archive}.unpacked/below/native.node`, 'another native part');
    expect((await readArchive(archive)).broken).toEqual(['below/native.node']);
  });
});
