import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './lint.ts';

const FOLDER = path.join(root, 'docs');
const page = await readFile(path.join(FOLDER, 'threat-model.md'), 'utf8');
const LINK = /\]\(([^)]+)\)/g;

/** Rows of the tables that have the column "proven by". */
function claimsOf(text: string): readonly (readonly string[])[] {
  const tables = text.split(/\n\n+/).filter((block) => /^\|[^\n]*proven by/.test(block));
  return tables.flatMap((table) =>
    table
      .split('\n')
      .slice(2)
      .map((row) =>
        row
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ),
  );
}

describe('the threat model', () => {
  it('names a test for every claim', () => {
    const claims = claimsOf(page);
    expect(claims.length).toBeGreaterThan(25);
    const unproven = claims.filter(
      ([claim = '', proof = '']) => claim === '' || !/\]\(\.\.\/test\/[^)]+\.test\.ts\)/.test(proof),
    );
    expect(unproven).toEqual([]);
  });

  it('would be caught with a claim without one', () => {
    expect(claimsOf('| claim | proven by |\n| --- | --- |\n| all is well | yes |')).toEqual([['all is well', 'yes']]);
  });

  it.each(['docs/threat-model.md', 'SECURITY.md'])('%s links only what is there', async (file) => {
    const text = await readFile(path.join(root, file), 'utf8');
    const targets = [...text.matchAll(LINK)]
      .map(([, target = '']) => target)
      .filter((target) => !target.startsWith('http'));
    expect(targets.length).toBeGreaterThan(0);
    for (const target of targets) {
      const { size } = await stat(path.resolve(root, path.dirname(file), target.replace(/#.*/, '')));
      expect(size, target).toBeGreaterThan(0);
    }
  });
});
