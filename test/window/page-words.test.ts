import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { cli } from '../../shared/words/en/cli.ts';
import { windowWords } from '../../shared/words/en/window.ts';
import { windowPlaces } from '../../shared/words/en/window-places.ts';

const root = path.resolve(import.meta.dirname, '../..');

interface Source {
  readonly file: string;
  readonly text: string;
}

async function sourcesOf(...patterns: readonly string[]): Promise<readonly Source[]> {
  const found: Source[] = [];
  for await (const file of glob(patterns, { cwd: root })) {
    found.push({ file, text: await readFile(path.join(root, file), 'utf8') });
  }
  return found;
}

/** What is no word for people: classes, drawings, keys of the keyboard, selectors, what is thrown at developers. */
const NO_WORDS = /^(className|d|viewBox|strokeDasharray|transform|placement|content|httpEquiv)$/;
/** Style sheets and tags, in the page beside the backups. */
const CODE = /[{<]/;
const NO_READER = /^(say|Error|querySelector|querySelectorAll|closest|matches)$/;

function isForPeople(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isJsxAttribute(parent)) return !NO_WORDS.test(parent.name.getText());
  if (ts.isJsxExpression(parent) || ts.isConditionalExpression(parent) || ts.isTemplateSpan(parent)) {
    return isForPeople(parent);
  }
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    const called = parent.expression;
    return !NO_READER.test(ts.isPropertyAccessExpression(called) ? called.name.text : called.getText());
  }
  if (ts.isBinaryExpression(parent)) return !/^[!=]==$/.test(parent.operatorToken.getText());
  return !(ts.isCaseClause(parent) || ts.isLiteralTypeNode(parent) || ts.isImportDeclaration(parent));
}

/** Two words, or one that begins like a sentence. */
const SPEECH = /\p{L}{2,}[.,:;!?…]?\s+\p{L}|(^|\s)\p{Lu}\p{Ll}+/u;

/** `file:line: text` of everything that reads like English and is no key of the table of words. */
function englishIn({ file, text }: Source): readonly string[] {
  const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const literal = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    if (!literal && !ts.isJsxText(node)) return ts.forEachChild(node, visit);
    const suspect = ts.isJsxText(node)
      ? /\p{L}/u.test(node.text)
      : SPEECH.test(node.text) && !CODE.test(node.text) && isForPeople(ts.isTemplateHead(node) ? node.parent : node);
    if (suspect) {
      const { line } = parsed.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${file}:${String(line + 1)}: ${node.text.trim()}`);
    }
  };
  visit(parsed);
  return found;
}

const page = await sourcesOf('renderer/**/*.{ts,tsx}');

describe('the words of the page', () => {
  it('stand in the table of words: no component says anything of its own', () => {
    expect(page.length).toBeGreaterThan(100);
    expect(page.flatMap(englishIn)).toEqual([]);
  });

  it.each([
    '<p>Hello</p>',
    '<Button aria-label="Close" />',
    '<Section title="Where backups lie" />',
    'const text = isNew ? "Back up now" : undefined;',
    'say2(`Last run: ${when}`)',
    '<p>{count} devices</p>',
    '<p>{`${name} was added`}</p>',
    'export const titles = { devices: "All devices" };',
  ])('would be caught: %s', (planted) => {
    expect(englishIn({ file: 'planted.tsx', text: planted })).toHaveLength(1);
  });

  it('are all said somewhere', async () => {
    const readers = [...page, ...(await sourcesOf('electron/**/*.ts', 'shared/*.ts'))]
      .map(({ text }) => text)
      .join('\n');
    // Keys that are put together begin with what stands before the placeholder.
    const begun = [...readers.matchAll(/`(window\.[\w.-]*)\$\{/g)].map(([, start = '']) => start);
    const isSaid = (key: string): boolean =>
      readers.includes(`'${key}'`) || begun.some((start) => key.startsWith(start));
    expect(Object.keys({ ...windowWords, ...windowPlaces }).filter((key) => !isSaid(key))).toEqual([]);
  });

  it('hold nothing that only the terminal has words for: its build leaves them out', async () => {
    const said = [...page, ...(await sourcesOf('shared/*.ts'))].map(({ text }) => text).join('\n');
    expect(said).toContain("'window.title'");
    expect(Object.keys(cli).filter((key) => said.includes(`'${key}'`))).toEqual([]);
    const prefixes = new Set(Object.keys(cli).map((key) => `\`${key.split('.')[0] ?? key}.`));
    expect([...prefixes].filter((prefix) => said.includes(prefix))).toEqual([]);
  });
});
