import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { lint } from './lint.ts';
import { readShellAndPage, readSources, type Source } from './sources.ts';

const all = await readSources();

/** `file:line` of every node of a kind. */
function nodesOf(kind: ts.SyntaxKind, files: readonly Source[]): string[] {
  return files.flatMap(({ file, text }) => {
    const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (node.kind === kind) found.push(`${file}:${parsed.getLineAndCharacterOfPosition(node.pos).line + 1}`);
      ts.forEachChild(node, visit);
    };
    visit(parsed);
    return found;
  });
}

describe('the sources', () => {
  it('are looked at in all folders that exist', () => {
    const folders = new Set(all.map(({ file }) => file.split(path.sep)[0]));
    expect([...folders]).toEqual(expect.arrayContaining(['shared', 'electron', 'test', 'build']));
  });

  it('have no file over 500 lines', () => {
    const long = all.filter(({ text }) => text.trimEnd().split('\n').length > 500);
    expect(long.map(({ file }) => file)).toEqual([]);
  });

  it('have none over 500 lines in the shell and the page, styles too', async () => {
    const files = await readShellAndPage();
    expect(new Set(files.map(({ file }) => path.extname(file)))).toEqual(new Set(['.ts', '.tsx', '.css', '.html']));
    const long = files.filter(({ text }) => text.trimEnd().split('\n').length > 500);
    expect(long.map(({ file }) => file)).toEqual([]);
  });

  it('have no any and no non-null assertion', () => {
    expect(nodesOf(ts.SyntaxKind.AnyKeyword, all)).toEqual([]);
    expect(nodesOf(ts.SyntaxKind.NonNullExpression, all)).toEqual([]);
  });

  it('switch off no check', () => {
    const own = path.join('test', 'house', 'limits.test.ts');
    const off = all.filter(
      ({ file, text }) => file !== own && /eslint-disable|@ts-(ignore|expect-error|nocheck)/.test(text),
    );
    expect(off.map(({ file }) => file)).toEqual([]);
  });

  it('have no test that is switched off or runs alone', () => {
    const off = /\b(it|test|describe)\.(skip|only|todo|fails|skipIf|runIf)\b/;
    const found = all.filter(({ file, text }) => file.startsWith('test') && off.test(text));
    expect(found.map(({ file }) => file)).toEqual([]);
  });

  it('would be caught: the counters see what they count', () => {
    const planted = [{ file: 'planted.ts', text: 'const a: any = 1;\nexport const b = (a as any[])!;\n' }];
    expect(nodesOf(ts.SyntaxKind.AnyKeyword, planted)).toEqual(['planted.ts:1', 'planted.ts:2']);
    expect(nodesOf(ts.SyntaxKind.NonNullExpression, planted)).toEqual(['planted.ts:2']);
  });
});

describe('lint refuses', () => {
  it.each([
    ['any', 'export const a: any = 1;\n', 'no-explicit-any'],
    ['a non-null assertion', 'export const a = (b?: string): string => b!;\n', 'no-restricted-syntax'],
    ['an enum', 'export enum A { B }\n', 'no-restricted-syntax'],
    ['a default export', 'export default 1;\n', 'Give it a name'],
    ['a default export by another name', 'const a = 1;\nexport { a as default };\n', 'Give it a name'],
    [
      'a suppressed compiler error',
      '// @ts-expect-error because I say so\nexport const a: string = 1;\n',
      'ban-ts-comment',
    ],
    ['a comment that switches a rule off', '// eslint-disable-next-line\nexport default 1;\n', 'Give it a name'],
    ['a file of 501 lines', `${'// line\n'.repeat(500)}export const a = 1;\n`, 'max-lines'],
  ])('%s', async (_, text, rule) => {
    expect(await lint('electron/vault/planted.ts', text)).toContainEqual(expect.stringContaining(rule));
  });

  it('nothing of an ordinary file', async () => {
    expect(await lint('electron/vault/planted.ts', "export const a = 'fine';\n")).toEqual([]);
  });
});
