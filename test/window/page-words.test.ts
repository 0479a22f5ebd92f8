import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { cli } from '../../shared/words/en/cli.ts';

const root = path.resolve(import.meta.dirname, '../..');

async function textOf(pattern: string): Promise<string> {
  const texts: string[] = [];
  for await (const file of glob(pattern, { cwd: root })) texts.push(await readFile(path.join(root, file), 'utf8'));
  return texts.join('\n');
}

it('says nothing in the page that only the terminal has words for: its build leaves them out', async () => {
  const said = (await textOf('renderer/**/*.{ts,tsx}')) + (await textOf('shared/*.ts'));
  expect(said).toContain("'window.title'");
  expect(Object.keys(cli).filter((key) => said.includes(`'${key}'`))).toEqual([]);
  // Keys that are put together end in a placeholder.
  const prefixes = new Set(Object.keys(cli).map((key) => `\`${key.split('.')[0] ?? key}.`));
  expect([...prefixes].filter((prefix) => said.includes(prefix))).toEqual([]);
});
