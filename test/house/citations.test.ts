import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './lint.ts';
import { readSources } from './sources.ts';

interface Citation {
  readonly where: string;
  readonly page: string;
  /** "1.8" of `protocol.md 1.8`, or the heading of `dss-format.md, "Container"`. */
  readonly section?: string;
}

/** Every page that a text names, with the section where one stands behind it. */
function citationsIn(where: string, text: string): Citation[] {
  // A comment may break the line, and begins the next one with an asterisk or slashes.
  const flat = text.replace(/\n\s*(\*|\/\/)?\s*/g, ' ');
  return [
    ...flat.matchAll(/\b([\w-]+\.md)\b(?!\.\w)(?:,? (?:section )?(\d+(?:\.\d+)?)(?![\d.]*\d)|,? "([^"]+)")?/g),
  ].flatMap(([, page, number, heading]) => {
    const section = number ?? heading;
    return page === undefined ? [] : [{ where, page, ...(section === undefined ? {} : { section }) }];
  });
}

async function readPages(): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  for (const folder of ['.', 'docs', 'test']) {
    for (const name of await readdir(path.join(root, folder))) {
      if (name.endsWith('.md')) pages.set(name, await readFile(path.join(root, folder, name), 'utf8'));
    }
  }
  return pages;
}

function isThere({ page, section }: Citation, pages: ReadonlyMap<string, string>): boolean {
  const text = pages.get(page);
  if (text === undefined) return false;
  if (section === undefined) return true;
  const headings = text.split('\n').flatMap((line) => /^#+ (.*)$/.exec(line)?.[1] ?? []);
  return headings.some((heading) => heading === section || heading.startsWith(`${section} `));
}

/** Made by the build, for the program's page "About". */
const BUILT = ['licences.md'];
const own = path.join('test', 'house', 'citations.test.ts');
const pages = await readPages();
const citations = (await readSources())
  .filter(({ file }) => file !== own)
  .flatMap(({ file, text }) => citationsIn(file, text))
  .filter(({ page }) => !BUILT.includes(page));

describe('a page that the code cites', () => {
  it('stands in this repository, with the section that is named', () => {
    expect(citations.filter(({ page }) => page === 'protocol.md').length).toBeGreaterThan(30);
    expect(citations.filter((citation) => !isThere(citation, pages))).toEqual([]);
  });

  it('would be missed if it were not there', () => {
    const planted = citationsIn('a.ts', '/** R protocol.md 9.9, and\n * dss-format.md, "Nowhere", elsewhere.md. */');
    expect(planted.map(({ page, section }) => [page, section])).toEqual([
      ['protocol.md', '9.9'],
      ['dss-format.md', 'Nowhere'],
      ['elsewhere.md', undefined],
    ]);
    expect(planted.filter((citation) => isThere(citation, pages))).toEqual([]);
  });
});
