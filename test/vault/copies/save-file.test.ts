import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskFs, saveBackupFile, type DurableFs } from '../../../electron/vault/index.ts';
import { KeepError } from '../../../shared/index.ts';
import { diskError, faultyFs, type Fault } from '../faulty-fs.ts';
import { save } from '../sample.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
const withoutLinks: DurableFs = { ...diskFs, link: () => Promise.reject(diskError('ENOTSUP')) };

const kinds: readonly Omit<Fault, 'nth'>[] = [
  { lasting: 'once', when: 'before', code: 'EIO' },
  { lasting: 'once', when: 'after', code: 'EIO' },
  { lasting: 'forever', when: 'before', code: 'ENOSPC' },
  { lasting: 'forever', when: 'before', code: 'EPERM' },
];

describe.each([
  { disk: 'a disk with hard links', base: diskFs, replace: false },
  { disk: 'a disk without them', base: withoutLinks, replace: false },
  { disk: 'a disk where an older file goes', base: diskFs, replace: true },
])('saving a backup to $disk', ({ base, replace }) => {
  it.each(kinds)('survives $code at each step, $lasting, $when the work', async (kind) => {
    const folder = await temporaryFolder();
    const backup = await save(path.join(folder, 'device'));
    const whole = await readFile(backup.path);
    const target = path.join(folder, 'saved.dss');
    for (let nth = 1; ; nth += 1) {
      await rm(target, { force: true });
      if (replace) await writeFile(target, 'older');
      const { fs, failed } = faultyFs(base, { ...kind, nth });
      const outcome = await saveBackupFile(backup, target, { replace, fs, clock }).catch((thrown: unknown) => thrown);
      const name = `call ${nth} (${failed[0] ?? 'none'})`;
      const found = await readFile(target).catch(() => undefined);
      if (outcome === true) expect(found, name).toEqual(whole);
      else {
        // False: a claim of the name that could not be taken away again stands in its own way, empty.
        if (outcome !== false) expect(outcome, name).toBeInstanceOf(KeepError);
        const isWhole = found?.equals(whole) === true;
        const isOlder = replace && found?.toString() === 'older';
        expect(isWhole || isOlder || found === undefined || found.length === 0, name).toBe(true);
      }
      expect(await readFile(backup.path), name).toEqual(whole);
      for (const left of await readdir(folder)) {
        if (left.startsWith('.')) await rm(path.join(folder, left));
      }
      if (failed.length === 0) {
        expect(outcome, name).toBe(true);
        expect(nth).toBeGreaterThan(8);
        return;
      }
    }
  });
});

describe('a target that is taken', () => {
  it('is left as it is unless it was said to be replaced', async () => {
    const folder = await temporaryFolder();
    const backup = await save(path.join(folder, 'device'));
    const target = path.join(folder, 'saved.dss');
    await writeFile(target, 'precious');
    expect(await saveBackupFile(backup, target, { replace: false, clock })).toBe(false);
    expect(await readFile(target, 'utf8')).toBe('precious');
    expect((await readdir(folder)).sort()).toEqual(['device', 'saved.dss']);
    expect(await saveBackupFile(backup, target, { replace: true, clock })).toBe(true);
    expect(await readFile(target)).toEqual(await readFile(backup.path));
  });
});

describe('a target disk that is full', () => {
  it('is told as a copy that failed, with the reason', async () => {
    const folder = await temporaryFolder();
    const backup = await save(path.join(folder, 'device'));
    const fs: DurableFs = { ...diskFs, createFile: () => Promise.reject(diskError('ENOSPC')) };
    const asked = saveBackupFile(backup, path.join(folder, 'saved.dss'), { replace: false, fs, clock });
    await expect(asked).rejects.toMatchObject({ code: 'copy/failed' });
    await expect(asked).rejects.toThrow('no space');
  });
});
