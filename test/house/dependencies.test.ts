import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { root } from './lint.ts';
import { readSources } from './sources.ts';

const versions = z.record(z.string(), z.string());
const packageSchema = z.object({
  dependencies: versions,
  devDependencies: versions,
  allowScripts: z.record(z.string(), z.boolean()),
});
const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({ name: z.string().optional(), hasInstallScript: z.boolean().optional() }),
  ),
});
const installedSchema = z.object({
  repository: z.union([z.string(), z.object({ url: z.string() })]).optional(),
  author: z.union([z.string(), z.object({ name: z.string() })]).optional(),
});

/** Used by the commands of package.json or by the language itself, not by an import. */
const BESIDE = ['node', 'prettier', '@vitest/coverage-v8'];

const read = (file: string): Promise<string> => readFile(path.join(root, file), 'utf8');
const manifest = packageSchema.parse(JSON.parse(await read('package.json')));
const direct = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).sort();
const rows = (await read('docs/dependencies.md'))
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe('the page of dependencies', () => {
  it('has one row for each package of package.json, and none for another', () => {
    expect(rows.map(([name = '']) => name.replaceAll('`', '')).sort()).toEqual(direct);
  });

  it('says why, who and what instead in each', () => {
    expect(rows.filter((cells) => cells.length !== 4 || cells.some((cell) => cell === ''))).toEqual([]);
  });

  it('names the repository and the author that each package names itself', async () => {
    for (const [name = '', , keeper = ''] of rows) {
      const file = path.join('node_modules', name.replaceAll('`', ''), 'package.json');
      const { repository, author } = installedSchema.parse(JSON.parse(await read(file)));
      if (repository === undefined) {
        expect(keeper, name).toMatch(/^not named by the package/);
        continue;
      }
      const url = typeof repository === 'string' ? repository : repository.url;
      expect(url.toLowerCase(), name).toContain(keeper.split(',')[0]?.toLowerCase());
      const told = keeper.split(', ').slice(1).join(', ');
      const written = typeof author === 'string' ? author : (author?.name ?? '');
      expect(written, name).toContain(told);
    }
  });
});

describe('package.json', () => {
  it('names no package that nothing uses', async () => {
    const own = await Promise.all(['eslint.config.ts', 'vitest.config.ts'].map(read));
    const texts = [...own, ...(await readSources()).map(({ text }) => text)];
    const unused = direct.filter((name) => {
      const used = name.replace(/^@types\//, '');
      return !BESIDE.includes(used) && !texts.some((text) => text.includes(`'${used}'`) || text.includes(`'${used}/`));
    });
    expect(unused).toEqual([]);
  });

  it('says of each package with an install script whether it may run', async () => {
    const { packages } = lockSchema.parse(JSON.parse(await read('package-lock.json')));
    const scripted = Object.entries(packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([place, { name }]) => name ?? place.replace(/^.*node_modules\//, ''));
    expect(scripted.sort()).toEqual(Object.keys(manifest.allowScripts).sort());
    expect(Object.values(manifest.allowScripts)).not.toContain(true);
  });
});
