import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskFs, MARKER_NAME, placeIsThere, preparePlace } from '../../../electron/vault/index.ts';
import { KeepError } from '../../../shared/index.ts';
import { diskError, faultyFs } from '../faulty-fs.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { snapshotOf } from './pair.ts';

describe('preparing a second place', () => {
  it('leaves a marker that says what it is, for the owner alone', async () => {
    const root = await temporaryFolder();
    const place = await preparePlace(root, []);
    expect(place.root).toBe(root);
    expect(await readdir(root)).toEqual([MARKER_NAME]);
    const marker = JSON.parse(await readFile(path.join(root, MARKER_NAME), 'utf8')) as Record<string, unknown>;
    expect(marker).toMatchObject({ version: 1, id: place.id });
    expect(marker.about).toContain('Routerkeep');
    expect((await stat(path.join(root, MARKER_NAME))).mode & 0o777).toBe(0o600);
  });

  it('takes up a place again that was prepared before, by another version too', async () => {
    const root = await temporaryFolder();
    const first = await preparePlace(root, []);
    const before = await snapshotOf(root);
    expect(await preparePlace(`${root}${path.sep}`, [])).toEqual(first);
    expect(await snapshotOf(root)).toEqual(before);
    await writeFile(path.join(root, MARKER_NAME), JSON.stringify({ version: 7, id: 'from-the-future', more: [] }));
    expect((await preparePlace(root, [])).id).toBe('from-the-future');
  });

  it('gives each place an id of its own', async () => {
    const [one, other] = [await temporaryFolder(), await temporaryFolder()];
    expect((await preparePlace(one, [])).id).not.toBe((await preparePlace(other, [])).id);
  });

  it('never creates a folder: it may be a share that is not mounted', async () => {
    const root = await temporaryFolder();
    const unmounted = path.join(root, 'nas', 'Routerkeep');
    await expect(preparePlace(unmounted, [])).rejects.toMatchObject({ code: 'copy/missing' });
    expect(await readdir(root)).toEqual([]);
  });

  it.each(['nas/Routerkeep', '', 'C:relative', 'a\0b'])(
    'refuses %j, which is not given from the root',
    async (root) => {
      await expect(preparePlace(root, [])).rejects.toMatchObject({ code: 'usage/invalid' });
    },
  );

  it.each(['nul', 'Backups. '])(
    'refuses on Windows the name %j, which would mean another place there',
    async (name) => {
      const root = path.join(await temporaryFolder(), name);
      await expect(preparePlace(root, [], { platform: 'win32' })).rejects.toMatchObject({ code: 'usage/invalid' });
    },
  );

  it('refuses a file', async () => {
    const file = path.join(await temporaryFolder(), 'file');
    await writeFile(file, 'x');
    await expect(preparePlace(file, [])).rejects.toMatchObject({
      code: 'copy/failed',
      message: `The copy to ${file} failed: a file stands in its place.`,
    });
  });

  it('refuses the vault itself, a folder in it and a folder around it, by other names too', async () => {
    const root = await temporaryFolder();
    const vault = path.join(root, 'around', 'vault');
    await mkdir(path.join(vault, 'inside'), { recursive: true });
    await mkdir(path.join(root, 'around', 'vault-2'));
    await symlink(vault, path.join(root, 'alias'));
    const vaults = ['/somewhere/else', vault];
    for (const folder of [vault, path.join(vault, 'inside'), path.join(root, 'around'), path.join(root, 'alias')]) {
      await expect(preparePlace(folder, vaults), folder).rejects.toMatchObject({ code: 'usage/invalid' });
    }
    expect(await readdir(vault)).toEqual(['inside']);
    await preparePlace(path.join(root, 'around', 'vault-2'), vaults);
  });

  it.each([' ', '{"version":1', '{"version":1}', '[]', '{"id":"somebody-else"}'])(
    'leaves a marker alone that it cannot read (%j), and says so',
    async (content) => {
      const root = await temporaryFolder();
      await writeFile(path.join(root, MARKER_NAME), content);
      await expect(preparePlace(root, [])).rejects.toMatchObject({ code: 'copy/failed' });
      expect(await readFile(path.join(root, MARKER_NAME), 'utf8')).toBe(content);
      expect(await readdir(root)).toEqual([MARKER_NAME]);
    },
  );

  it('leaves a file alone that is far too large for a marker, and says so; as a place it is not there', async () => {
    const root = await temporaryFolder();
    const marker = path.join(root, MARKER_NAME);
    await writeFile(marker, JSON.stringify({ version: 1, id: 'somebody-else', much: 'x'.repeat(64 * 1024) }));
    await expect(preparePlace(root, [])).rejects.toMatchObject({
      code: 'copy/failed',
      message: expect.stringContaining(MARKER_NAME) as string,
    });
    expect((await stat(marker)).size).toBeGreaterThan(64 * 1024);
    expect(await placeIsThere({ root, id: 'somebody-else' })).toBe(false);
  });

  it('writes the marker anew where a loss of power left an empty one', async () => {
    const root = await temporaryFolder();
    await writeFile(path.join(root, MARKER_NAME), '');
    const place = await preparePlace(root, []);
    expect(await preparePlace(root, [])).toEqual(place);
  });

  it('refuses a prepared place that can no longer be written to', async () => {
    const root = await temporaryFolder();
    await preparePlace(root, []);
    const fs = { ...diskFs, createFile: () => Promise.reject(diskError('EACCES')) };
    await expect(preparePlace(root, [], { fs })).rejects.toMatchObject({ code: 'copy/failed' });
  });

  it('says why a folder cannot be written to, and that it is gone when it is', async () => {
    const root = await temporaryFolder();
    const refusing = { ...diskFs, createFile: () => Promise.reject(diskError('EROFS')) };
    await expect(preparePlace(root, [], { fs: refusing })).rejects.toMatchObject({
      code: 'copy/failed',
      message: `The copy to ${root} failed: it is read-only.`,
    });
    const vanishing = {
      ...diskFs,
      createFile: async () => {
        await rm(root, { recursive: true });
        throw diskError('EIO');
      },
    };
    await expect(preparePlace(root, [], { fs: vanishing })).rejects.toMatchObject({ code: 'copy/missing' });
  });

  it('leaves a whole marker or none, whichever call fails', async () => {
    for (let nth = 1; ; nth += 1) {
      const root = await temporaryFolder('memory');
      const faulty = faultyFs(diskFs, { nth, lasting: 'forever', when: 'before', code: 'EIO' });
      const outcome = await preparePlace(root, [], { fs: faulty.fs }).catch((thrown: unknown) => thrown);
      if (faulty.failed.length === 0) break;
      if (outcome instanceof KeepError) expect(['copy/missing', 'copy/failed']).toContain(outcome.code);
      const again = await preparePlace(root, []);
      if (!(outcome instanceof KeepError)) expect(again).toEqual(outcome);
      expect(JSON.parse(await readFile(path.join(root, MARKER_NAME), 'utf8'))).toMatchObject({ id: again.id });
      expect(nth).toBeLessThan(100);
    }
  });
});
