import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { MUTANTS } from './table/index.ts';
import { mutate } from './types.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('the table of mutants', () => {
  it('names each protection once', () => {
    const names = MUTANTS.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it.each(MUTANTS)('takes out $name of today, and leaves a program', async (mutant) => {
    const source = await readFile(path.join(root, mutant.file), 'utf8');
    const mutated = mutate(source, mutant);
    expect(mutated).not.toBe(source);
    const { diagnostics = [] } = ts.transpileModule(mutated, { reportDiagnostics: true });
    expect(diagnostics.map(({ messageText }) => messageText)).toEqual([]);
    for (const test of mutant.tests) await access(path.join(root, test));
  });
});
