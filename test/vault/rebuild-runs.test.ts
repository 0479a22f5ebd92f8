import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSidecars, rebuildRuns } from '../../electron/vault/index.ts';
import { idOf, save } from './sample.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('a vault without a home', () => {
  it('tells every run of every device, oldest first', async () => {
    const root = await temporaryFolder();
    const at = (date: number): Date => new Date(2026, 10, date);
    const saved = [
      await save(path.join(root, 'Office'), { takenAt: at(3), deviceId: idOf(1) }),
      await save(path.join(root, 'Attic'), { takenAt: at(1), deviceId: idOf(2) }),
      await save(path.join(root, 'Office'), { takenAt: at(2), deviceId: idOf(1) }),
    ];
    // That one's archive is gone, but the run did happen.
    await rm(saved[1]?.path ?? '');
    const [third, first, second] = saved.map(({ sidecar }) => sidecar);
    expect(await rebuildRuns(root)).toEqual([first, second, third]);
    expect((await findSidecars(root)).map(({ folder }) => folder)).toEqual(['Attic', 'Office', 'Office']);
  });

  it('passes over what is not ours or cannot be read', async () => {
    const root = await temporaryFolder();
    const good = await save(path.join(root, 'Office'));
    const broken = await save(path.join(root, 'Office'));
    await writeFile(`${broken.path}.json`, '{"version": 1');
    await writeFile(path.join(root, 'file'), '');
    await mkdir(path.join(root, '@eaDir'));
    await mkdir(path.join(root, 'Photos', 'deeper.dss.json'), { recursive: true });
    expect(await rebuildRuns(root)).toEqual([good.sidecar]);
  });

  it('says that it is gone instead of telling an empty history', async () => {
    const gone = path.join(await temporaryFolder(), 'gone');
    await expect(rebuildRuns(gone)).rejects.toMatchObject({ code: 'vault/missing' });
  });
});
